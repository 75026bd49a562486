"""The only source of time. Instants are UTC; days and months are those of Bogotá."""

import calendar
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BOGOTA = ZoneInfo("America/Bogota")

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _set_to.get() or datetime.now(UTC)


@contextmanager
def set_to(instant: datetime) -> Iterator[None]:
    """Inside, it is that instant: how a year of demonstration is lived in a minute."""
    token = _set_to.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)


def today() -> date:
    """The present day in Bogotá."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The day in Bogotá of an aware instant."""
    return instant.astimezone(BOGOTA).date()


def at_midnight(day: date) -> datetime:
    """The first instant of a day in Bogotá, in UTC: a date given without a time."""
    return datetime(day.year, day.month, day.day, tzinfo=BOGOTA).astimezone(UTC)


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month, both included."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
