"""The forms about one's own data, for people and for staff."""

import enum
from typing import Any

from wtforms import EmailField, HiddenField, RadioField, SelectField, StringField, TelField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from portal.accounts.forms import StaffForm
from portal.data_rights.models import Wish
from portal.forms import PortalForm, PossibleDateField, VersionField, at_most, clean_line
from portal.intake.forms_fields import choices_of, code_in
from portal.intake.forms_request import line, one_address, story
from portal.intake.kinds import ToldBy

NO_WAY = "Deje un correo, un teléfono o una dirección: por ahí le respondemos."


class DataForm(enum.StrEnum):
    """The form that a nonce is signed for."""

    RIGHTS = "datos_personales"


class DataRequestForm(PortalForm):
    """Who asks has to show who they are: nobody else may learn or change their data."""

    class Meta:
        csrf = False

    formulario = HiddenField()
    sitio_web = StringField("Deje esta casilla vacía")
    quiere = RadioField(
        "¿Qué quiere?",
        [InputRequired("Diga qué quiere.")],
        choices=[SelectChoice(wish.value, wish.label) for wish in Wish],
    )
    detalle = story(
        "Cuéntenos",
        DataRequired("Escriba de qué dato se trata. Una frase basta."),
        description="Cuál dato y, si es para corregirlo, cómo debe quedar.",
    )
    nombre = line("Su nombre", DataRequired("Escriba su nombre."))
    documento_tipo = SelectField(
        "Tipo de documento",
        [DataRequired("Escoja el tipo de documento.")],
        coerce=code_in("document_types"),
        validate_choice=False,
    )
    documento_numero = line(
        "Número de documento", DataRequired("Escriba el número de su documento."), longest=40
    )
    correo = EmailField(
        "Su correo electrónico", [Optional(), one_address, at_most(254)], filters=[clean_line]
    )
    telefono = TelField("Su teléfono", [at_most(40)], filters=[clean_line])
    direccion = line("Su dirección", Optional())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        blank = SelectChoice("", "Elija una opción")
        self.documento_tipo.choices = [blank, *choices_of("document_types")]

    def validate(self, extra_validators: Any = None) -> bool:
        """The law asks for a way to answer (Ley 1581/2012, art. 15, 1)."""
        is_valid = bool(super().validate(extra_validators))
        ways = (self.correo, self.telefono, self.direccion)
        if not any(field.data or field.errors for field in ways):
            self.correo.errors = [NO_WAY]
            return False
        return is_valid

    def facts(self) -> dict[str, Any]:
        return {
            "wish": Wish(self.quiere.data),
            "name": self.nombre.data,
            "document_type": self.documento_tipo.data,
            "document_number": self.documento_numero.data,
            "email": self.correo.data or None,
            "telephone": self.telefono.data or None,
            "address": self.direccion.data or None,
            "description": self.detalle.data,
        }


class FindDataRequestForm(PortalForm):
    """Changes nothing, so it needs no token."""

    class Meta:
        csrf = False

    radicado = StringField(
        "Número de radicado",
        [DataRequired("Escriba el número de radicado."), at_most(40)],
        filters=[clean_line],
    )
    codigo = StringField(
        "Código de seguimiento",
        [DataRequired("Escriba el código de seguimiento."), at_most(60)],
        filters=[clean_line],
    )


class AnswerForm(StaffForm):
    version = VersionField()
    respuesta = story("La respuesta", DataRequired("Escriba lo que se le respondió."))
    respondida_en = PossibleDateField(
        "¿Qué día se le respondió?", [InputRequired("Escriba el día.")]
    )
    avisada_por = RadioField(
        "¿Cómo se le avisó?",
        [InputRequired("Diga cómo se le avisó.")],
        choices=[SelectChoice(way.value, way.label) for way in ToldBy],
    )


class ExtendForm(StaffForm):
    version = VersionField()
    nueva_fecha = PossibleDateField("Hasta cuándo", [InputRequired("Escriba la nueva fecha.")])
    razones = story("Las razones", DataRequired("Escriba por qué se demora."))
