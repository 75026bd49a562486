"""When a request is due: the answer of pure functions over its days, its term and its acts.

What the office writes down are the acts; every date follows from them and from the calendar, so
that a calendar that changes moves the dates, and nothing else does. The day of an act is spent:
a term is stopped with the days that are left after it, and goes on the day after it is completed.
"""

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal import legal_terms
from portal.working_days import (
    OfficeDays,
    add_months,
    add_working_days,
    next_working_day,
    working_days_between,
)


class ActType(enum.StrEnum):
    """What happens to a term. Only the first four move it."""

    COMPLETION_ASKED = "requerida"
    MORE_TIME = "plazo_pedido"
    COMPLETED = "completada"
    EXTENDED = "ampliada"
    KEPT = "asumida"
    TRANSFERRED = "trasladada"
    DEEMED_WITHDRAWN = "desistida"


@dataclass(frozen=True)
class ClockAct:
    """An act upon a term, in the order of the days; ``until``: the new date of an extension."""

    type: ActType
    acted_on: date
    until: date | None = None


@dataclass(frozen=True)
class ClockFacts:
    """Where a term begins and how long it is; ``may_transfer``: nobody decided on that yet."""

    received_on: date
    filed_on: date
    days: int
    may_transfer: bool = False


@dataclass(frozen=True)
class LegalDays:
    """The dates that follow. ``completion_due_on``: the term stands still until the requester
    completes, by that day at the latest.
    """

    due_on: date
    alert_on: date
    transfer_due_on: date | None
    completion_due_on: date | None


def legal_days(
    facts: ClockFacts, acts: Iterable[ClockAct] = (), office_days: OfficeDays | None = None
) -> LegalDays:
    """All dates of a request. The staff's alert is never later than the legal day.

    While the term stands still, the legal day is the one if it were completed on the last day,
    and the alert is when the office has to decide what follows from nobody having completed.
    """
    acts = tuple(acts)
    due_on, waits_until = _run(facts.filed_on, facts.days, acts, office_days)
    alert_on, _ = _run(facts.received_on, facts.days, acts, office_days)
    if waits_until:
        alert_on = min(alert_on, next_working_day(waits_until, office_days))
    transfer = add_working_days(facts.filed_on, legal_terms.TRANSFER.days, office_days)
    return LegalDays(
        due_on=due_on,
        alert_on=min(alert_on, due_on),
        transfer_due_on=transfer if facts.may_transfer else None,
        completion_due_on=waits_until,
    )


def last_day_to_ask_completion(filed_on: date, office_days: OfficeDays | None = None) -> date:
    """The office asks within ten working days of filing (CPACA art. 17)."""
    return add_working_days(filed_on, legal_terms.COMPLETION_REQUEST.days, office_days)


def last_day_of_extension(
    facts: ClockFacts, acts: Iterable[ClockAct] = (), office_days: OfficeDays | None = None
) -> date:
    """No extension goes past twice the term, standing time apart (CPACA art. 14, par.)."""
    doubled = replace(facts, days=legal_terms.EXTENSION_FACTOR * facts.days)
    moving = [act for act in acts if act.type is not ActType.EXTENDED]
    return legal_days(doubled, moving, office_days).due_on


def days_run(
    facts: ClockFacts,
    acts: Sequence[ClockAct],
    day: date,
    office_days: OfficeDays | None = None,
) -> int:
    """Working days of the term that are gone at the end of a day, standing time apart."""
    gone = max(0, working_days_between(facts.filed_on, day, office_days))
    for start, end in _still(acts):
        first, last = max(start, facts.filed_on), min(end or day, day)
        if first < last:
            gone -= working_days_between(first, last, office_days)
    return gone


def _run(
    start: date, days: int, acts: Iterable[ClockAct], office_days: OfficeDays | None
) -> tuple[date, date | None]:
    """The last day of a term after its acts, and until when it stands still, if it does."""
    due_on, waits_until, left = add_working_days(start, days, office_days), None, 0
    for act in acts:
        if act.type is ActType.COMPLETION_ASKED:
            left = max(0, working_days_between(max(start, act.acted_on), due_on, office_days))
            waits_until = _a_month_after(act.acted_on, office_days)
        elif act.type is ActType.MORE_TIME and waits_until:
            waits_until = _a_month_after(waits_until, office_days)
        elif act.type is ActType.COMPLETED and waits_until:
            due_on, waits_until = add_working_days(act.acted_on, left, office_days), None
        elif act.type is ActType.EXTENDED and act.until:
            due_on = max(due_on, act.until)
    if waits_until:
        due_on = add_working_days(waits_until, left, office_days)
    return due_on, waits_until


def _a_month_after(day: date, office_days: OfficeDays | None) -> date:
    """By calendar (Ley 4/1913 art. 62)."""
    return add_months(day, legal_terms.COMPLETION_MONTHS, office_days)


def _still(acts: Iterable[ClockAct]) -> Iterator[tuple[date, date | None]]:
    """The spans in which a term stood still, from the day after the first of each pair."""
    asked_on = None
    for act in acts:
        if act.type is ActType.COMPLETION_ASKED:
            asked_on = act.acted_on
        elif act.type is ActType.COMPLETED and asked_on:
            yield asked_on, act.acted_on
            asked_on = None
    if asked_on:
        yield asked_on, None
