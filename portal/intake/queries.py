"""Reading requests: by number, what was told, and what the requester may see."""

from sqlalchemy import or_, select
from sqlalchemy.sql import Select

from portal.extensions import db
from portal.intake import tracking_codes
from portal.intake.models import ServiceRequest
from portal.intake.models_private import (
    Attachment,
    RequestContent,
    Requester,
    RequestMessage,
)


def request_by_number(filing_number: str) -> ServiceRequest | None:
    query = select(ServiceRequest).where(ServiceRequest.filing_number == filing_number)
    return db.session.execute(query).scalar_one_or_none()


def id_of(filing_number: str) -> int | None:
    query = select(ServiceRequest.id).where(ServiceRequest.filing_number == filing_number)
    return db.session.execute(query).scalar_one_or_none()


def request_by_nonce(nonce: str) -> ServiceRequest | None:
    """The request that a form of this nonce filed."""
    query = select(ServiceRequest).where(
        ServiceRequest.nonce_hash == tracking_codes.nonce_hash(nonce)
    )
    return db.session.execute(query).scalar_one_or_none()


def content_of(service_request: ServiceRequest) -> RequestContent | None:
    """What was told; none once it was destroyed."""
    return db.session.get(RequestContent, service_request.id)


def requester_of(service_request: ServiceRequest) -> Requester | None:
    """Who asked; none for an anonymous request, or once it was destroyed."""
    return db.session.get(Requester, service_request.id)


def conversation(service_request: ServiceRequest) -> list[RequestMessage]:
    """The words between the office and the requester, oldest first; no internal notes."""
    query = (
        select(RequestMessage)
        .where(
            RequestMessage.service_request_id == service_request.id,
            RequestMessage.is_internal.is_(False),
        )
        .order_by(RequestMessage.created_at, RequestMessage.id)
    )
    return list(db.session.execute(query).scalars())


def visible_attachments(service_request: ServiceRequest) -> list[Attachment]:
    """The files that the requester may see, oldest first: neither evidence nor those of notes."""
    return list(db.session.execute(_visible(service_request)).scalars())


def visible_attachment(service_request: ServiceRequest, public_id: str) -> Attachment | None:
    """One of them."""
    query = _visible(service_request).where(Attachment.public_id == public_id)
    return db.session.execute(query).scalar_one_or_none()


def first_attachments(service_request: ServiceRequest) -> list[Attachment]:
    """The files that came with the request itself, oldest first."""
    query = _visible(service_request).where(Attachment.message_id.is_(None))
    return list(db.session.execute(query).scalars())


def _visible(service_request: ServiceRequest) -> Select[Attachment]:
    return (
        select(Attachment)
        .outerjoin(RequestMessage, RequestMessage.id == Attachment.message_id)
        .where(
            Attachment.service_request_id == service_request.id,
            Attachment.is_internal.is_(False),
            or_(RequestMessage.id.is_(None), RequestMessage.is_internal.is_(False)),
        )
        .order_by(Attachment.created_at, Attachment.id)
    )
