"""The forms of attendance: the list at the desk, one's own telephone, what one thought, a code."""

import enum
from typing import Any

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from portal.accounts.forms import StaffForm
from portal.agenda.attendance_variables import IMPROVEMENTS, VARIABLES
from portal.agenda.models_attendance import Usefulness
from portal.agenda.rules_sessions import LONGEST_LIST
from portal.forms import PortalForm, at_most, clean, clean_line

NAME = 120


class SheetForm(enum.StrEnum):
    """What a signed nonce was made for."""

    LIST = "lista"
    CHECK_IN = "asistencia"
    QUESTION = "opinion"


class NamesForm(StaffForm):
    """A list copied from paper, one name in each line."""

    formulario = HiddenField()
    nombres = TextAreaField(
        "Nombres, uno en cada renglón",
        [DataRequired("Escriba al menos un nombre.")],
        filters=[clean],
    )

    def validate_nombres(self, _field: Any) -> None:
        names = self.names
        if len(names) > LONGEST_LIST:
            raise ValidationError(f"Escriba máximo {LONGEST_LIST} nombres cada vez.")
        longest = max(names, key=len, default="")
        if len(longest) > NAME:
            raise ValidationError(f"«{longest[:20]}…» pasa de {NAME} letras.")

    @property
    def names(self) -> list[str]:
        lines = (clean_line(line) for line in (self.nombres.data or "").split("\n"))
        return [line for line in lines if line]


class NonceForm(PortalForm):
    """Its nonce, which also makes a repeated post the same one, stands in the place of a token."""

    class Meta:
        csrf = False

    formulario = HiddenField()


def _about(label: str, answers: Any) -> SelectField:
    choices = [SelectChoice("", "Prefiero no responder")]
    choices += [SelectChoice(code, text) for code, text in answers.items()]
    return SelectField(label, [Optional()], choices=choices, validate_choice=False)


class CheckInForm(NonceForm):
    nombre = StringField(
        "Su nombre y apellido",
        [DataRequired("Escriba su nombre."), at_most(NAME)],
        filters=[clean_line],
        description="Va en la lista de asistencia y en su certificado.",
    )
    autoriza = BooleanField("Sí, autorizo que sumen estas respuestas a las de los demás.")

    @property
    def about(self) -> dict[str, str]:
        """What they chose to say, where they also said that it may be used."""
        if not self.autoriza.data:
            return {}
        given = {one.name: self._fields[one.name].data for one in VARIABLES}
        return {one.name: given[one.name] for one in VARIABLES if given[one.name] in one.answers}

    @property
    def questions(self) -> list[Any]:
        return [self._fields[one.name] for one in VARIABLES]


for _variable in VARIABLES:
    setattr(CheckInForm, _variable.name, _about(_variable.label, _variable.answers))


class QuestionForm(NonceForm):
    sirvio = RadioField(
        "¿Le sirvió lo que vimos?",
        [InputRequired("Escoja una respuesta.")],
        choices=[
            SelectChoice(Usefulness.MUCH.value, "Mucho"),
            SelectChoice(Usefulness.SOMETHING.value, "Algo"),
            SelectChoice(Usefulness.LITTLE.value, "Poco"),
        ],
    )
    mejorar = SelectField(
        "¿Qué debemos mejorar?",
        [Optional()],
        choices=[SelectChoice("", "Nada, o prefiero no decir")]
        + [SelectChoice(code, text) for code, text in IMPROVEMENTS.items()],
        validate_choice=False,
    )

    @property
    def to_improve(self) -> str | None:
        return self.mejorar.data if self.mejorar.data in IMPROVEMENTS else None


class CertificateForm(PortalForm):
    """Needs no CSRF token: it changes nothing."""

    class Meta:
        csrf = False

    codigo = StringField(
        "Código del certificado",
        [DataRequired("Escriba el código."), at_most(60)],
        filters=[clean_line],
        description="Está al lado del número. No importan los espacios ni las mayúsculas.",
    )
