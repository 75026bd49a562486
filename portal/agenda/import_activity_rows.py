"""The rows of an imported register of activities (pure)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from portal.agenda.import_cells import Problem, RowReader
from portal.agenda.import_file import Row, Sheet

COLUMNS = (
    *("referencia", "actividad", "fecha", "titulo", "lugar", "participantes", "evidencia"),
    "solicitudes",
)
REQUIRED = ("referencia", "fecha")

_SEPARATORS = re.compile(r"[;,|\s]+")


@dataclass(frozen=True)
class ActivityRow:
    """A row that can be taken, as far as the file alone can tell."""

    line: int
    reference: str
    activity_number: int | None
    held_on: date
    starts_at: time | None
    title: str | None
    place: str | None
    people_reached: int | None
    evidence: str | None
    requests: tuple[str, ...]


def read_rows(sheet: Sheet, *, now: datetime) -> tuple[list[ActivityRow], list[Problem]]:
    """The rows that can be taken, and every problem of the others."""
    taken: list[ActivityRow] = []
    problems: list[Problem] = []
    for row in sheet.rows:
        reader = RowReader(row)
        found = _read(reader, row, now)
        if reader.problems or found is None:
            problems += reader.problems
        else:
            taken.append(found)
    return taken, problems


def _read(reader: RowReader, row: Row, now: datetime) -> ActivityRow | None:
    reference = reader.text("referencia", 120, required=True)
    held = reader.moment("fecha", required=True)
    if held and held.instant > now:
        reader.refuse("fecha", "Está en el futuro.")
    activity_number = reader.whole("actividad", most=999)
    title = reader.text("titulo", 200)
    place = reader.text("lugar", 200)
    people_reached = reader.whole("participantes", most=1_000_000)
    evidence = reader.text("evidencia", 300)
    requests = _references(reader.text("solicitudes", 20_000))
    if not (reference and held):
        return None
    return ActivityRow(
        line=row.line,
        reference=reference,
        activity_number=activity_number,
        held_on=held.day,
        starts_at=held.at,
        title=title,
        place=place,
        people_reached=people_reached,
        evidence=evidence,
        requests=requests,
    )


def _references(text: str | None) -> tuple[str, ...]:
    """«R-1; R-2, R-3»: each once, in their order."""
    return tuple(dict.fromkeys(filter(None, _SEPARATORS.split(text or ""))))
