"""What a letter is made from, and the letters issued of a request."""

from collections.abc import Sequence

from sqlalchemy import exists, func, or_, select

from portal.casework.models import Closing, Letter, LetterKind
from portal.extensions import db
from portal.intake.kinds import Outcome
from portal.intake.models import RequestEvent, ServiceRequest
from portal.intake.models_private import RequestMessage

ANSWERS = ("answered", "closed")


def last_told(
    service_request: ServiceRequest, types: Sequence[str] = ANSWERS
) -> RequestMessage | None:
    """The last thing that the office told the requester by acts of these types."""
    id_of_words = RequestEvent.details["message_id"].as_integer()
    latest = (
        select(id_of_words)
        .where(
            RequestEvent.service_request_id == service_request.id,
            RequestEvent.type.in_(types),
            id_of_words.is_not(None),
        )
        .order_by(RequestEvent.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(RequestMessage).where(RequestMessage.id == latest)
    return db.session.execute(query).scalar_one_or_none()


def letters_of(service_request: ServiceRequest) -> Sequence[Letter]:
    """In the order in which they were issued."""
    query = (
        select(Letter)
        .where(Letter.service_request_id == service_request.id)
        .order_by(Letter.sequence)
    )
    return db.session.execute(query).scalars().all()


def lacks_transfer_letter(service_request: ServiceRequest) -> bool:
    """Whether it was sent on, and nothing says by which letter (CPACA art. 21)."""
    if service_request.outcome is not Outcome.TRANSFERRED:
        return False
    by_hand = exists().where(
        Closing.service_request_id == service_request.id, Closing.evidence_reference.is_not(None)
    )
    issued = exists().where(
        Letter.service_request_id == service_request.id, Letter.kind == LetterKind.TRANSFER
    )
    return not db.session.execute(select(or_(by_hand, issued))).scalar()


def next_sequence(service_request: ServiceRequest) -> int:
    """The place of the next letter; the caller holds the request's lock."""
    query = select(func.max(Letter.sequence)).where(Letter.service_request_id == service_request.id)
    return (db.session.execute(query).scalar_one() or 0) + 1
