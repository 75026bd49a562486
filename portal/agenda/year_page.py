"""A year of the agenda as its page shows it: what was planned, held and missed (pure)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from portal import clock
from portal.agenda.models import Execution
from portal.formats import month_name
from portal.plan.models import ActionPlan, Indicator


@dataclass(frozen=True)
class State:
    """A state of the components (good, risk, bad, open, none) and what it says."""

    kind: str
    text: str
    needs_somebody: bool = False


@dataclass(frozen=True)
class Gap:
    """A month in which the plan schedules an activity and none counts."""

    month: int
    indicator: Indicator
    state: State


@dataclass
class Month:
    number: int
    executions: list[Execution] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    # How many of them wait for somebody.
    pending: int = 0

    @property
    def name(self) -> str:
        return month_name(self.number)


MISSED = State("bad", "Faltó", needs_somebody=True)
UNPLANNED = State("open", "Por programar")


def activity_name(plan: ActionPlan | None, number: int | None) -> str:
    """What an activity of the plan is called in plain words; nothing for none."""
    if number is None:
        return ""
    for indicator in plan.indicators if plan else ():
        if indicator.number == number:
            return f"{number}. {indicator.plain_name}"
    return f"Actividad {number} del plan"


def state_of(execution: Execution, today: date) -> State:
    """What an execution is today, in words."""
    if execution.annulled_at is not None:
        return State("none", "Anulada")
    if execution.counts:
        return State("good", "Hecha")
    if execution.is_held:
        return State("risk", "Hecha, sin soporte", needs_somebody=True)
    if execution.takes_place_on < today:
        return State("bad", "Sin registrar", needs_somebody=True)
    return State("open", "Prevista")


def months_of(
    year: int, plan: ActionPlan | None, executions: Sequence[Execution], today: date
) -> list[Month]:
    """The months of the year that have something, in order."""
    months = {number: Month(number) for number in range(1, 13)}
    for execution in executions:
        months[execution.takes_place_on.month].executions.append(execution)
    for gap in _gaps(year, plan, executions, today):
        months[gap.month].gaps.append(gap)
    for month in months.values():
        states = [state_of(one, today) for one in month.executions]
        states += [gap.state for gap in month.gaps]
        month.pending = sum(state.needs_somebody for state in states)
    return [month for month in months.values() if month.executions or month.gaps]


def _gaps(
    year: int, plan: ActionPlan | None, executions: Iterable[Execution], today: date
) -> Iterator[Gap]:
    """Scheduled months for which nothing stands in the agenda: what does says itself how it is."""
    standing = {
        (one.activity_number, one.takes_place_on.month)
        for one in executions
        if one.annulled_at is None
    }
    for indicator in plan.indicators if plan else ():
        for month in indicator.months:
            if (indicator.number, month) not in standing:
                is_over = clock.month_bounds(year, month)[1] < today
                yield Gap(month, indicator, MISSED if is_over else UNPLANNED)
