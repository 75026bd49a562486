"""Finding a date with the leaders: the office offers some, they accept or propose, it fixes one."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, time

from portal import clock
from portal.accounts.models import StaffUser
from portal.agenda import (
    queries,
    queries_offers,
    queries_requests,
    queries_sessions,
    rules,
    rules_sessions,
)
from portal.agenda.actions_sessions import details_for, move_window
from portal.agenda.models import Execution
from portal.agenda.models_sessions import OfferAnswer, OfferedDate, SessionOffer
from portal.agenda.rules_sessions import Slot
from portal.casework.messages import tell
from portal.extensions import db
from portal.intake.history import record_event
from portal.intake.models import ServiceRequest
from portal.notices.texts import Notice

EVENTS = {
    Notice.DATES_OFFERED: "dates_offered",
    Notice.SESSION_SCHEDULED: "session_scheduled",
    Notice.SESSION_CALLED_OFF: "session_called_off",
}


def offer_dates(
    execution: Execution,
    *,
    seen_version: int,
    slots: Sequence[Slot],
    service_requests: Collection[ServiceRequest],
    actor: StaffUser,
) -> list[SessionOffer]:
    """Offer dates to whoever filed the requests; what was offered to them before is replaced."""
    _check(execution, seen_version, actor)
    rules.check_not_held(execution)
    slots = sorted(set(slots), key=str)
    rules_sessions.check_can_offer(execution, slots, service_requests, clock.today())
    details_for(execution).confirmed_at = None
    standing = {one.service_request_id: one for one in queries_offers.offers_of(execution.id)}
    offers = [
        _offer(execution, one, standing.get(one.id), slots, actor) for one in service_requests
    ]
    for service_request in service_requests:
        _tell(service_request, execution, Notice.DATES_OFFERED, actor, slots)
    execution.version += 1
    return offers


def answer_dates(
    offer: SessionOffer,
    *,
    seen_version: int,
    accepted_ids: Collection[int],
    proposed: Sequence[Slot],
    people_expected: int | None,
) -> SessionOffer:
    """What the leader says: which dates do, and which others would. May be said anew."""
    rules_sessions.check_can_answer(offer, seen_version)
    offered = [one for one in offer.dates if not one.by_requester]
    proposed = [slot for slot in dict.fromkeys(proposed) if slot not in map(_slot, offered)]
    accepted = [one for one in offered if one.id in accepted_ids]
    if not accepted and not proposed:
        raise rules_sessions.DatesRefused(
            "Marque las fechas que le sirven o proponga otras.", field="fechas"
        )
    rules_sessions.check_slots(proposed, clock.today())
    for one in offered:
        one.is_accepted = one in accepted
    offer.dates = [*offered, *_dates(proposed, by_requester=True)]
    offer.answer = OfferAnswer.ACCEPTED if accepted else OfferAnswer.OTHERS
    offer.answered_at = clock.now()
    offer.people_expected = people_expected
    offer.version += 1
    record_event(
        offer.service_request,
        "dates_accepted" if accepted else "dates_proposed",
        by_requester=True,
        execution_id=offer.execution_id,
        days=[str(one.day) for one in (accepted or offer.dates) if accepted or one.by_requester],
    )
    return offer


def fix_date(
    execution: Execution, *, seen_version: int, day: date, starts_at: time | None, actor: StaffUser
) -> Execution:
    """Settle when it takes place and tell everybody on its list."""
    _check(execution, seen_version, actor)
    rules.check_not_held(execution)
    rules_sessions.check_can_fix(day, starts_at, clock.today())
    rules.check_activity(execution.activity_number, queries.scheduled_numbers(day.year))
    for attendance in execution.attendances:
        rules.check_attends(attendance.service_request, day)
    was_on = execution.takes_place_on
    execution.takes_place_on, execution.starts_at = day, starts_at
    details_for(execution).confirmed_at = clock.now()
    tell_of_move(execution, was_on=was_on, actor=actor)
    execution.version += 1
    return execution


def tell_of_move(execution: Execution, *, was_on: date, actor: StaffUser) -> None:
    """The window of the QR follows, and those who were told a date are told the new one."""
    move_window(execution, was_on=was_on)
    slots = [(execution.takes_place_on, execution.starts_at)]
    for one in _told(execution):
        _tell(one, execution, Notice.SESSION_SCHEDULED, actor, slots)


def tell_of_calling_off(execution: Execution, *, actor: StaffUser) -> None:
    """Those who were told a date are told that it is off; their requests stay open."""
    for one in _told(execution):
        _tell(one, execution, Notice.SESSION_CALLED_OFF, actor, [])


def _told(execution: Execution) -> Iterable[ServiceRequest]:
    details = queries_sessions.details_of(execution.id)
    if details is None or details.confirmed_at is None or execution.is_held:
        return []
    numbers = [one.service_request.filing_number for one in execution.attendances]
    locked = queries_requests.requests_to_attend(numbers)
    return [one for one in locked if not one.is_closed]


def _offer(
    execution: Execution,
    service_request: ServiceRequest,
    standing: SessionOffer | None,
    slots: Sequence[Slot],
    actor: StaffUser,
) -> SessionOffer:
    offer = standing or SessionOffer(
        execution=execution, service_request=service_request, version=0
    )
    offer.offered_at = clock.now()
    offer.offered_by = actor
    offer.answer = offer.answered_at = None
    offer.dates = _dates(slots, by_requester=False)
    offer.version += 1
    db.session.add(offer)
    return offer


def _dates(slots: Sequence[Slot], *, by_requester: bool) -> list[OfferedDate]:
    return [
        OfferedDate(day=day, starts_at=at, by_requester=by_requester, is_accepted=False)
        for day, at in slots
    ]


def _slot(offered: OfferedDate) -> Slot:
    return offered.day, offered.starts_at


def _tell(
    service_request: ServiceRequest,
    execution: Execution,
    notice: Notice,
    actor: StaffUser,
    slots: Sequence[Slot],
) -> None:
    days = [str(day) for day, _ in slots]
    record_event(service_request, EVENTS[notice], actor=actor, execution_id=execution.id, days=days)
    tell(service_request, notice)


def _check(execution: Execution, seen_version: int, actor: StaffUser) -> None:
    rules.check_unchanged(execution, seen_version)
    rules.check_not_annulled(execution)
    rules.check_may_change(actor, execution)
