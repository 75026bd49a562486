"""Words of the office about a request, and the notice that there are some."""

from collections.abc import Sequence

from portal import clock
from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.intake.models_private import RequestMessage
from portal.intake.queries import requester_of
from portal.intake.rules import may_be_mailed
from portal.intake.stored_files import PreparedFile, attach
from portal.notices.actions import notify
from portal.notices.texts import Notice


def add_message(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    body: str,
    files: Sequence[PreparedFile] = (),
    is_internal: bool = False,
) -> RequestMessage:
    """Words of the office with their files; the caller writes the event."""
    message = RequestMessage(
        service_request_id=service_request.id,
        author_id=actor.id,
        is_internal=is_internal,
        body=body,
        created_at=clock.now(),
    )
    db.session.add(message)
    db.session.flush()
    for file in files:
        attach(service_request, file, message=message, added_by=actor, is_internal=is_internal)
    return message


def add_words_of_requester(service_request: ServiceRequest, body: str) -> RequestMessage:
    """Words of the requester; the caller writes the event."""
    message = RequestMessage(
        service_request_id=service_request.id, body=body, created_at=clock.now()
    )
    db.session.add(message)
    db.session.flush()
    return message


def tell(service_request: ServiceRequest, notice: Notice) -> None:
    """Write to the requester that there is news, if they left an e-mail and it is safe."""
    if not may_be_mailed(service_request):
        return
    requester = requester_of(service_request)
    notify(
        notice,
        recipient=requester.email if requester else None,
        filing_number=service_request.filing_number,
        service_request_id=service_request.id,
    )
