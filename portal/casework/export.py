"""What a file of the queue holds: the facts and, if asked for, the persons one may see."""

from collections.abc import Iterator
from datetime import date

from portal.accounts.models import StaffUser
from portal.casework import deadlines, queries_export, rules, subjects
from portal.casework.queue import QueueFilter
from portal.intake import catalogues
from portal.intake.models import ServiceRequest
from portal.intake.models_private import Requester
from portal.spreadsheets import Cell

HEADINGS = (
    *("Radicado", "Tipo", "Tema", "Territorio", "Prestador", "Llegó por", "Estado", "Desenlace"),
    *("Recibida", "Vence", "Cerrada", "Plazo", "Quién la tiene", "Urgente", "Resumen"),
)
PERSON_HEADINGS = ("Nombre", "Tipo de documento", "Documento", "Teléfono", "Correo")
HIDDEN = "Identidad reservada"


def headings(*, with_people: bool) -> tuple[str, ...]:
    return HEADINGS + (PERSON_HEADINGS if with_people else ())


def rows(
    asked: QueueFilter, *, user: StaffUser, today: date, with_people: bool
) -> Iterator[list[Cell]]:
    """One for each request, in the order of the pages."""
    for batch in queries_export.batches(asked, user=user, today=today):
        if not with_people:
            yield from (_facts(one, today) for one in batch)
            continue
        seen = [one.id for one in batch if rules.may_see_identity(user, one)]
        people = queries_export.requesters_of(seen)
        for one in batch:
            yield [*_facts(one, today), *_person(people.get(one.id), is_seen=one.id in seen)]


def _facts(one: ServiceRequest, today: date) -> list[Cell]:
    return [
        one.filing_number,
        one.kind.label,
        subjects.topic_of(one),
        subjects.place_of(one),
        catalogues.label("providers", one.provider),
        one.channel.label,
        one.status.label,
        one.outcome.label if one.outcome else "",
        one.received_on,
        one.due_on,
        one.closed_on,
        deadlines.deadline_of(one, today).text,
        one.assignee.name if one.assignee else "",
        "Sí" if one.is_urgent else "",
        one.summary,
    ]


def _person(requester: Requester | None, *, is_seen: bool) -> list[Cell]:
    if requester is None:
        return ["" if is_seen else HIDDEN, "", "", "", ""]
    return [
        requester.name,
        requester.document_type,
        requester.document_number,
        requester.telephone,
        requester.email,
    ]
