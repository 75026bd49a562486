"""The acts upon a request's term, and the dates that follow from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import select

from portal import clock, legal_clock
from portal.accounts.models import StaffUser
from portal.casework.models import TermAct
from portal.extensions import db
from portal.intake import office_days
from portal.intake.models import ServiceRequest
from portal.legal_clock import ActType, ClockAct, ClockFacts
from portal.working_days import OfficeDays

Moves = Mapping[str, tuple[date | None, date | None]]


def acts_of(service_request: ServiceRequest) -> list[TermAct]:
    """What was done upon its term, in order."""
    query = (
        select(TermAct).where(TermAct.service_request_id == service_request.id).order_by(TermAct.id)
    )
    return list(db.session.execute(query).scalars())


def acts_of_many(ids: Sequence[int]) -> dict[int, list[ClockAct]]:
    """The same for several requests in one reading, by their ids."""
    query = select(TermAct).where(TermAct.service_request_id.in_(ids)).order_by(TermAct.id)
    found: dict[int, list[ClockAct]] = {}
    for act in db.session.execute(query).scalars():
        found.setdefault(act.service_request_id, []).append(act.clock_act)
    return found


def clock_facts(service_request: ServiceRequest) -> ClockFacts:
    return ClockFacts(
        received_on=service_request.received_on,
        filed_on=service_request.filed_on,
        days=service_request.term_kind.term.days,
        may_transfer=service_request.transfer_due_on is not None,
    )


def add_act(
    service_request: ServiceRequest,
    act_type: ActType,
    *,
    actor: StaffUser | None,
    acted_on: date | None = None,
    until: date | None = None,
    body: str | None = None,
    message_id: int | None = None,
) -> TermAct:
    """Write an act down; its day is today unless it was another one."""
    act = TermAct(
        service_request_id=service_request.id,
        type=act_type,
        acted_on=acted_on or clock.today(),
        until=until,
        body=body,
        message_id=message_id,
        recorded_at=clock.now(),
        recorded_by_id=actor.id if actor else None,
    )
    db.session.add(act)
    db.session.flush()
    return act


def set_days(service_request: ServiceRequest) -> Moves:
    """Set every date to what follows from the acts and from the calendar as it is now."""
    acts = [act.clock_act for act in acts_of(service_request)]
    return set_days_by(service_request, acts, office_days.now())


def set_days_by(
    service_request: ServiceRequest, acts: Iterable[ClockAct], days: OfficeDays
) -> Moves:
    """Set the dates; returns those that moved, from when to when."""
    found = asdict(legal_clock.legal_days(clock_facts(service_request), acts, days))
    moves = {
        name: (before, after)
        for name, after in found.items()
        if (before := getattr(service_request, name)) != after
    }
    for name, (_, after) in moves.items():
        setattr(service_request, name, after)
    return moves
