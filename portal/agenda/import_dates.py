"""Days and times as spreadsheets hold them (pure)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from portal import clock

EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel counts days without a zone
# Days of Excel that fall between 1954 and 2119: a smaller or larger number is no date.
EXCEL_DAYS = range(20_000, 80_000)
CREDIBLE_YEARS = range(1990, 2120)

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_DAY_FIRST = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII
)
_NUMBER = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Moment:
    """A day, and the time where the file says it; without one, the whole day is meant."""

    day: date
    at: time | None = None

    @property
    def instant(self) -> datetime:
        """In UTC; a day without time begins at midnight in Bogotá."""
        local = datetime.combine(self.day, self.at or time(), tzinfo=clock.BOGOTA)
        return local.astimezone(UTC)


def excel_moment(cell: datetime | date | float) -> Moment | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, float | int):
        return _from_days(cell)
    if isinstance(cell, datetime):
        return _to_the_second(cell)
    return Moment(cell)


def _from_days(days: float) -> Moment | None:
    """A date that Excel shows as a plain number: whole days, and the time as a fraction."""
    if not EXCEL_DAYS.start <= days < EXCEL_DAYS.stop:
        return None
    moment = EXCEL_EPOCH + timedelta(days=days)
    return Moment(moment.date()) if float(days).is_integer() else _to_the_second(moment)


def _to_the_second(moment: datetime) -> Moment:
    """Excel's fractions of a day miss the second by a few millionths."""
    moment = (moment + timedelta(milliseconds=1)).replace(microsecond=0)
    return Moment(moment.date(), moment.time())


def text_moment(text: str) -> Moment | None:
    if _NUMBER.fullmatch(text):
        return _from_days(float(text))
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.group(1, 2, 3)
        at = iso.group(4, 5, 6)
    elif day_first := _DAY_FIRST.fullmatch(text):
        day, month, year = day_first.group(1, 2, 3)
        at = day_first.group(4, 5, 6)
    else:
        return None
    try:
        return Moment(date(int(year), int(month), int(day)), _time(*at))
    except ValueError:  # 30 February, 25:00
        return None


def _time(hour: str | None, minute: str | None, second: str | None) -> time | None:
    if hour is None or minute is None:
        return None
    return time(int(hour), int(minute), int(second or 0))
