"""What happened to a request, in the words that the requester reads (pure)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.formats import clock_time, file_size, long_date
from portal.intake.history import TERM_MOVED
from portal.intake.kinds import Outcome
from portal.intake.models import RequestEvent, ServiceRequest
from portal.intake.models_private import Attachment, RequestMessage

# What the requester is told of each kind of event; the others stay inside the office.
TITLES = {
    "added": "Usted agregó información",
    "assigned": "Una persona de la oficina tomó su solicitud",
    "asked": "La oficina le hizo una pregunta",
    "answered": "La oficina le escribió",
    "completion_asked": "La oficina le pidió completar su solicitud",
    "completed": "Su solicitud quedó completa: el plazo sigue al día siguiente",
    "completion_lengthened": "Usted pidió más plazo para completarla",
    "extended": "La oficina amplió el plazo para responderle",
    "kept": "La oficina decidió atenderla ella misma",
    "reopened": "La oficina abrió de nuevo su solicitud",
    "said_resolved": "Usted dijo que quedó resuelta",
    "code_renewed": "Usted sacó un código nuevo con su correo",
    "dates_offered": "La oficina le propuso fechas para la capacitación",
    "dates_accepted": "Usted dijo qué fechas le sirven",
    "dates_proposed": "Usted propuso otras fechas",
    "session_scheduled": "Quedó la fecha de la capacitación",
    "session_called_off": "La oficina canceló la sesión",
}
BY_REQUESTER_TITLES = {
    "closed": "Usted desistió de su solicitud",
    "reopened": "Usted dijo que no quedó resuelta: se abrió de nuevo",
}
CLOSED_TITLES = {
    Outcome.ATTENDED: "La oficina le respondió",
    Outcome.TRANSFERRED: "La oficina pasó su solicitud a otra entidad",
    Outcome.WITHDRAWN: "La oficina entendió que usted desistió",
    Outcome.NOT_ATTENDED: "La oficina cerró su solicitud sin atenderla",
    Outcome.DUPLICATE: "La oficina cerró esta solicitud: es igual a otra",
    Outcome.NOT_VALID: "La oficina cerró esta solicitud: no es una solicitud válida",
}
OFFICE_SPEAKS = ("asked", "answered", "closed", "completion_asked", "completed", "extended")


@dataclass(frozen=True)
class Entry:
    """Something that happened, with what was said and the files that came with it."""

    title: str
    when: str
    text: str = ""
    by_office: bool = False
    files: list[dict[str, str]] = field(default_factory=list)


def timeline(
    service_request: ServiceRequest,
    messages: Sequence[RequestMessage],
    attachments: Sequence[Attachment],
) -> list[Entry]:
    """What happened, the newest first. ``messages`` and ``attachments``: those that may be seen."""
    words = {message.id: message for message in messages}
    told = list(_told(service_request))
    return [_entry(event, words, attachments, service_request) for event in reversed(told)]


def _told(service_request: ServiceRequest) -> Iterator[RequestEvent]:
    """The first time that somebody took it is news; who has it since then is not."""
    was_taken = False
    for event in service_request.events:
        if event.type == "assigned":
            if was_taken or event.details.get("assignee_id") is None:
                continue
            was_taken = True
        if event.type == TERM_MOVED and "due_on" not in event.details:
            continue
        if event.type in TITLES or event.type == TERM_MOVED or event.type in ("filed", "closed"):
            yield event


def _entry(
    event: RequestEvent,
    words: Mapping[int, RequestMessage],
    attachments: Sequence[Attachment],
    service_request: ServiceRequest,
) -> Entry:
    message_id = event.details.get("message_id")
    message = words.get(message_id) if message_id else None
    came_with = [
        attachment
        for attachment in attachments
        if (attachment.message_id == message_id if message else _came_first(attachment, event))
    ]
    return Entry(
        title=_title(event),
        when=_when(event, service_request),
        text=message.body if message else "",
        by_office=event.type in OFFICE_SPEAKS and not event.by_requester,
        files=[_file(attachment, service_request) for attachment in came_with],
    )


def _came_first(attachment: Attachment, event: RequestEvent) -> bool:
    """Files without a message came with the request itself."""
    return event.type == "filed" and attachment.message_id is None


def _title(event: RequestEvent) -> str:
    if event.type == "filed":
        return (
            "Usted envió su solicitud" if event.by_requester else "La oficina radicó su solicitud"
        )
    if event.type == TERM_MOVED:
        after = long_date(date.fromisoformat(event.details["due_on"][1]))
        return f"Cambió un día no hábil: el último día para responderle es ahora el {after}"
    if event.by_requester and event.type in BY_REQUESTER_TITLES:
        return BY_REQUESTER_TITLES[event.type]
    if event.type == "closed":
        title = CLOSED_TITLES[Outcome(event.details["outcome"])]
        other = event.details.get("duplicate_of")
        return f"{title}: sigue con el número {other}" if other else title
    if event.type == "session_scheduled":
        day = date.fromisoformat(event.details["days"][0])
        return f"{TITLES[event.type]}: {long_date(day)}"
    return TITLES[event.type]


def _when(event: RequestEvent, service_request: ServiceRequest) -> str:
    """The day of the act, where it is not that of recording; else the instant."""
    if event.type == "filed" and event.by_requester:
        return _instant(service_request.received_at)
    if event.acted_on:
        return _capital(long_date(event.acted_on))
    return _instant(event.recorded_at)


def _instant(instant: datetime) -> str:
    return f"{_capital(long_date(instant))}, {clock_time(instant)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _file(attachment: Attachment, service_request: ServiceRequest) -> dict[str, str]:
    """As the component of the history draws it; the name is the one the requester gave."""
    address = f"/seguimiento/{service_request.filing_number}/archivos/{attachment.public_id}"
    return {"url": address, "name": attachment.name, "note": file_size(attachment.size)}
