"""The linter of the drafts: what whoever edits them has to mend, in Spanish, naming the entry."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from portal.guide.checks import review_problems
from portal.guide.document import Guide
from portal.guide.draft_document import (
    ADVICE_BOXES,
    LIST,
    PLACE,
    SHAPES,
    Draft,
    DraftField,
    Drafts,
    Part,
)
from portal.guide.draft_text import longest_text
from portal.intake.catalogue_file import CERTAINTIES
from portal.intake.forms_request import LONGEST_STORY

Problems = Iterator[str]

# What the form or its page has already, or its classes keep for themselves.
TAKEN = (
    *("contenido", "faltan", "formato", "answers", "data", "errors", "meta", "process"),
    *("questions", "validate"),
)
LONGEST_FIELD = 5_000


def problems(drafts: Drafts, guide: Guide, today: date) -> Problems:
    """All that is wrong with the drafts; nothing where they can be shown."""
    if not drafts.documents:
        yield "Los borradores no tienen documentos."
    yield from _repeated("El documento", (one.code for one in drafts.documents))
    for draft in drafts.documents:
        where = f"Documento «{draft.code}»"
        if not guide.card(draft.code):
            yield f"{where}: no hay una ficha «{draft.code}» en la guía."
        yield from review_problems(where, draft.reviewed, today)
        yield from _draft(where, draft)


def _draft(where: str, draft: Draft) -> Problems:
    for name, text in (("titulo", draft.title), ("explicacion", draft.summary)):
        if not text:
            yield f"{where}: falta «{name}»."
    yield from _fields(where, draft)
    for number, part in enumerate(draft.parts, 1):
        yield from _part(f"{where}, parte {number}", draft, part)
    yield from _whole(where, draft)


def _fields(where: str, draft: Draft) -> Problems:
    yield from _repeated(f"{where}: el dato", (one.name for one in draft.fields))
    boxes = (one.box for one in draft.fields if one.box)
    yield from _repeated(f"{where}: la casilla de asesoría", boxes)
    used = {name for paragraph in draft.paragraphs for name in paragraph.places}
    for field in draft.fields:
        yield from _field(f"{where}, dato «{field.name}»", field)
        if field.name not in used:
            yield f"{where}, dato «{field.name}»: se pregunta y no está en ningún párrafo."


def _field(where: str, field: DraftField) -> Problems:
    if not re.fullmatch("[a-z_]{2,30}", field.name) or field.name in TAKEN:
        yield f"{where}: el nombre lleva de 2 a 30 letras sin tilde o _, y no es de otra cosa."
    if not field.label:
        yield f"{where}: falta la «etiqueta»."
    if not 0 < field.longest <= LONGEST_FIELD:
        yield f"{where}: «maximo» va de 1 a {LONGEST_FIELD} letras."
    if field.box and field.box not in ADVICE_BOXES:
        yield f"{where}: «asesoria» es una de: {', '.join(ADVICE_BOXES)}."


def _part(where: str, draft: Draft, part: Part) -> Problems:
    if not part.source:
        yield f"{where}: falta la «fuente», con su artículo."
    if part.certainty not in CERTAINTIES:
        yield f"{where}: la «certeza» es una de: {', '.join(CERTAINTIES)}."
    if part.shape not in SHAPES:
        yield f"{where}: la «forma» es una de: {', '.join(SHAPES)}."
    if not part.paragraphs:
        yield f"{where}: no tiene párrafos."
    known = {field.name for field in draft.fields}
    for paragraph in part.paragraphs:
        if not paragraph.text:
            yield f"{where}: hay un párrafo sin texto."
        for name in sorted(paragraph.named - known):
            yield f"{where}: el documento no pregunta «{name}»."
        if set("{}") & set(PLACE.sub("", paragraph.text)):
            yield f"{where}: hay una llave suelta; el sitio de un dato se escribe {{asi}}."


def _whole(where: str, draft: Draft) -> Problems:
    if not draft.parts:
        yield f"{where}: no tiene partes."
    if not any(field.demand for field in draft.fields):
        yield f"{where}: algún dato tiene que ser obligatorio."
    if sum(part.shape == LIST for part in draft.parts) > 1:
        yield f"{where}: solo una parte puede ser una lista."
    if (longest := longest_text(draft)) > LONGEST_STORY:
        yield f"{where}: puede llegar a {longest} letras, y a asesoría caben {LONGEST_STORY}."


def _repeated(what: str, names: Iterable[str]) -> Problems:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} «{name}» está {times} veces."
