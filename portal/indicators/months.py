"""The twelve months of a scheduled activity: done, missed, late or still to come (pure)."""

import enum
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from portal.formats import month_name


class MonthState(enum.StrEnum):
    """By the names that the component of the months knows."""

    DONE = "done"
    MISSED = "missed"
    PLANNED = "planned"
    LATE = "late"
    EXTRA = "extra"
    NONE = "none"


@dataclass(frozen=True)
class MonthCell:
    """A month; ``supposed`` where our reading supplies it and the plan's cells do not."""

    name: str
    state: MonthState
    text: str
    supposed: bool


def month_cells(
    scheduled: Collection[int],
    supplied: Collection[int],
    executed: Mapping[int, int],
    *,
    months_over: int,
) -> list[MonthCell]:
    """January to December. ``executed``: how many count, by month; ``months_over`` have ended."""
    states = _states(scheduled, executed, months_over)
    return [
        MonthCell(
            name=month_name(month),
            state=state,
            text=f"{executed[month]} hechas" if executed.get(month, 0) > 1 else "",
            supposed=month in supplied,
        )
        for month, state in enumerate(states, start=1)
    ]


def _states(
    scheduled: Collection[int], executed: Mapping[int, int], months_over: int
) -> Iterator[MonthState]:
    """What is done beyond a month's own schedule makes up, late, for an earlier month missed."""
    missed = 0
    for month in range(1, 13):
        done = executed.get(month, 0)
        if month not in scheduled:
            yield _unscheduled(done, missed)
            missed = max(0, missed - done)
        elif done:
            yield MonthState.DONE
            missed = max(0, missed - done + 1)
        elif month <= months_over:
            yield MonthState.MISSED
            missed += 1
        else:
            yield MonthState.PLANNED


def _unscheduled(done: int, missed: int) -> MonthState:
    if not done:
        return MonthState.NONE
    return MonthState.LATE if missed else MonthState.EXTRA
