"""What the calculator asks; the answers stand in the address, and are no personal data."""

from typing import Any

from wtforms import Field, Form, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, ValidationError

from portal import clock
from portal.forms import PortalForm, PossibleDateField
from portal.guide.document import Guide


def has_come(_form: Form, field: Field) -> None:
    if field.data and field.data > clock.today():
        raise ValidationError("Ese día no ha llegado. Escriba el día en que lo presentó.")


class DeadlineForm(PortalForm):
    """A GET form: nothing happens by sending it."""

    class Meta(PortalForm.Meta):
        csrf = False

    tipo = SelectField(
        "¿Qué presentó?",
        [DataRequired("Elija qué presentó.")],
        validate_choice=False,
    )
    dia = PossibleDateField(
        "¿Qué día lo presentó?",
        [InputRequired("Escriba el día en que lo presentó."), has_come],
        description="El día que dice el sello o el correo.",
    )

    def __init__(self, guide: Guide, **options: Any) -> None:
        super().__init__(**options)
        known = {term.code for term in guide.terms}
        blank = SelectChoice("", "Elija una opción")
        self.tipo.choices = [blank, *(SelectChoice(one.code, one.name) for one in guide.terms)]
        if self.tipo.data not in known:
            self.tipo.data = ""
