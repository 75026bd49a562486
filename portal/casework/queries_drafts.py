"""What somebody typed on the forms of a request and did not send."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.casework.models_replies import ActDraft
from portal.casework.rules import Act
from portal.extensions import db
from portal.intake.models import ServiceRequest


def draft_of(user: StaffUser, service_request_id: int, act: Act) -> ActDraft | None:
    return db.session.get(ActDraft, (user.id, service_request_id, act.value))


def drafts_of(user: StaffUser, limit: int = 10) -> Sequence[tuple[str, str]]:
    """One's latest, by the number of the request and the act's address."""
    query = (
        select(ServiceRequest.filing_number, ActDraft.act)
        .join(ServiceRequest, ServiceRequest.id == ActDraft.service_request_id)
        .where(ActDraft.user_id == user.id)
        .order_by(ActDraft.saved_at.desc())
        .limit(limit)
    )
    return [(number, act) for number, act in db.session.execute(query)]


def drafts_on(user: StaffUser, service_request_id: int) -> Sequence[ActDraft]:
    """One's own of a request, the latest first."""
    query = select(ActDraft).where(
        ActDraft.user_id == user.id, ActDraft.service_request_id == service_request_id
    )
    return db.session.execute(query.order_by(ActDraft.saved_at.desc())).scalars().all()
