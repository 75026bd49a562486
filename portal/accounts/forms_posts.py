"""The form of an *encargo*: who holds a signing post for some days, and by which act."""

from collections.abc import Iterable

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from portal.accounts.forms import StaffForm
from portal.accounts.models import POSTS, StaffUser
from portal.forms import PossibleDateField, at_most, clean_line


class PostForm(StaffForm):
    persona = SelectField("Persona", [InputRequired("Elija a la persona.")], validate_choice=False)
    cargo = SelectField(
        "Cargo que va a tener",
        [InputRequired("Elija el cargo.")],
        choices=[SelectChoice(role.value, title) for role, title in POSTS.items()],
        validate_choice=False,
    )
    desde = PossibleDateField("Desde", [InputRequired("Escriba desde qué día.")])
    hasta = PossibleDateField("Hasta", [InputRequired("Escriba hasta qué día.")])
    acto = StringField(
        "Acto del encargo",
        [DataRequired("Escriba el acto del encargo."), at_most(120)],
        filters=[clean_line],
        description="Por ejemplo: Resolución 31 del 2 de abril de 2024.",
    )

    def offer(self, people: Iterable[StaffUser]) -> None:
        named = (SelectChoice(one.public_id, f"{one.name}, {one.role.label}") for one in people)
        self.persona.choices = [SelectChoice("", "Elija"), *named]
