"""The forms of the log of failures: a day and an hour of Bogotá each."""

from datetime import datetime

from wtforms import SelectField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from portal import clock
from portal.accounts.forms import StaffForm
from portal.casework.forms import text
from portal.errors import Refused
from portal.forms import PossibleDateField
from portal.intake.kinds import Channel

BAD_TIME = "Esa hora no existe. Escríbala como 14:30."


class HourField(TimeField):
    """An hour; what cannot be one is said in Spanish."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(BAD_TIME) from error


class EndForm(StaffForm):
    hasta = PossibleDateField("Qué día volvió", [InputRequired("Diga qué día volvió.")])
    hasta_hora = HourField("A qué hora volvió", [InputRequired("Diga a qué hora volvió.")])

    def came_back(self) -> datetime:
        return _instant(self.hasta, self.hasta_hora)


class OutageForm(EndForm):
    canal = SelectField(
        "Qué dejó de funcionar",
        choices=[SelectChoice(channel.value, channel.label) for channel in Channel],
        validate_choice=False,
    )
    desde = PossibleDateField("Desde qué día", [InputRequired("Diga desde qué día.")])
    desde_hora = HourField("Desde qué hora", [InputRequired("Diga desde qué hora.")])
    hasta = PossibleDateField("Qué día volvió", [Optional()])
    hasta_hora = HourField("A qué hora volvió", [Optional()])
    que_paso = text(
        "Qué pasó", "Escriba qué pasó.", description="Queda para la oficina. No se publica."
    )

    @property
    def channel(self) -> Channel:
        known = {channel.value for channel in Channel}
        if self.canal.data not in known:
            raise Refused("Elija una opción.", field="canal")
        return Channel(self.canal.data)

    def began_at(self) -> datetime:
        return _instant(self.desde, self.desde_hora)

    def ended_at(self) -> datetime | None:
        """None where it still fails."""
        if bool(self.hasta.data) != (self.hasta_hora.data is not None):
            raise Refused("Diga el día y la hora, o ninguno si sigue sin funcionar.", field="hasta")
        return self.came_back() if self.hasta.data else None


class AnnulForm(StaffForm):
    motivo = text("Por qué se anula", "Escriba por qué se anula.")


def _instant(day: PossibleDateField, hour: HourField) -> datetime:
    return datetime.combine(day.data, hour.data, tzinfo=clock.BOGOTA)
