"""The box by which a leader says which dates do, on the page of the request."""

from typing import Any

from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from portal.agenda.forms_fields import CheckboxesField
from portal.agenda.forms_sessions import SlotsForm
from portal.agenda.models_sessions import OfferedDate, SessionOffer
from portal.agenda.rules import starts
from portal.agenda.rules_sessions import Slot
from portal.formats import clock_time, long_date
from portal.intake.forms_fields import CountField


class DatesForm(SlotsForm):
    fechas = CheckboxesField("¿Cuáles fechas le sirven?", validate_choice=False)
    personas = CountField("¿Cuántas personas irían?", [Optional()])

    @classmethod
    def of(cls, offer: SessionOffer, **options: Any) -> "DatesForm":
        """What was sent, or what was said before; the choices are those of the offer."""
        form = cls(**options)
        form.fechas.choices = _choices(offer)
        if options.get("formdata", True) is None or not form.is_submitted():
            form.fechas.data = [str(one.id) for one in offer.dates if one.is_accepted]
            form.personas.data = offer.people_expected
            form.version.data = offer.version
        return form

    def see_offer(self, offer: SessionOffer) -> None:
        """The person now sees the dates as they are: sent again, the answer goes upon these."""
        self.fechas.choices = _choices(offer)
        self.version.raw_data = None
        self.version.data = offer.version

    @property
    def accepted_ids(self) -> set[int]:
        """Only those on offer; the rules see to the rest."""
        offered = {choice.value for choice in self.fechas.choices}
        return {int(value) for value in self.fechas.data or () if value in offered}


def _choices(offer: SessionOffer) -> list[SelectChoice]:
    offered = (one for one in offer.dates if not one.by_requester)
    return [SelectChoice(str(one.id), in_words(one)) for one in offered]


def in_words(one: OfferedDate) -> str:
    """«viernes 7 de junio de 2024, 2:30 p. m.»."""
    return slot_in_words((one.day, one.starts_at))


def slot_in_words(slot: Slot) -> str:
    day, at = slot
    return f"{long_date(day)}, {clock_time(starts(day, at))}" if at else long_date(day)
