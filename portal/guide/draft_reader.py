"""Reading a file of drafts: Spanish TOML in, the documents out, as ``reader`` reads the guide."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from portal.guide.document import TO_REVIEW
from portal.guide.draft_document import PARAGRAPHS, Draft, DraftField, Drafts, Paragraph, Part
from portal.guide.reader import GuideError, Table

FILE = {"revisado_el", "persona", "documentos"}
FIELD = {
    *("nombre", "etiqueta", "ayuda", "obligatorio", "largo", "maximo", "persona", "asesoria"),
}
DOCUMENT = {"codigo", "titulo", "explicacion", "campos", "partes", "revisado_el"}
PART = {"titulo", "fuente", "certeza", "forma", "parrafos"}
PARAGRAPH = {"texto", "si", "si_falta"}


def read(path: Path) -> Drafts:
    """The drafts of a file; where ``revisado_el`` is empty, no lawyer has looked yet."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GuideError(f"{path.name}: no es un archivo TOML en UTF-8 ({error}).") from error
    return drafts_from(path.name, document)


def drafts_from(name: str, document: dict[str, Any]) -> Drafts:
    whole = Table(name, document, FILE)
    reviewed = whole.reviewed("") or TO_REVIEW
    person = tuple(_field(row, is_personal=True) for row in whole.tables("persona", FIELD))
    rows = whole.tables("documentos", DOCUMENT)
    return Drafts(tuple(_draft(row, person, reviewed) for row in rows))


def _draft(row: Table, person: tuple[DraftField, ...], reviewed: date | str) -> Draft:
    return Draft(
        code=row.text("codigo"),
        title=row.text("titulo"),
        summary=row.text("explicacion"),
        matter=tuple(_field(one) for one in row.tables("campos", FIELD)),
        person=person,
        parts=tuple(_part(one) for one in row.tables("partes", PART)),
        reviewed=row.reviewed(reviewed) or TO_REVIEW,
    )


def _field(row: Table, *, is_personal: bool = False) -> DraftField:
    return DraftField(
        name=row.text("nombre"),
        label=row.text("etiqueta"),
        hint=row.text("ayuda"),
        demand=row.text("obligatorio"),
        is_long=row.flag("largo"),
        longest=row.number("maximo"),
        is_personal=is_personal or row.flag("persona"),
        box=row.text("asesoria"),
    )


def _part(row: Table) -> Part:
    return Part(
        title=row.text("titulo"),
        source=row.text("fuente"),
        certainty=row.text("certeza"),
        shape=row.text("forma") or PARAGRAPHS,
        paragraphs=tuple(_paragraph(one) for one in row.tables("parrafos", PARAGRAPH)),
    )


def _paragraph(row: Table) -> Paragraph:
    return Paragraph(row.text("texto"), row.text("si"), row.text("si_falta"))
