"""The history of a request in the words that staff read (pure)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.formats import date_time, short_date
from portal.intake.history import TERM_MOVED
from portal.intake.kinds import Channel, Outcome, ToldBy
from portal.intake.models import RequestEvent
from portal.intake.models_private import RequestMessage


@dataclass(frozen=True)
class FileLink:
    """A file that came with words, as the component ``history`` shows it."""

    url: str
    name: str
    note: str


_ARRIVED = {
    Channel.WEB: "por el portal",
    Channel.IN_PERSON: "en la oficina",
    Channel.TELEPHONE: "por teléfono",
    Channel.EMAIL: "por correo electrónico",
    Channel.LETTER: "por carta",
    Channel.OTHER: "por otro medio",
}

# The files of each message, by its id.
FilesOf = Mapping[int, Sequence[FileLink]]


@dataclass(frozen=True)
class Entry:
    """One thing that happened, as the component ``history`` draws it."""

    title: str
    when: str
    text: str = ""
    by_office: bool = False
    files: Sequence[FileLink] = ()


def entries(
    events: Iterable[RequestEvent],
    messages: Mapping[int, RequestMessage],
    names: Mapping[int, str],
    files_of: FilesOf,
) -> list[Entry]:
    """The history, in the order of the events."""
    return [_entry(event, messages, names, files_of) for event in events]


def people_named(events: Iterable[RequestEvent]) -> set[int]:
    """The members of staff that events refer to besides those who acted."""
    return {id_ for event in events if (id_ := event.details.get("assignee_id"))}


def _entry(
    event: RequestEvent,
    messages: Mapping[int, RequestMessage],
    names: Mapping[int, str],
    files_of: FilesOf,
) -> Entry:
    message_id = event.details.get("message_id")
    message = messages.get(message_id) if message_id else None
    return Entry(
        title=_title(event, names),
        when=_when(event),
        text=message.body if message else "",
        by_office=not event.by_requester,
        files=files_of.get(message.id, ()) if message else (),
    )


def _when(event: RequestEvent) -> str:
    """When it was recorded, and the day of the act where that was another one."""
    recorded = date_time(event.recorded_at)
    if event.acted_on is None or short_date(event.acted_on) == short_date(event.recorded_at):
        return recorded
    return f"{recorded}; fue el {short_date(event.acted_on)}"


def _title(event: RequestEvent, names: Mapping[int, str]) -> str:
    if event.type == "filed":
        return _filed(event)
    if event.by_requester:
        return _BY_REQUESTER.get(event.type, "La persona agregó información")
    if event.type == TERM_MOVED:
        return _moved(event)
    return _by_office(event, names)


def _by_office(event: RequestEvent, names: Mapping[int, str]) -> str:
    who = event.actor.name if event.actor else "El portal"
    if event.type == "assigned":
        return _assigned(event, who, names)
    if event.type in _TOLD_IN_FULL:
        return _TOLD_IN_FULL[event.type](event, who)
    return f"{who} {_VERBS.get(event.type, 'actuó sobre la solicitud')}"


_BY_REQUESTER = {
    "closed": "La persona desistió, y la solicitud se cerró",
    "reopened": "La persona dijo que no quedó resuelta: se abrió de nuevo",
    "said_resolved": "La persona dijo que quedó resuelta",
    "code_renewed": "La persona sacó un código nuevo con su correo",
    "dates_accepted": "La persona dijo qué fechas le sirven",
    "dates_proposed": "La persona propuso otras fechas",
    "completed": "La persona la completó: el plazo sigue al día siguiente",
    "completion_lengthened": "La persona pidió más plazo para completarla",
}
_VERBS = {
    "completion_asked": "le pidió completarla: el plazo se detuvo",
    "completed": "registró que la persona la completó",
    "completion_lengthened": "registró que la persona pidió más plazo para completarla",
    "extended": "amplió el plazo",
    "noted": "escribió una nota interna",
    "asked": "le preguntó a la persona",
    "answered": "le respondió a la persona",
    "kept": "decidió que la atiende esta oficina",
    "classified": "la clasificó",
    "reopened": "la abrió de nuevo",
    "exclusion_refused": "no aceptó excluirla",
    "session_lost": "anotó que la sesión que la atendió ya no cuenta",
    "session_restored": "anotó que la sesión que la atendió vuelve a contar",
    "code_reissued": "le dio un código nuevo",
    "filled_in": "agregó datos que faltaban",
    "registered": "anotó el radicado de otro sistema",
    "matter_joined": "la puso en un asunto",
    "matter_left": "la sacó de un asunto",
    "exported": "sacó el expediente completo",
    "dates_offered": "le ofreció fechas para la sesión",
    "session_scheduled": "fijó la fecha de la sesión",
    "session_called_off": "canceló la fecha de la sesión",
}


def _filed(event: RequestEvent) -> str:
    channel = Channel(event.details.get("channel", Channel.OTHER))
    if event.actor is None:
        return f"Recibida {_ARRIVED[channel]}"
    return f"Recibida {_ARRIVED[channel]}. La registró {event.actor.name}"


def _moved(event: RequestEvent) -> str:
    """The calendar of the office changed, and the term with it."""
    moved = event.details.get("due_on")
    if not moved:
        return "Cambió un día no hábil: se movieron sus fechas internas"
    before, after = (short_date(date.fromisoformat(day)) for day in moved)
    return f"Cambió un día no hábil: el plazo pasó del {before} al {after}"


def _assigned(event: RequestEvent, who: str, names: Mapping[int, str]) -> str:
    assignee_id = event.details.get("assignee_id")
    if assignee_id is None:
        return f"{who} la dejó sin asignar"
    if assignee_id == event.actor_id:
        return f"{who} la tomó"
    return f"{who} se la asignó a {names.get(assignee_id, 'otra persona')}"


def _closed(event: RequestEvent, who: str) -> str:
    outcome = Outcome(event.details["outcome"]).label.lower()
    told_by = event.details.get("told_by")
    title = f"{who} la cerró: {outcome}"
    if event.details.get("imported"):
        title = f"Cerrada antes de pasar al portal: {outcome}"
    return f"{title}. Se le avisó: {ToldBy(told_by).label.lower()}" if told_by else title


def _proposed(event: RequestEvent, who: str) -> str:
    outcome = Outcome(event.details["outcome"]).label.lower()
    original = event.details.get("duplicate_of")
    return f"{who} propone excluirla: {outcome}" + (f" de {original}" if original else "")


def _letter(event: RequestEvent, who: str) -> str:
    return f"{who} expidió el oficio {event.details['letter']:02d}, de {event.details['kind']}"


_TOLD_IN_FULL: Mapping[str, Callable[[RequestEvent, str], str]] = {
    "closed": _closed,
    "exclusion_proposed": _proposed,
    "letter_issued": _letter,
}


def changed_since(events: Sequence[RequestEvent], names: Mapping[int, str]) -> list[Entry]:
    """What others did meanwhile, for the page of a conflict."""
    return [_entry(event, {}, names, {}) for event in events]
