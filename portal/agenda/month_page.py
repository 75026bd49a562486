"""A month of the agenda as its page draws it: weeks of days, each with what it holds (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal import clock, working_days
from portal.agenda.models import Execution


@dataclass
class Day:
    """A cell. ``is_other``: it belongs to the month before or after and stays empty."""

    on: date
    is_other: bool
    is_today: bool
    rests: bool
    holiday: str
    executions: list[Execution] = field(default_factory=list)


def weeks_of(
    year: int, month: int, executions: Iterable[Execution], today: date
) -> list[list[Day]]:
    """Whole weeks from Monday to Sunday that hold the month."""
    first, last = clock.month_bounds(year, month)
    start = first - timedelta(days=first.weekday())
    end = last + timedelta(days=6 - last.weekday())
    holidays = working_days.holidays_of(year)
    days = [
        _day(start + timedelta(days=n), month, today, holidays)
        for n in range((end - start).days + 1)
    ]
    by_date = {day.on: day for day in days}
    for execution in executions:
        by_date[execution.takes_place_on].executions.append(execution)
    return [days[n : n + 7] for n in range(0, len(days), 7)]


def _day(on: date, month: int, today: date, holidays: Mapping[date, str]) -> Day:
    is_other = on.month != month
    return Day(
        on=on,
        is_other=is_other,
        is_today=on == today,
        rests=not is_other and not working_days.is_working_day(on),
        holiday="" if is_other else holidays.get(on, ""),
    )


def neighbours(year: int, month: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The months before and after."""
    before = (year - 1, 12) if month == 1 else (year, month - 1)
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    return before, after
