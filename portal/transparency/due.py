"""By when a month has to be published, and which ones are late (pure)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.working_days import add_working_days


@dataclass(frozen=True)
class Late:
    """A month without publication after its day."""

    month: int
    due_on: date
    days: int


def publish_by(year: int, month: int, working_day: int) -> date:
    """The n-th working day of the month after."""
    return add_working_days(clock.month_bounds(year, month)[1], working_day)


def late_months(year: int, published: Collection[int], today: date, working_day: int) -> list[Late]:
    """The months of a year that should stand published and do not, with the days since."""
    found = []
    for month in range(1, 13):
        due_on = publish_by(year, month, working_day)
        if month not in published and due_on < today:
            found.append(Late(month, due_on, (today - due_on).days))
    return found
