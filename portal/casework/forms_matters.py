"""The forms of a matter."""

from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal import clock
from portal.accounts.forms import StaffForm
from portal.casework.actions_matters import JointAnswer
from portal.casework.forms import BLANK, choices_among, text
from portal.casework.rules_replies import gaps
from portal.forms import PossibleDateField, VersionField, at_most, clean_line
from portal.intake.forms_fields import choices_of
from portal.intake.kinds import Outcome, ToldBy

OUTCOMES = (Outcome.ATTENDED, Outcome.NOT_ATTENDED)


class MatterForm(StaffForm):
    titulo = StringField(
        "De qué se trata",
        [DataRequired("Escriba de qué se trata."), at_most(200)],
        filters=[clean_line],
        description="Por ejemplo: sin agua en la Comuna 8. Sin nombres.",
    )
    servicio = SelectField("Servicio", validate_choice=False)
    territorio = SelectField("Territorio", validate_choice=False)
    desde = PossibleDateField("Desde cuándo", [InputRequired("Escriba desde cuándo.")])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.servicio.choices = [BLANK, *choices_of("services")]
        self.territorio.choices = [BLANK, *choices_of("territories")]

    def chosen(self, name: str) -> str | None:
        field = self._fields[name]
        return field.data or None if field.data in {code for code, *_ in field.choices} else None


class MatterVersionForm(StaffForm):
    version = VersionField()

    def see(self, version: int) -> None:
        """The person now sees this version: sent again, the change goes upon it."""
        self.version.raw_data = None
        self.version.data = version


class LinkForm(MatterVersionForm):
    solicitudes = SelectMultipleField(
        "Solicitudes",
        choices=[],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def validate_solicitudes(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError("Marque al menos una.")


class JointAnswerForm(MatterVersionForm):
    respuesta = text(
        "Qué se les responde",
        "Escriba la respuesta.",
        description="Cada persona la lee en la página de su solicitud.",
    )
    desenlace = RadioField(
        "Qué pasa con ellas",
        [InputRequired("Elija qué pasa con ellas.")],
        choices=[
            SelectChoice("sigue", "Siguen abiertas: es un avance"),
            *(SelectChoice(one.value, f"Se cierran: {one.label.lower()}") for one in OUTCOMES),
        ],
    )
    avisada_por = RadioField(
        "Cómo se les avisó", choices=choices_among(ToldBy), validate_choice=False
    )
    cerrada_en = PossibleDateField(
        "Qué día se les avisó", [InputRequired("Diga qué día se les avisó.")]
    )
    evidencia = StringField(
        "Dónde está el soporte",
        [at_most(300)],
        filters=[clean_line],
        description="Hace falta para cerrarlas como atendidas.",
    )
    publicada_en = StringField(
        "Dónde se publicó",
        [Optional(), at_most(300)],
        filters=[clean_line],
        description="De más de diez se publica una, y se da copia a quien la pida (artículo 22).",
    )
    publicada_el = PossibleDateField("Qué día se publicó", [Optional()])

    def validate_respuesta(self, field: Any) -> None:
        if left := gaps(field.data):
            raise ValidationError(f"Falta escribir {', '.join(left)}.")

    def validate_avisada_por(self, field: RadioField) -> None:
        known = {one.value for one in ToldBy}
        if self.desenlace.data not in (None, "sigue") and field.data not in known:
            raise ValidationError("Diga cómo se les avisó.")

    def validate_evidencia(self, field: StringField) -> None:
        if self.desenlace.data == Outcome.ATTENDED and not field.data:
            raise ValidationError("Diga dónde está el soporte: hace falta para atenderlas.")

    def validate_publicada_el(self, field: PossibleDateField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError("Ese día todavía no llega.")

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if bool(self.publicada_en.data) != bool(self.publicada_el.data):
            self.publicada_en.errors = ["Escriba dónde se publicó y qué día."]
            return False
        return is_valid

    def answer(self) -> JointAnswer:
        told_by = {member.value: member for member in ToldBy}.get(self.avisada_por.data)
        outcome = {one.value: one for one in OUTCOMES}.get(self.desenlace.data)
        return JointAnswer(
            body=self.respuesta.data,
            outcome=outcome,
            told_by=told_by,
            told_on=self.cerrada_en.data,
            evidence_reference=self.evidencia.data,
            published_in=self.publicada_en.data,
            published_on=self.publicada_el.data,
        )
