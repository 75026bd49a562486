"""Reading one request with everything that staff may know of it, or locking it to act."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql import Select

from portal.accounts.models import StaffUser
from portal.casework.models import Closing
from portal.extensions import db
from portal.intake.models import RequestEvent, ServiceRequest
from portal.intake.models_private import Attachment, RequestMessage


def request_with_people(filing_number: str) -> ServiceRequest | None:
    """The request of a number, with who has it and who proposed to exclude it."""
    query = (
        select(ServiceRequest)
        .where(ServiceRequest.filing_number == filing_number)
        .options(
            joinedload(ServiceRequest.assignee),
            joinedload(ServiceRequest.proposed_by),
            joinedload(ServiceRequest.duplicate_of),
        )
    )
    return db.session.execute(query).scalar_one_or_none()


def lock_request(filing_number: str) -> ServiceRequest | None:
    """The request of a number, as it is now, locked until the transaction ends."""
    query = _locking(select(ServiceRequest).where(ServiceRequest.filing_number == filing_number))
    return db.session.execute(query).scalar_one_or_none()


def lock_requests(ids: Sequence[int]) -> Sequence[ServiceRequest]:
    """Several requests locked in one order, so that two people never wait for each other."""
    query = _locking(select(ServiceRequest).where(ServiceRequest.id.in_(ids)))
    return db.session.execute(query).scalars().all()


def lock_numbered(filing_numbers: Sequence[str]) -> Sequence[ServiceRequest]:
    """The requests of these numbers, locked in the same order as always."""
    query = _locking(select(ServiceRequest).where(ServiceRequest.filing_number.in_(filing_numbers)))
    return db.session.execute(query).scalars().all()


def lock_with_original(filing_number: str) -> ServiceRequest | None:
    """The request of a number locked together with the one that it is said to duplicate."""
    original = (
        select(ServiceRequest.duplicate_of_id)
        .where(ServiceRequest.filing_number == filing_number)
        .scalar_subquery()
    )
    query = _locking(
        select(ServiceRequest).where(
            or_(ServiceRequest.filing_number == filing_number, ServiceRequest.id == original)
        )
    )
    found = db.session.execute(query).scalars().all()
    return next((one for one in found if one.filing_number == filing_number), None)


def events_of(service_request: ServiceRequest, *, after: int = 0) -> Sequence[RequestEvent]:
    """What happened after a version, the latest first, with who did it."""
    query = (
        select(RequestEvent)
        .where(RequestEvent.service_request_id == service_request.id, RequestEvent.version > after)
        .options(joinedload(RequestEvent.actor))
        .order_by(RequestEvent.version.desc())
    )
    return db.session.execute(query).scalars().all()


def messages_of(service_request: ServiceRequest) -> dict[int, RequestMessage]:
    """All words about a request, internal notes too, by id."""
    query = (
        select(RequestMessage)
        .where(RequestMessage.service_request_id == service_request.id)
        .order_by(RequestMessage.id)
    )
    return {message.id: message for message in db.session.execute(query).scalars()}


def attachments_of(service_request: ServiceRequest) -> Sequence[Attachment]:
    """All files of a request, evidence too, oldest first."""
    query = (
        select(Attachment)
        .where(Attachment.service_request_id == service_request.id)
        .order_by(Attachment.id)
    )
    return db.session.execute(query).scalars().all()


def attachment(service_request: ServiceRequest, public_id: str) -> Attachment | None:
    query = select(Attachment).where(
        Attachment.service_request_id == service_request.id, Attachment.public_id == public_id
    )
    return db.session.execute(query).scalar_one_or_none()


def closings_of(service_request: ServiceRequest) -> Sequence[Closing]:
    """How it was closed each time, the latest first."""
    query = (
        select(Closing)
        .where(Closing.service_request_id == service_request.id)
        .order_by(Closing.id.desc())
    )
    return db.session.execute(query).scalars().all()


def reason_of_proposal(service_request: ServiceRequest) -> str | None:
    """Why somebody proposes to exclude it."""
    latest = (
        select(RequestEvent.details["message_id"].as_integer())
        .where(
            RequestEvent.service_request_id == service_request.id,
            RequestEvent.type == "exclusion_proposed",
        )
        .order_by(RequestEvent.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(RequestMessage.body).where(RequestMessage.id == latest)
    return db.session.execute(query).scalar_one_or_none()


def names_of(ids: set[int]) -> dict[int, str]:
    """The names of members of staff, whom the history only refers to."""
    if not ids:
        return {}
    query = select(StaffUser.id, StaffUser.name).where(StaffUser.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(query.order_by(StaffUser.id))}


def _locking(query: Select[ServiceRequest]) -> Select[ServiceRequest]:
    return (
        query.order_by(ServiceRequest.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
