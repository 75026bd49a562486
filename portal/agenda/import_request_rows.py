"""The rows of an imported register of requests (pure)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.agenda.import_cells import Problem, RowReader
from portal.agenda.import_dates import Moment
from portal.agenda.import_file import Row, Sheet
from portal.intake import catalogues
from portal.intake.actions import Filing
from portal.intake.kinds import Channel, Identity, Outcome, RequestKind

COLUMNS = (
    *("referencia", "tipo", "tema", "recibida_en", "canal", "territorio", "nombre"),
    *("documento_tipo", "documento_numero", "telefono", "correo", "asunto", "descripcion"),
    *("desenlace", "cerrada_en", "evidencia"),
)
REQUIRED = ("referencia", "tipo", "recibida_en")
TOPICS = {
    RequestKind.TRAINING: "topics",
    RequestKind.ADVICE: "mechanisms",
    RequestKind.COMPLAINT: "services",
}

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class RequestRow:
    """A row that can be taken."""

    line: int
    reference: str
    filing: Filing
    outcome: Outcome | None
    closed_on: date | None
    evidence: str | None


def read_rows(sheet: Sheet, *, now: datetime) -> tuple[list[RequestRow], list[Problem]]:
    """The rows that can be taken, and every problem of the others."""
    taken: list[RequestRow] = []
    problems: list[Problem] = []
    for row in sheet.rows:
        reader = RowReader(row)
        found = _read(reader, row, now)
        if reader.problems or found is None:
            problems += reader.problems
        else:
            taken.append(found)
    return taken, problems


def _read(reader: RowReader, row: Row, now: datetime) -> RequestRow | None:
    reference = reader.text("referencia", 120, required=True)
    kind = reader.choice("tipo", {kind.value: kind for kind in RequestKind}, required=True)
    received = reader.moment("recibida_en", required=True)
    if received and received.instant > now:
        reader.refuse("recibida_en", "Está en el futuro.")
    outcome = reader.choice("desenlace", {outcome.value: outcome for outcome in Outcome})
    closed = reader.moment("cerrada_en")
    evidence = reader.text("evidencia", 300)
    if outcome is Outcome.ATTENDED and "evidencia" not in row.cells:
        reader.refuse("evidencia", "Falta: una solicitud atendida lleva su evidencia.")
    _check_closing(reader, row, received, closed, now)
    told = _told(reader, kind)
    if not (reference and kind and received):
        return None
    if evidence and not outcome:
        told["answers"]["evidencia"] = evidence
    filing = Filing(kind=kind, received_at=received.instant, external_reference=reference, **told)
    return RequestRow(
        row.line, reference, filing, outcome, closed.day if closed else None, evidence
    )


def _check_closing(
    reader: RowReader, row: Row, received: Moment | None, closed: Moment | None, now: datetime
) -> None:
    has = row.cells.keys()
    if "desenlace" in has and "cerrada_en" not in has:
        reader.refuse("cerrada_en", "Falta: la solicitud trae desenlace.")
    if "cerrada_en" in has and "desenlace" not in has:
        reader.refuse("desenlace", "Falta: la solicitud trae fecha de cierre.")
    if closed and closed.instant > now:
        reader.refuse("cerrada_en", "Está en el futuro.")
    if closed and received and closed.day < received.day:
        reader.refuse("cerrada_en", f"Es anterior al día en que se recibió ({received.day}).")


def _told(reader: RowReader, kind: RequestKind | None) -> dict[str, Any]:
    """Who asked and what; a text that no catalogue knows is kept beside the code ``otro``."""
    answers: dict[str, str] = {}
    topic = _coded(reader, "tema", TOPICS.get(kind) if kind else None, answers, "otro_tema")
    territory = _coded(reader, "territorio", "territories", answers, "territorio")
    person = {
        "name": reader.text("nombre", 200),
        "document_type": _coded(
            reader, "documento_tipo", "document_types", answers, "documento_tipo"
        ),
        "document_number": reader.text("documento_numero", 40),
        "telephone": reader.text("telefono", 40),
        "email": _email(reader),
    }
    is_known = any(value for name, value in person.items() if name != "document_type")
    return {
        **person,
        "topic": topic,
        "territory": territory,
        "channel": reader.choice("canal", {channel.value: channel for channel in Channel})
        or Channel.OTHER,
        "identity": Identity.NAMED if is_known else Identity.ANONYMOUS,
        "subject": reader.text("asunto", 200),
        "description": reader.text("descripcion", 20_000) or "",
        "answers": answers,
    }


def _coded(
    reader: RowReader, column: str, catalogue: str | None, answers: dict[str, str], kept_as: str
) -> str | None:
    text = reader.text(column, 200)
    if text is None or catalogue is None:
        return None
    code = catalogues.find(catalogue, text) or catalogues.OTHER
    if code == catalogues.OTHER or column == "territorio":
        answers[kept_as] = text
    return code


def _email(reader: RowReader) -> str | None:
    email = reader.text("correo", 254)
    if email and not _EMAIL.fullmatch(email):
        reader.refuse("correo", "No es un correo electrónico.")
        return None
    return email
