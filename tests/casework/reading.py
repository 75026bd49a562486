"""What tests look up in the database after an act."""

from sqlalchemy import select

from portal.casework.models import Closing
from portal.extensions import db
from portal.intake.models import RequestEvent, ServiceRequest
from portal.intake.models_private import RequestMessage
from portal.notices.models import OutboxMessage


def page_of(service_request: ServiceRequest, act: str = "") -> str:
    address = f"/gestion/solicitudes/{service_request.filing_number}"
    return f"{address}/{act}" if act else address


def events(service_request: ServiceRequest) -> list[RequestEvent]:
    query = select(RequestEvent).where(RequestEvent.service_request_id == service_request.id)
    return list(db.session.execute(query.order_by(RequestEvent.version)).scalars())


def event_types(service_request: ServiceRequest) -> list[str]:
    return [event.type for event in events(service_request)]


def messages(service_request: ServiceRequest) -> list[RequestMessage]:
    query = select(RequestMessage).where(RequestMessage.service_request_id == service_request.id)
    return list(db.session.execute(query.order_by(RequestMessage.id)).scalars())


def closings(service_request: ServiceRequest) -> list[Closing]:
    query = select(Closing).where(Closing.service_request_id == service_request.id)
    return list(db.session.execute(query.order_by(Closing.id)).scalars())


def mails(service_request: ServiceRequest) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(OutboxMessage.service_request_id == service_request.id)
    return list(db.session.execute(query.order_by(OutboxMessage.id)).scalars())


def current(service_request: ServiceRequest) -> ServiceRequest:
    db.session.refresh(service_request)
    return service_request
