"""Working days between many pairs of dates: each year is gone through once, each pair is a glance.

It answers exactly as ``working_days.working_days_between``.
"""

from datetime import date, timedelta

from portal.working_days import OfficeDays, is_working_day


class DayTable:
    """``office_days``: the office's exceptions; without them those that hold in this process."""

    def __init__(self, office_days: OfficeDays | None = None) -> None:
        self._office_days = office_days
        self._years: dict[int, list[int]] = {}

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative the other way."""
        if end < start:
            return -self.between(end, start)
        whole = sum(self._year(year)[-1] for year in range(start.year, end.year))
        return whole + self._so_far(end) - self._so_far(start)

    def _so_far(self, day: date) -> int:
        """Working days of its year, up to and including a day."""
        return self._year(day.year)[day.timetuple().tm_yday]

    def _year(self, year: int) -> list[int]:
        """For each day of a year, how many working days it has until then; 0 before the first."""
        if year not in self._years:
            counts, day = [0], date(year, 1, 1)
            while day.year == year:
                counts.append(counts[-1] + is_working_day(day, self._office_days))
                day += timedelta(days=1)
            self._years[year] = counts
        return self._years[year]
