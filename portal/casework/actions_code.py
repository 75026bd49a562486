"""A new tracking code for whoever lost theirs and had left an e-mail."""

from portal import clock
from portal.accounts import throttle
from portal.casework import lost_codes
from portal.intake import tracking_codes
from portal.intake.history import record_event
from portal.intake.models import ServiceRequest
from portal.intake.queries import requester_of
from portal.intake.rules import may_be_mailed
from portal.notices import texts
from portal.notices.actions import enqueue

MOST_A_DAY = 3


def send_link(service_request: ServiceRequest, *, email: str) -> bool:
    """Mail the link, if that is the address that was left and mail is safe; whether it went.

    Nobody's mailbox is filled: three a day for each request.
    """
    requester = requester_of(service_request)
    left = requester.email if requester else None
    if not left or left.casefold() != email.casefold() or not may_be_mailed(service_request):
        return False
    if throttle.tries("lost-code", service_request.filing_number, throttle.DAY) > MOST_A_DAY:
        return False
    token = lost_codes.make_token(service_request)
    text = texts.lost_code(service_request.filing_number, token)
    enqueue(
        recipient=left,
        subject=text.subject,
        body=text.body,
        service_request_id=service_request.id,
    )
    return True


def renew_code(service_request: ServiceRequest) -> str:
    """The new code, to be shown once; the old one and every link open nothing any more."""
    code = tracking_codes.random_code()
    service_request.tracking_code_hash = tracking_codes.code_hash(code)
    service_request.tracking_code_reissued_at = clock.now()
    record_event(service_request, "code_renewed", by_requester=True)
    return code
