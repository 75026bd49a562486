"""Registering a request for somebody at the desk, on the telephone or by letter."""

from datetime import datetime

from wtforms import HiddenField, SelectField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from portal import clock
from portal.accounts.forms import StaffForm
from portal.forms import PossibleDateField
from portal.intake.forms import AdviceForm, ComplaintForm, TrainingForm
from portal.intake.forms_request import RequestForm
from portal.intake.kinds import Channel, RequestKind

CHANNELS = (
    Channel.IN_PERSON,
    Channel.TELEPHONE,
    Channel.LETTER,
    Channel.EMAIL,
    Channel.OTHER,
)


class WalkInForm(StaffForm, RequestForm):
    """The citizen's form, and how and when the request reached the office."""

    formulario = HiddenField()
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
    hora = TimeField("A qué hora", [Optional()], description="Por ejemplo, 14:30.")

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


class WalkInTrainingForm(WalkInForm, TrainingForm):
    pass


class WalkInAdviceForm(WalkInForm, AdviceForm):
    pass


class WalkInComplaintForm(WalkInForm, ComplaintForm):
    pass


WALK_IN_FORMS: dict[RequestKind, type[WalkInForm]] = {
    form.kind: form for form in (WalkInTrainingForm, WalkInAdviceForm, WalkInComplaintForm)
}
