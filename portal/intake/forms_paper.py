"""A form of the web on paper, made from its own definition, to be filled by hand."""

from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired

from portal import clock, printing
from portal.intake import paper_numbers, tracking_codes
from portal.intake.forms import WEB_FORMS
from portal.intake.kinds import RequestKind

# What only a screen needs, and the files, which are handed in beside the paper.
NOT_ON_PAPER = frozenset({"formulario", "sitio_web", "archivos", "archivos_guardados", "quitar"})
TITLES = {
    RequestKind.TRAINING: "Pedir una capacitación",
    RequestKind.ADVICE: "Pedir asesoría",
    RequestKind.COMPLAINT: "Reportar un mal servicio público",
}
LINES_OF_A_STORY = 6


def paper_form(kind: RequestKind, number: str, *, desk_address: str, tracking_page: str) -> bytes:
    """The PDF. ``number``: newly issued; ``desk_address``: where staff type it in."""
    code = tracking_codes.derived_code(paper_numbers.nonce_of(number))
    data = {
        "title": TITLES[kind],
        "questions": [question(field) for field in fields_of(kind)],
        "number": paper_numbers.grouped(number),
        "number_qr": printing.qr_code(desk_address),
        "code": tracking_codes.grouped(code),
        "page": tracking_page,
        "page_qr": printing.qr_code(tracking_page),
    }
    return printing.pdf("formulario", data, made_at=clock.now())


def fields_of(kind: RequestKind) -> list[Field]:
    """What the form asks, in its order, and the name before the document."""
    form = WEB_FORMS[kind](formdata=None)
    fields = [field for field in form if field.name not in (*NOT_ON_PAPER, "nombre")]
    names = [field.name for field in fields]
    fields.insert(names.index("documento_tipo"), form.nombre)  # some kinds ask it in other words
    return fields


def question(field: Field) -> dict[str, Any]:
    """As the template draws it: a box to tick, boxes to choose from, a line, or many."""
    return {
        "label": field.label.text,
        "hint": field.description or "",
        "required": any(isinstance(one, DataRequired) for one in field.validators),
        "shape": _shape(field),
        "choices": _choices(field),
        "lines": LINES_OF_A_STORY if isinstance(field, TextAreaField) else 1,
    }


def _shape(field: Field) -> str:
    if isinstance(field, BooleanField):
        return "tick"
    return "choice" if isinstance(field, RadioField | SelectField) else "text"


def _choices(field: Field) -> list[str]:
    if not isinstance(field, RadioField | SelectField):
        return []
    return [str(choice.label) for choice in field.choices or () if choice.value]
