"""Colombian working days, and terms counted in them or in months (pure: no database, no web).

A working day is Monday to Friday and not a holiday of Ley 51/1983 or a later law. The office may
add days on which no term runs (a civic day, a suspension of terms) and cancel holidays that do not
hold: such days come as an `OfficeDays`, or once at start through `adopt_office_days`.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from portal import clock

FIRST_YEAR, LAST_YEAR = 1985, 2099
CLOSING_TIME = time(17, 0)


class CalendarError(ValueError):
    """A day in a year whose holidays are not known."""

    def __init__(self) -> None:
        super().__init__(f"El calendario va de {FIRST_YEAR} a {LAST_YEAR}.")


class DayEffect(enum.StrEnum):
    """What the office says of a day, over the national calendar."""

    EXTRA = "no_habil"
    CANCELLED = "festivo_que_no_rige"
    NATIONAL = "nacional"


@dataclass(frozen=True)
class OfficeDays:
    """Exceptions to the national calendar: `extra` days without terms, `cancelled` holidays."""

    extra: frozenset[date] = frozenset()
    cancelled: frozenset[date] = frozenset()

    def with_changes(self, changes: Iterable[tuple[date, DayEffect]]) -> "OfficeDays":
        """These days after some decisions about days, in their order: the last one holds."""
        last = dict(changes)
        days = {effect: {day for day, one in last.items() if one is effect} for effect in DayEffect}
        return OfficeDays(
            extra=self.extra - last.keys() | days[DayEffect.EXTRA],
            cancelled=self.cancelled - last.keys() | days[DayEffect.CANCELLED],
        )


_adopted = OfficeDays()


def adopt_office_days(office_days: OfficeDays) -> None:
    """Set the exceptions that hold where a caller gives none; called once when the app starts."""
    global _adopted  # noqa: PLW0603 - one calendar per process, as there is one set of holidays
    _adopted = office_days


@cache
def holidays_of(year: int) -> dict[date, str]:
    """National holidays of a year on the day they are kept, with their name."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CalendarError
    # Imported here because it costs a tenth of a second, which no start of the portal should pay.
    from holidays import country_holidays

    return dict(country_holidays("CO", years=year, language="es").items())


def is_working_day(day: date, office_days: OfficeDays | None = None) -> bool:
    """Whether terms run on a day. An extra day wins over a cancelled one; weekends always rest."""
    office_days = _adopted if office_days is None else office_days
    is_holiday = day in holidays_of(day.year) and day not in office_days.cancelled
    return day.weekday() < 5 and not is_holiday and day not in office_days.extra


def next_working_day(day: date, office_days: OfficeDays | None = None) -> date:
    """The first working day after a day."""
    if day.year > LAST_YEAR:
        raise CalendarError
    day += timedelta(days=1)
    while not is_working_day(day, office_days):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, n: int, office_days: OfficeDays | None = None) -> date:
    """Last day of a term of `n` working days: day 1 is the next working day (CPACA art. 14)."""
    if n < 0:
        raise ValueError("a term has no negative days")
    for _ in range(n):
        day = next_working_day(day, office_days)
    return day


def working_days_between(start: date, end: date, office_days: OfficeDays | None = None) -> int:
    """Working days after `start` up to and including `end`; negative where `end` comes first.

    Undoes `add_working_days`: between a day and its due date lie exactly the days of the term.
    """
    if end < start:
        return -working_days_between(end, start, office_days)
    if end == start:
        return 0
    office_days = _adopted if office_days is None else office_days
    years = range((start + timedelta(days=1)).year, end.year + 1)
    holidays = {day for year in years for day in holidays_of(year)} - office_days.cancelled
    at_rest = sum(start < day <= end and day.weekday() < 5 for day in holidays | office_days.extra)
    return _weekdays_until(end) - _weekdays_until(start) - at_rest


def _weekdays_until(day: date) -> int:
    """From Monday to Friday, since the first day of the calendar, which is a Monday."""
    weeks, days = divmod(day.toordinal(), 7)
    return weeks * 5 + min(days, 5)


def add_months(day: date, n: int, office_days: OfficeDays | None = None) -> date:
    """Last day of a term of `n` calendar months.

    The same number in the later month, or that month's last day where it has no such number; where
    terms do not run on it, the next working day (Ley 4/1913 art. 62).
    """
    if n < 0:
        raise ValueError("a term has no negative months")
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    if year > LAST_YEAR:
        raise CalendarError
    last = clock.month_bounds(year, month + 1)[1]
    end = last.replace(day=min(day.day, last.day))
    return end if is_working_day(end, office_days) else next_working_day(end, office_days)


def filed_on(
    received_at: datetime,
    closing_time: time = CLOSING_TIME,
    office_days: OfficeDays | None = None,
) -> date:
    """The day from which a request's legal term counts.

    The day of reception in Bogotá when terms run on it and the office had not closed yet; else the
    next working day (CPACA art. 54). At closing time itself the office is closed.
    """
    if received_at.tzinfo is None:
        raise ValueError("a naive instant falls on no day")
    received = received_at.astimezone(clock.BOGOTA)
    day = received.date()
    if received.time() < closing_time and is_working_day(day, office_days):
        return day
    return next_working_day(day, office_days)
