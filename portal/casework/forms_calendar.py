"""The form by which the office says what some days are."""

from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from portal.accounts.forms import StaffForm
from portal.casework.rules_calendar import LABELS
from portal.errors import Refused
from portal.forms import PossibleDateField, at_most, clean_line
from portal.working_days import DayEffect

CHOOSE = "Elija qué pasa con esos días."


class CalendarForm(StaffForm):
    desde = PossibleDateField("Día", [InputRequired("Escriba el día.")])
    hasta = PossibleDateField(
        "Hasta", [Optional()], description="Solo si son varios días seguidos, como en un paro."
    )
    efecto = RadioField(
        "Qué pasa ese día",
        [InputRequired(CHOOSE)],
        choices=[SelectChoice(effect.value, label) for effect, label in LABELS.items()],
        validate_choice=False,
    )
    motivo = StringField(
        "Por qué",
        [DataRequired("Escriba por qué."), at_most(300)],
        filters=[clean_line],
        description="La ley, el decreto o la resolución que lo dice.",
    )

    @property
    def effect(self) -> DayEffect:
        known = {member.value for member in DayEffect}
        if self.efecto.data not in known:
            raise Refused(CHOOSE, field="efecto")
        return DayEffect(self.efecto.data)
