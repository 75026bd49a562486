"""The forms by which staff settle a session: length and capacity, dates, the window of the QR."""

import re
from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from portal.agenda.forms_fields import CheckboxesField, VersionForm, day_field, time_field
from portal.agenda.models_sessions import SessionDetails
from portal.agenda.rules_sessions import Slot
from portal.forms import PossibleDateField
from portal.intake.forms_fields import CountField

LENGTH = re.compile(r"([0-9]{1,2})(?:[,.]([0-9])|:([0-5][0-9]))?")
SLOTS = (1, 2, 3)


class HoursField(StringField):
    """«2», «1,5» or «1:30» hours, kept in minutes; what was typed stays to be mended."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        found = LENGTH.fullmatch(typed)
        minutes = _minutes(found) if found else 0
        if not 0 < minutes <= 12 * 60:
            raise ValueError("Escriba las horas, hasta doce, por ejemplo 2 o 1,5.")
        self.data = minutes

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data // 60}:{self.data % 60:02d}" if self.data else ""


def _minutes(found: re.Match[str]) -> int:
    hours, tenth, minutes = found.groups()
    return int(hours) * 60 + int(tenth or 0) * 6 + int(minutes or 0)


class SessionForm(VersionForm):
    duracion = HoursField("Cuántas horas dura", [Optional()], description="Por ejemplo 2 o 1,5.")
    cupo = CountField("Cuántas personas caben", [Optional()])
    anunciada = BooleanField(
        "Anunciarla en el portal",
        description="Cualquiera verá el título, la fecha, la hora y el lugar.",
    )

    @classmethod
    def of(cls, details: SessionDetails | None) -> "SessionForm":
        if details is None:
            return cls()
        return cls(
            duracion=details.minutes,
            cupo=details.capacity,
            anunciada=details.announced_at is not None,
        )


class SlotsForm(VersionForm):
    """Up to three dates, each with its hour where it is known."""

    fecha_1 = PossibleDateField("Primera fecha", [Optional()])
    hora_1 = time_field("Hora de la primera")
    fecha_2 = PossibleDateField("Segunda fecha", [Optional()])
    hora_2 = time_field("Hora de la segunda")
    fecha_3 = PossibleDateField("Tercera fecha", [Optional()])
    hora_3 = time_field("Hora de la tercera")

    @property
    def slots(self) -> list[Slot]:
        pairs = ((self._fields[f"fecha_{n}"], self._fields[f"hora_{n}"]) for n in SLOTS)
        return [(day.data, at.data) for day, at in pairs if day.data]


class OfferForm(SlotsForm):
    solicitudes = CheckboxesField("A quiénes se las ofrece", validate_choice=False)

    def offer_requests(self, choices: Iterable[tuple[str, str]], chosen: Iterable[str]) -> None:
        self.solicitudes.choices = [SelectChoice(number, label) for number, label in choices]
        if not self.is_submitted():
            self.solicitudes.data = list(chosen)


class FixForm(VersionForm):
    fecha = day_field("Fecha de la sesión")
    hora = time_field("Hora en que empieza")


class WindowForm(VersionForm):
    desde = TimeField(
        "Se abre a las",
        [InputRequired("Escriba la hora.")],
        format=["%H:%M", "%H:%M:%S"],
        invalid_value_message="Esa hora no existe. Escríbala como 14:30.",
    )
    hasta = TimeField(
        "Se cierra a las",
        [InputRequired("Escriba la hora.")],
        format=["%H:%M", "%H:%M:%S"],
        invalid_value_message="Esa hora no existe. Escríbala como 14:30.",
    )
