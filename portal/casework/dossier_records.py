"""What a dossier says of a request in JSON: the request itself, each act, what was said."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from portal import clock
from portal.casework import queries, subjects, timeline, timing
from portal.casework.queries_register import archive_series
from portal.intake import queries as intake_queries
from portal.intake.models import ServiceRequest

LISTS = {
    "actos": "Cada acto, en orden",
    "mensajes": "Mensajes y notas internas",
    "cierres": "Cómo se cerró cada vez",
    "plazos": "Lo que se hizo con el plazo, y sus fechas",
}
FACTS = (
    *("filing_number", "external_number", "external_reference", "public_row", "kind", "topic"),
    *("provider", "territory", "channel", "people_expected", "households", "term_kind"),
    *("is_urgent", "priority_motive", "identity", "is_protected", "summary", "received_at"),
    *(
        "received_on",
        "recorded_at",
        "filed_on",
        "due_on",
        "transfer_due_on",
        "status",
        "outcome",
        "closed_on",
    ),
    *("closed_recorded_at", "told_by", "transferred_to", "privacy_notice"),
)
PERSON = ("name", "document_type", "document_number", "telephone", "email")


def records_of(one: ServiceRequest, files: Mapping[int, str]) -> dict[str, Any]:
    """By the name of the file that each goes into. ``files``: by attachment, where it lies."""
    of_message: dict[int, set[int]] = defaultdict(set)
    for file in queries.attachments_of(one):
        of_message[file.message_id or 0].add(file.id)
    events = list(reversed(queries.events_of(one)))
    messages = queries.messages_of(one)
    closings = list(reversed(queries.closings_of(one)))
    authors = {message.author_id for message in messages.values()}
    ids = authors | {closing.recorded_by_id for closing in closings} | {one.recorded_by_id}
    names = queries.names_of({id_ for id_ in ids if id_} | timeline.people_named(events))
    titles = timeline.entries(events, {}, names, {})
    return {
        "solicitud": _request(one, names),
        "actos": [
            {
                "numero": event.version,
                "que_paso": entry.title,
                "quien": "La persona" if event.by_requester else event.actor and event.actor.name,
                "registrado": plain(event.recorded_at),
                "dia_del_acto": plain(event.acted_on),
                "tipo": event.type,
                "referencias": event.details,
            }
            for event, entry in zip(events, titles, strict=True)
        ],
        "mensajes": [
            {
                "numero": message.id,
                "quien": "La persona"
                if message.is_from_requester
                else names.get(message.author_id or 0),
                "interno": message.is_internal,
                "fecha": plain(message.created_at),
                "texto": message.body,
                "archivos": [path for id_, path in files.items() if id_ in of_message[message.id]],
            }
            for message in messages.values()
        ],
        "plazos": {
            "radicada": plain(one.filed_on),
            "vence": plain(one.due_on),
            "actos": [
                {
                    "que_se_hizo": act.type.value,
                    "dia": plain(act.acted_on),
                    "hasta": plain(act.until),
                    "entidad": act.body,
                    "mensaje": act.message_id,
                    "registrado": plain(act.recorded_at),
                }
                for act in timing.acts_of(one)
            ],
        },
        "cierres": [
            {
                "dia": plain(closing.closed_on),
                "registrado": plain(closing.recorded_at),
                "quien": names.get(closing.recorded_by_id or 0),
                "mensaje": closing.answer_message_id,
                "soporte": closing.evidence_reference,
                "soporte_archivo": files.get(closing.evidence_attachment_id or 0),
                "motivo": closing.reason,
            }
            for closing in closings
        ],
    }


def _request(one: ServiceRequest, names: dict[int, str]) -> dict[str, Any]:
    content, person = intake_queries.content_of(one), intake_queries.requester_of(one)
    series = archive_series().get(one.kind)
    return {
        "hechos": {name: plain(getattr(one, name)) for name in FACTS},
        "tema": subjects.topic_of(one),
        "lugar": subjects.place_of(one),
        "registro": names.get(one.recorded_by_id or 0),
        "serie": series.series if series else None,
        "subserie": series.subseries if series else None,
        "persona": {name: getattr(person, name) for name in PERSON} if person else None,
        "asunto": content.subject if content else None,
        "descripcion": content.description if content else None,
        "respuestas": dict(content.answers) if content else {},
    }


def plain(value: Any) -> Any:
    """As JSON carries it; instants with the hour of Bogotá."""
    if isinstance(value, datetime):
        return value.astimezone(clock.BOGOTA).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
