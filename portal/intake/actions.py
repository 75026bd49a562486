"""The citizen's acts: file a request, add to it."""

from collections.abc import Sequence
from dataclasses import asdict

from portal import clock
from portal.accounts.models import StaffUser
from portal.canonical_json import canonical_bytes
from portal.errors import Refused
from portal.extensions import db
from portal.intake import numbering, office_days, queries, tracking_codes
from portal.intake.filing import Filed, Filing, facts_of, legal_days_of
from portal.intake.history import record_event
from portal.intake.models import ServiceRequest
from portal.intake.models_private import RequestMessage
from portal.intake.private_rows import PrivateRows
from portal.intake.rules import may_be_mailed
from portal.intake.search_words import keep_words
from portal.intake.stored_files import PreparedFile, attach
from portal.keys import keyed_hash
from portal.notices.actions import notify
from portal.notices.texts import Notice
from portal.working_days import OfficeDays

__all__ = ["Filed", "Filing", "acknowledge", "add_information", "file_request", "numbered_request"]


def file_request(
    filing: Filing,
    *,
    nonce: str | None = None,
    files: Sequence[PreparedFile] = (),
    recorded_by: StaffUser | None = None,
) -> Filed:
    """*Radicar*: give the request its number, due dates and first event.

    The form's nonce is the idempotency key: filed again, it returns the first request and changes
    nothing. Without one (desk, imports) the code is random.
    """
    received_on = clock.day_of(filing.received_at)
    if filing.received_at > clock.now():
        raise Refused("La fecha de recepción no puede estar en el futuro.", field="recibida_en")
    counter = numbering.lock_counter(filing.kind, received_on.year)
    if nonce and (earlier := queries.request_by_nonce(nonce)):
        return _repeat(earlier, filing, files, nonce)
    counter.last += 1
    code = tracking_codes.derived_code(nonce) if nonce else tracking_codes.random_code()
    days = office_days.now_for_filing()
    service_request = numbered_request(
        filing, sequence=counter.last, recorded_by=recorded_by, office_days=days
    )
    service_request.nonce_hash = tracking_codes.nonce_hash(nonce) if nonce else None
    service_request.form_hash = _form_hash(filing, files) if nonce else None
    service_request.tracking_code_hash = tracking_codes.code_hash(code)
    db.session.add(service_request)
    db.session.flush()
    private = PrivateRows()
    private.add(service_request, filing)
    private.write()
    keep_words([service_request])
    for file in files:
        attach(service_request, file, added_by=recorded_by)
    record_event(
        service_request,
        "filed",
        actor=recorded_by,
        by_requester=recorded_by is None,
        acted_on=received_on,
        channel=filing.channel.value,
        files=len(files),
    )
    return Filed(service_request, code)


def acknowledge(service_request: ServiceRequest, *, recipient: str | None) -> None:
    """Tell whoever left an address that the request was filed, unless a message could harm."""
    if recipient and may_be_mailed(service_request):
        notify(
            Notice.RECEIVED,
            recipient=recipient,
            filing_number=service_request.filing_number,
            service_request_id=service_request.id,
        )


def numbered_request(
    filing: Filing, *, sequence: int, recorded_by: StaffUser | None, office_days: OfficeDays
) -> ServiceRequest:
    """The row of a request with its number, facts and legal days; not yet in the session."""
    year = clock.day_of(filing.received_at).year
    return ServiceRequest(
        filing_year=year,
        filing_sequence=sequence,
        filing_number=numbering.filing_number(filing.kind, year, sequence),
        public_row=numbering.new_row_name("S"),
        recorded_at=clock.now(),
        recorded_by_id=recorded_by.id if recorded_by else None,
        **facts_of(filing),
        **legal_days_of(filing, office_days),
    )


def add_information(
    service_request: ServiceRequest, *, body: str, files: Sequence[PreparedFile] = ()
) -> RequestMessage:
    """The requester adds words and files from the tracking page."""
    message = RequestMessage(
        service_request_id=service_request.id, body=body, created_at=clock.now()
    )
    db.session.add(message)
    db.session.flush()
    for file in files:
        attach(service_request, file, message=message)
    record_event(
        service_request, "added", by_requester=True, message_id=message.id, files=len(files)
    )
    return message


def _repeat(
    earlier: ServiceRequest, filing: Filing, files: Sequence[PreparedFile], nonce: str
) -> Filed:
    code = None if earlier.tracking_code_reissued_at else tracking_codes.derived_code(nonce)
    differs = earlier.form_hash != _form_hash(filing, files)
    return Filed(earlier, code, is_repeat=True, differs=differs)


def _form_hash(filing: Filing, files: Sequence[PreparedFile]) -> str:
    """What was posted, without what the portal adds: the same words again give the same hash.

    Keyed, because it stands among the facts and covers what a person said.
    """
    said = asdict(filing)
    for added in ("received_at", "is_suspect", "privacy_notice"):
        del said[added]
    said["files"] = [file.sha256 for file in files]
    return keyed_hash("form", canonical_bytes(said).decode())
