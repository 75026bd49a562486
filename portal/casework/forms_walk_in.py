"""Registering a request for somebody at the desk, on the telephone or by letter."""

from datetime import datetime
from typing import Any, ClassVar

from wtforms import BooleanField, Field, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from portal import clock
from portal.accounts.forms import StaffForm
from portal.casework.forms_outages import HourField
from portal.forms import PossibleDateField, at_most, clean_line
from portal.intake import paper_numbers
from portal.intake.forms import AdviceForm, ComplaintForm, TrainingForm
from portal.intake.forms_request import FALSE, RequestForm, line, story
from portal.intake.kinds import Channel, RequestKind
from portal.intake.rules import SPOKEN_LABELS

CHANNELS = (
    Channel.IN_PERSON,
    Channel.TELEPHONE,
    Channel.LETTER,
    Channel.EMAIL,
    Channel.OTHER,
)


SPOKEN = (Channel.IN_PERSON, Channel.TELEPHONE)


class WalkInForm(StaffForm, RequestForm):
    """The citizen's form, how and when the request reached the office, and what was spoken.

    A petition made by word of mouth carries what the Decreto 1166 of 2016 asks.
    """

    # What the kind asks besides, which may wait.
    asks_later: ClassVar[tuple[str, ...]] = ()

    formulario = HiddenField()
    papel = StringField(
        "Número del formulario de papel",
        [Optional(), at_most(40)],
        filters=[clean_line],
        description="Si llegó en un formulario impreso del portal. Está abajo, junto al código QR.",
    )
    canal = SelectField(
        "Cómo llegó",
        choices=[SelectChoice(channel.value, channel.label) for channel in CHANNELS],
        validate_choice=False,
    )
    recibida_en = PossibleDateField(
        "Qué día llegó",
        [InputRequired("Diga qué día llegó.")],
        description="El plazo cuenta desde ese día, aunque se registre después.",
    )
    hora = HourField("A qué hora", [Optional()], description="Por ejemplo, 14:30.")
    verbal = BooleanField("La contó de palabra: es una petición verbal", false_values=FALSE)
    representante = line("Representante o apoderado", Optional())
    razones = story("En qué se apoya", Optional())
    documentos = story("Documentos que entregó o mostró", Optional())
    lengua = line(
        "Lengua en que habló", Optional(), description="Si no fue en español: wounaan, embera, …"
    )
    respuesta_verbal = story(
        "Lo que se le respondió en el momento",
        Optional(),
        description="Sale en la constancia. La solicitud sigue abierta hasta que se cierre.",
    )

    def validate_hora(self, _field: Field) -> None:
        if self.recibida_en.data == clock.today() and self.received_at() > clock.now():
            raise ValidationError("Esa hora todavía no llega.")

    def validate_papel(self, field: Field) -> None:
        """A slip of the pen is told, and so is a paper of another kind."""
        number = paper_numbers.read(field.data or "")
        if number is None:
            raise ValidationError("Ese número no está bien: mírelo otra vez en la hoja.")
        kind = paper_numbers.kind_of(number)
        if kind is not self.kind:
            raise ValidationError(f"Esa hoja es de otra clase: {kind.label.lower()}.")

    @property
    def paper_number(self) -> str | None:
        return paper_numbers.read(self.papel.data) if self.papel.data else None

    @property
    def later(self) -> list[Field]:
        return [self._fields[name] for name in self.asks_later]

    def _answers(self) -> dict[str, Any]:
        """Of what was not spoken there is nothing of this to say."""
        answers = super()._answers()
        if not self.verbal.data or self.channel not in SPOKEN or self.papel.data:
            return answers
        spoken = {name: self._fields[name].data for name in SPOKEN_LABELS}
        return answers | {"verbal": "si"} | {name: said for name, said in spoken.items() if said}

    @property
    def channel(self) -> Channel:
        known = {channel.value for channel in CHANNELS}
        return Channel(self.canal.data) if self.canal.data in known else Channel.OTHER

    def received_at(self) -> datetime:
        """The instant as recorded; of a day without an hour its first one, of today the present."""
        if self.hora.data:
            return datetime.combine(self.recibida_en.data, self.hora.data, tzinfo=clock.BOGOTA)
        if self.recibida_en.data == clock.today():
            return clock.now()
        return clock.at_midnight(self.recibida_en.data)


class ReceiptForm(StaffForm):
    """The acknowledgement again; the code is only on it where the person brings it."""

    codigo = StringField("Código de seguimiento", [Optional(), at_most(40)], filters=[clean_line])


class WalkInTrainingForm(WalkInForm, TrainingForm):
    asks_later = (
        *("otro_tema", "personas", "descripcion", "lugar"),
        *("fecha_1", "fecha_2", "fecha_3"),
    )


class WalkInAdviceForm(WalkInForm, AdviceForm):
    asks_later = ("contra_quien", "urgente", "motivo_urgencia")


class WalkInComplaintForm(WalkInForm, ComplaintForm):
    asks_later = (
        *("desde_cuando", "hogares", "comunidad", "proveedor"),
        *("reclamo_previo", "reclamo_numero"),
    )


WALK_IN_FORMS: dict[RequestKind, type[WalkInForm]] = {
    form.kind: form for form in (WalkInTrainingForm, WalkInAdviceForm, WalkInComplaintForm)
}
