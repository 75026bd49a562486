"""What the office does with its agenda: plan, correct, record as held, annul."""

from collections.abc import Sequence
from datetime import date, time

from portal import clock
from portal.accounts.models import StaffUser
from portal.agenda import queries, queries_requests, rules
from portal.agenda.actions_evidence import add_evidence, tell_of_lost_session
from portal.agenda.actions_offers import tell_of_calling_off, tell_of_move
from portal.agenda.actions_requests import attach_requests, attend
from portal.agenda.models import Execution, ExecutionStatus
from portal.extensions import db, one_at_a_time
from portal.intake import numbering
from portal.intake.models import ServiceRequest
from portal.intake.stored_files import PreparedFile


def plan_execution(
    *,
    activity_number: int | None,
    title: str,
    takes_place_on: date,
    starts_at: time | None = None,
    place: str | None = None,
    territory: str | None = None,
    service: str | None = None,
    topic: str | None = None,
    service_requests: Sequence[ServiceRequest] = (),
    actor: StaffUser,
) -> Execution:
    """Put an activity of the plan, or a session for citizens' requests alone, in the agenda."""
    rules.check_activity(activity_number, queries.scheduled_numbers(takes_place_on.year))
    what = {
        "activity_number": activity_number,
        "title": title,
        "takes_place_on": takes_place_on,
        "starts_at": starts_at,
        "place": place,
        "territory": territory,
        "service": service,
    }
    one_at_a_time(Execution)
    rules.check_no_twin(queries.twin_of(what, service_requests))
    execution = Execution(
        **what,
        public_row=numbering.new_row_name("E"),
        topic=topic,
        status=ExecutionStatus.PLANNED,
        evidence_count=0,
        recorded_by_id=actor.id,
        recorded_at=clock.now(),
        version=1,
    )
    db.session.add(execution)
    db.session.flush()
    attach_requests(execution, service_requests=service_requests)
    return execution


def edit_execution(
    execution: Execution,
    *,
    actor: StaffUser,
    seen_version: int,
    activity_number: int | None,
    title: str,
    takes_place_on: date,
    starts_at: time | None,
    place: str | None,
    territory: str | None,
    service: str | None,
    topic: str | None,
    people_reached: int | None,
) -> Execution:
    """Correct what was written. A held session that closed requests keeps its day: theirs is it."""
    rules.check_unchanged(execution, seen_version)
    rules.check_not_annulled(execution)
    rules.check_may_change(actor, execution)
    rules.check_activity(activity_number, queries.scheduled_numbers(takes_place_on.year))
    if execution.is_held:
        rules.check_held_by(takes_place_on, starts_at, now=clock.now())
        closed = queries_requests.attended_by(execution.id)
        rules.check_keeps_day(execution, takes_place_on, closed_requests=len(closed))
    for attendance in execution.attendances:
        rules.check_attends(attendance.service_request, takes_place_on)
    before = (execution.takes_place_on, execution.starts_at, execution.place)
    execution.activity_number = activity_number
    execution.title = title
    execution.takes_place_on = takes_place_on
    execution.starts_at = starts_at
    execution.place = place
    execution.territory = territory
    execution.service = service
    execution.topic = topic
    execution.people_reached = people_reached
    execution.version += 1
    if (takes_place_on, starts_at, place) != before:
        tell_of_move(execution, was_on=before[0], actor=actor)
    return execution


def record_held(
    execution: Execution,
    *,
    seen_version: int,
    held_on: date,
    starts_at: time | None,
    people_reached: int | None,
    evidence_reference: str | None,
    files: Sequence[PreparedFile] = (),
    service_requests: Sequence[ServiceRequest] = (),
    actor: StaffUser,
) -> Execution:
    """Record that it took place; the requests that it attended are closed on that day.

    Without proof it may be recorded, and counts once there is some; but requests are only closed
    with proof.
    """
    now = clock.now()
    rules.check_unchanged(execution, seen_version)
    rules.check_not_annulled(execution)
    rules.check_may_change(actor, execution)
    rules.check_not_held(execution)
    rules.check_activity(execution.activity_number, queries.scheduled_numbers(held_on.year))
    rules.check_held_by(held_on, starts_at, now=now)
    rules.check_may_attend(actor, service_requests)
    if service_requests and not (evidence_reference or files):
        raise rules.ProofMissing(
            "Escriba o adjunte el soporte: sin él no se pueden cerrar las solicitudes.",
            field="evidencia",
        )
    execution.status = ExecutionStatus.HELD
    execution.takes_place_on = held_on
    execution.starts_at = starts_at
    execution.people_reached = people_reached
    execution.held_recorded_at = now
    execution.held_recorded_by_id = actor.id
    execution.version += 1
    if evidence_reference or files:
        add_evidence(execution, reference=evidence_reference, files=files, actor=actor)
    attach_requests(execution, service_requests=service_requests)
    attend(execution, service_requests=service_requests, actor=actor)
    return execution


def annul(
    execution: Execution, *, seen_version: int, reason: str, actor: StaffUser
) -> list[ServiceRequest]:
    """Take it out of the count, with its reason; it stays on record.

    Returns the requests that it had closed: they stay closed, leave the numerator, and staff are
    told.
    """
    rules.check_unchanged(execution, seen_version)
    rules.check_not_annulled(execution)
    rules.check_may_change(actor, execution)
    counted = execution.counts
    tell_of_calling_off(execution, actor=actor)
    execution.annulled_at = clock.now()
    execution.annulment_reason = reason
    execution.annulled_by_id = actor.id
    execution.version += 1
    return tell_of_lost_session(execution, actor=actor) if counted else []
