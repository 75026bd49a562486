"""The training requests that sessions attend, or could."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import or_, select

from portal.agenda.models import Execution, ExecutionStatus
from portal.extensions import db
from portal.intake.kinds import Outcome, RequestKind
from portal.intake.models import ServiceRequest


def attended_by(execution_id: int) -> Sequence[ServiceRequest]:
    """The requests that a session closed and that nobody reopened, locked for a change."""
    query = (
        select(ServiceRequest)
        .where(ServiceRequest.closing_execution_id == execution_id)
        .order_by(ServiceRequest.id)
        .with_for_update()
    )
    return db.session.execute(query).scalars().all()


def requests_to_attend(filing_numbers: Iterable[str]) -> Sequence[ServiceRequest]:
    """Requests locked for a change, always in the same order; unknown numbers are left out."""
    query = (
        select(ServiceRequest)
        .where(ServiceRequest.filing_number.in_(sorted(filing_numbers)))
        .order_by(ServiceRequest.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return db.session.execute(query).scalars().all()


def open_trainings(
    *, received_by: date, topic: str | None, territory: str | None, limit: int = 100
) -> Sequence[ServiceRequest]:
    """Open training requests that a session of that day could attend.

    Those of its territory and topic come first, then whatever is due first.
    """
    query = (
        select(ServiceRequest)
        .where(
            ServiceRequest.kind == RequestKind.TRAINING,
            ServiceRequest.outcome.is_(None),
            ServiceRequest.received_on <= received_by,
        )
        .order_by(
            (ServiceRequest.territory == territory).is_not(True),
            (ServiceRequest.topic == topic).is_not(True),
            ServiceRequest.due_on,
            ServiceRequest.id,
        )
        .limit(limit)
    )
    return db.session.execute(query).scalars().all()


def requests_without_session(limit: int = 100) -> Sequence[ServiceRequest]:
    """Training requests closed as attended whose session no longer counts, the oldest first.

    They stay closed but are in no numerator until the session has evidence again, or somebody
    reopens them.
    """
    query = (
        select(ServiceRequest)
        .outerjoin(Execution, Execution.id == ServiceRequest.closing_execution_id)
        .where(
            ServiceRequest.kind == RequestKind.TRAINING,
            ServiceRequest.outcome == Outcome.ATTENDED,
            ServiceRequest.attended_by_import.is_(False),
            or_(
                Execution.id.is_(None),
                Execution.annulled_at.is_not(None),
                Execution.status != ExecutionStatus.HELD,
                Execution.evidence_count == 0,
            ),
        )
        .order_by(ServiceRequest.closed_on, ServiceRequest.id)
        .limit(limit)
    )
    return db.session.execute(query).scalars().all()
