"""*Constancia*: the paper that says that a request was filed, when, and what follows (art. 61).

Of a petition that was spoken it holds what the Decreto 1166 of 2016 asks: who presented it, what
for and why, what came with it, who heard it, and what was answered at once.
"""

from collections.abc import Sequence

from portal import clock, printing
from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.formats import clock_time, long_date
from portal.intake import queries
from portal.intake.file_kinds import ENDINGS
from portal.intake.kinds import Identity
from portal.intake.models import ServiceRequest
from portal.intake.models_private import Attachment, RequestContent
from portal.intake.rules import SPOKEN_LABELS, is_spoken

Rows = list[tuple[str, str]]
NO_NAME = "No quiso dar su nombre"


def receipt(
    service_request: ServiceRequest, *, address: str, code: str | None, shows_person: bool
) -> bytes:
    """The PDF. ``address``: where the request is tracked. ``code``: in groups, or none."""
    content = queries.content_of(service_request)
    spoken = content if is_spoken(content.answers if content else {}) else None
    data = {
        "number": service_request.filing_number,
        "rows": _dates(service_request) + _received_by(service_request),
        "code": code or "",
        "address": address,
        "qr": printing.qr_code(address),
        "spoken": _spoken(service_request, spoken, shows_person) if spoken else [],
    }
    return printing.pdf("constancia", data, made_at=service_request.recorded_at)


def _dates(one: ServiceRequest) -> Rows:
    rows = [
        ("Número de radicado", one.filing_number),
        ("Radicado en otro sistema", one.external_number),
        ("Clase", one.kind.label),
        ("Recibida", received_words(one)),
        ("Cómo llegó", one.channel.label),
        ("Radicada", long_date(one.filed_on)),
        (
            "Si le toca a otra entidad, lo sabrá hasta el",
            long_date(one.transfer_due_on) if one.transfer_due_on else None,
        ),
        ("Último día para responder", long_date(one.due_on)),
        ("Documentos recibidos", _documents(queries.first_attachments(one))),
    ]
    return [(name, value) for name, value in rows if value]


def received_words(one: ServiceRequest) -> str:
    """The day and the hour; of what came without an hour, the day alone."""
    if one.received_at == clock.at_midnight(one.received_on):
        return long_date(one.received_on)
    return f"{long_date(one.received_on)}, {clock_time(one.received_at)}"


def _documents(files: Sequence[Attachment]) -> str:
    """«2 (JPG, PDF)»: number and kind, as the medium registered them (CPACA art. 15)."""
    if not files:
        return "Ninguno"
    kinds = sorted({ENDINGS.get(file.media_type, "otro").upper() for file in files})
    return f"{len(files)} ({', '.join(kinds)})"


def _received_by(one: ServiceRequest) -> Rows:
    officer = db.session.get(StaffUser, one.recorded_by_id) if one.recorded_by_id else None
    return [("Recibió", f"{officer.name}, {officer.role.label}")] if officer else []


def _spoken(one: ServiceRequest, content: RequestContent, shows_person: bool) -> Rows:
    answers = content.answers
    told = [(label, answers.get(name)) for name, label in SPOKEN_LABELS.items()]
    if not shows_person:
        return [
            ("Objeto", content.description),
            *((name, value) for name, value in told[1:] if value),
        ]
    rows = [("Presentada por", _person(one)), told[0], ("Objeto", content.description), *told[1:]]
    return [(name, value) for name, value in rows if value]


def _person(one: ServiceRequest) -> str:
    requester = queries.requester_of(one)
    if one.identity is Identity.ANONYMOUS or requester is None:
        return NO_NAME
    document = [(requester.document_type or "").upper(), requester.document_number]
    return ", ".join(filter(None, [requester.name, " ".join(filter(None, document))])) or NO_NAME
