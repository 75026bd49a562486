"""The training requests that a session is meant to attend, and attends once it is held."""

from collections.abc import Sequence

from portal.accounts.models import StaffUser
from portal.agenda import rules
from portal.agenda.models import Execution, RequestedAttendance
from portal.casework.actions_closing import close_attended_by_session
from portal.extensions import db
from portal.intake.models import ServiceRequest


def choose_requests(
    execution: Execution,
    *,
    seen_version: int,
    service_requests: Sequence[ServiceRequest],
    actor: StaffUser,
) -> Execution:
    """Say which requests the session is for; one already held attends the open ones at once."""
    rules.check_unchanged(execution, seen_version)
    rules.check_not_annulled(execution)
    rules.check_may_attend(actor, service_requests)
    execution.version += 1
    if execution.is_held:
        rules.check_has_proof(execution)
    attach_requests(execution, service_requests=service_requests)
    if execution.is_held:
        attend(execution, service_requests=service_requests, actor=actor)
    return execution


def attach_requests(execution: Execution, *, service_requests: Sequence[ServiceRequest]) -> None:
    """Make the session's list the given one; what the session has closed stays on it."""
    chosen = {service_request.id: service_request for service_request in service_requests}
    for service_request in service_requests:
        rules.check_attends(service_request, execution.takes_place_on)
    for attendance in list(execution.attendances):
        if attendance.service_request_id in chosen:
            del chosen[attendance.service_request_id]
        elif attendance.service_request.closing_execution_id != execution.id:
            execution.attendances.remove(attendance)
            db.session.delete(attendance)
    for service_request in chosen.values():
        execution.attendances.append(RequestedAttendance(service_request=service_request))
    db.session.flush()


def attend(
    execution: Execution, *, service_requests: Sequence[ServiceRequest], actor: StaffUser | None
) -> list[ServiceRequest]:
    """Close as attended, on the session's day, those of the requests that are still open."""
    still_open = [found for found in service_requests if not found.is_closed]
    for service_request in still_open:
        close_attended_by_session(
            service_request,
            execution_id=execution.id,
            held_on=execution.takes_place_on,
            actor=actor,
        )
    return still_open
