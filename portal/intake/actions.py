"""The citizen's acts: file a request, add to it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from portal import clock, config, working_days
from portal.accounts.models import StaffUser
from portal.canonical_json import canonical_bytes
from portal.errors import Refused
from portal.extensions import db
from portal.intake import numbering, queries, tracking_codes
from portal.intake.history import record_event
from portal.intake.models import (
    Channel,
    Identity,
    RequestKind,
    ServiceRequest,
)
from portal.intake.models_private import (
    RequestMessage,
)
from portal.intake.private_rows import PrivateRows
from portal.intake.rules import may_be_mailed
from portal.intake.stored_files import PreparedFile, attach
from portal.keys import keyed_hash
from portal.notices.actions import notify
from portal.notices.texts import Notice

TRANSFER_TERM = 5  # working days to send it to the competent body (CPACA art. 21)


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What a request says when it is filed: the facts first, then who and what."""

    kind: RequestKind
    received_at: datetime
    channel: Channel = Channel.WEB
    topic: str | None = None
    provider: str | None = None
    territory: str | None = None
    people_expected: int | None = None
    households: int | None = None
    is_urgent: bool = False
    identity: Identity = Identity.NAMED
    is_protected: bool = False
    is_suspect: bool = False
    privacy_notice: str | None = None
    external_reference: str | None = None
    name: str | None = None
    document_type: str | None = None
    document_number: str | None = None
    telephone: str | None = None
    email: str | None = None
    subject: str | None = None
    description: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Filed:
    """A filed request; the code is empty where it was reissued after the first filing.

    ``is_repeat``: the same form had come before. ``differs``: it had come with other words.
    """

    service_request: ServiceRequest
    tracking_code: str | None
    is_repeat: bool = False
    differs: bool = False


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
    service_request = numbered_request(filing, sequence=counter.last, recorded_by=recorded_by)
    service_request.nonce_hash = tracking_codes.nonce_hash(nonce) if nonce else None
    service_request.form_hash = _form_hash(filing, files) if nonce else None
    service_request.tracking_code_hash = tracking_codes.code_hash(code)
    db.session.add(service_request)
    db.session.flush()
    private = PrivateRows()
    private.add(service_request, filing)
    private.write()
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
    filing: Filing, *, sequence: int, recorded_by: StaffUser | None
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
        **_facts(filing),
        **_legal_days(filing),
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
    """What was posted, without the instant: the same words again give the same hash.

    Keyed, because it stands among the facts and covers what a person said.
    """
    said = asdict(filing) | {"received_at": None, "is_suspect": None}
    said["files"] = [file.sha256 for file in files]
    return keyed_hash("form", canonical_bytes(said).decode())


def _facts(filing: Filing) -> dict[str, Any]:
    names = (
        "kind topic provider territory channel people_expected households is_urgent identity"
        " is_protected is_suspect privacy_notice external_reference received_at"
    )
    facts = {name: getattr(filing, name) for name in names.split()}
    return facts | {"received_on": clock.day_of(filing.received_at)}


def _legal_days(filing: Filing) -> dict[str, Any]:
    """The legal day counts from the day of filing; the staff's alert from reception, earlier."""
    received_on = clock.day_of(filing.received_at)
    filed_on = working_days.filed_on(filing.received_at, config.setting("CLOSING_TIME"))
    days = working_days.term_for(filing.kind).days
    is_complaint = filing.kind is RequestKind.COMPLAINT
    return {
        "filed_on": filed_on,
        "due_on": working_days.add_working_days(filed_on, days),
        "alert_on": working_days.add_working_days(received_on, days),
        "transfer_due_on": working_days.add_working_days(filed_on, TRANSFER_TERM)
        if is_complaint
        else None,
    }
