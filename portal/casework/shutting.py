"""The columns that say whether a request is closed, and the row that keeps how it was."""

from datetime import date
from typing import Any

from portal import clock
from portal.accounts.models import StaffUser
from portal.casework import rules, timing
from portal.casework.models import Closing
from portal.casework.rules import Act
from portal.extensions import db
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest


def shut(
    service_request: ServiceRequest,
    outcome: Outcome,
    closed_on: date,
    *,
    actor: StaffUser | None,
    **record: Any,
) -> Closing:
    """Close a request; the caller has checked that it may be and writes the event."""
    now = clock.now()
    drop_proposal(service_request)
    service_request.status = rules.next_status(Act.CLOSE, service_request.status)
    service_request.outcome = outcome
    service_request.closed_on = closed_on
    service_request.closed_recorded_at = now
    closing = Closing(
        service_request_id=service_request.id,
        closed_on=closed_on,
        recorded_at=now,
        recorded_by_id=actor.id if actor else None,
        **record,
    )
    db.session.add(closing)
    return closing


def open_again(service_request: ServiceRequest) -> None:
    """Nothing closes it any more; the row of how it was closed stays."""
    service_request.status = rules.next_status(Act.REOPEN, service_request.status)
    service_request.outcome = None
    service_request.closed_on = None
    service_request.closed_recorded_at = None
    service_request.told_by = None
    service_request.transferred_to = None
    service_request.closing_execution_id = None
    service_request.attended_by_import = False
    service_request.duplicate_of_id = None
    timing.set_days(service_request)  # the calendar may have changed while it was closed


def drop_proposal(service_request: ServiceRequest) -> None:
    """Nobody proposes any more to exclude it."""
    service_request.proposed_outcome = None
    service_request.proposed_by_id = None
    service_request.duplicate_of_id = None
