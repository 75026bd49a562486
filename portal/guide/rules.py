"""By when somebody must be answered, counted by the office's own clock, and why (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portal.guide.document import FROM_FILING, Term
from portal.legal_clock import ClockFacts, legal_days
from portal.working_days import holidays_of, is_working_day, next_working_day, working_days_between

OFFICE_DAY = "Día no hábil de esta oficina"


@dataclass(frozen=True)
class IdleDay:
    """A day from Monday to Friday that was not counted, and why."""

    day: date
    why: str


@dataclass(frozen=True)
class Deadline:
    """``filed_on``: the day before day one; ``weekend_days``: how many of them were not counted."""

    presented_on: date
    filed_on: date
    first_day: date
    due_on: date
    days: int
    weekend_days: int
    idle: tuple[IdleDay, ...]

    def days_left(self, today: date) -> int:
        """Working days until the last one; negative when it is over."""
        return working_days_between(today, self.due_on)


def deadline(term: Term, presented_on: date) -> Deadline:
    """Day one is the working day after filing (CPACA art. 14; Ley 4/1913 art. 62).

    What reaches an office on an idle day is filed on the next working one (CPACA art. 54).
    """
    filed_on = presented_on
    if term.counts_from == FROM_FILING and not is_working_day(presented_on):
        filed_on = next_working_day(presented_on)
    facts = ClockFacts(received_on=presented_on, filed_on=filed_on, days=term.days)
    due_on = legal_days(facts).due_on
    skipped = tuple(_skipped(filed_on, due_on))
    return Deadline(
        presented_on=presented_on,
        filed_on=filed_on,
        first_day=next_working_day(filed_on),
        due_on=due_on,
        days=term.days,
        weekend_days=sum(day.weekday() > 4 for day in skipped),
        idle=tuple(IdleDay(day, _why(day)) for day in skipped if day.weekday() < 5),
    )


def _skipped(filed_on: date, due_on: date) -> Iterator[date]:
    for number in range(1, (due_on - filed_on).days):
        day = filed_on + timedelta(days=number)
        if not is_working_day(day):
            yield day


def _why(day: date) -> str:
    return holidays_of(day.year).get(day, OFFICE_DAY)
