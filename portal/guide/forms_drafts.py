"""What a draft asks, as its file says; and in which of the ways it is wanted."""

from typing import Any

from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Optional

from portal.forms import PortalForm, at_most, clean, clean_line
from portal.guide.draft_document import ADVICE_BOXES, Draft, DraftField
from portal.guide.draft_papers import MAKERS

REVIEW = "revisar"
FORMATS = (*MAKERS, REVIEW)
AUTOCOMPLETE = {
    "nombre": "name",
    "telefono": "tel",
    "correo": "email",
    "direccion": "street-address",
}


class DraftForm(PortalForm):
    """Needs no CSRF token: it changes nothing, and what is typed is kept nowhere."""

    class Meta(PortalForm.Meta):
        csrf = False

    formato = HiddenField(validators=[AnyOf(FORMATS, "Escoja uno de los tres botones.")])

    @property
    def answers(self) -> dict[str, str]:
        """What was typed, by field name, without the empty ones."""
        return {one.name: one.data for one in self.questions if one.data}

    @property
    def questions(self) -> list[Field]:
        return [one for one in self if one.name != "formato"]


def form_for(draft: Draft, **options: Any) -> DraftForm:
    """The form of a draft, its fields in their order."""
    fields = {one.name: _field(one) for one in draft.fields}
    made: DraftForm = type("FormOfDraft", (DraftForm,), fields)(**options)
    return made


def boxes_of(draft: Draft, answers: dict[str, str]) -> dict[str, str]:
    """What the answers fill in the advice form, besides the description."""
    found = {one.box: answers.get(one.name, "") for one in draft.fields if one.box in ADVICE_BOXES}
    return {box: text for box, text in found.items() if text}


def _field(field: DraftField) -> Any:
    demanded = DataRequired(field.demand) if field.demand else Optional()
    kind, cleaned = (TextAreaField, clean) if field.is_long else (StringField, clean_line)
    return kind(
        field.label,
        [demanded, at_most(field.longest)],
        description=field.hint,
        filters=[cleaned],
        render_kw={"autocomplete": AUTOCOMPLETE.get(field.name, "off")},
    )
