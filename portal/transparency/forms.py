"""The forms of signing. Each asks the password again and carries the hash that the page showed."""

from wtforms import HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from portal.accounts.forms import LONGEST_PASSWORD, StaffForm
from portal.forms import WAITED, PossibleDateField, at_most, clean, clean_line
from portal.transparency.rules import REASON_LONGEST


class SigningForm(StaffForm):
    huella = HiddenField(validators=[InputRequired(WAITED)])
    clave = PasswordField(
        "Su clave, otra vez", [InputRequired("Escriba su clave."), LONGEST_PASSWORD]
    )


class PrepareForm(SigningForm):
    motivo = TextAreaField(
        "Por qué se corrige",
        [Optional(), at_most(REASON_LONGEST)],
        filters=[clean],
        description="Se publica con la corrección. Diga qué estaba mal, sin datos de nadie.",
    )


class ReviewForm(SigningForm):
    """The password alone."""


class ApproveForm(SigningForm):
    acta = StringField("Número del acta del comité", [Optional()], filters=[clean_line])
    fecha_acta = PossibleDateField("Fecha del acta", [Optional()])


class RejectForm(StaffForm):
    motivo = TextAreaField(
        "Por qué se rechaza",
        [Optional(), at_most(REASON_LONGEST)],
        filters=[clean],
        description="Lo lee quien la prepare de nuevo.",
    )
    clave = PasswordField(
        "Su clave, otra vez", [InputRequired("Escriba su clave."), LONGEST_PASSWORD]
    )
