"""Fields that the forms of requests share: numbers, possible dates, entries of a catalogue."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from wtforms import Field, Form, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal import clock
from portal.intake import catalogues

GROUPED = re.compile(r"\d{1,3}([. ]\d{3})+|\d+")
LARGEST = 1_000_000
FURTHEST = timedelta(days=730)


class CountField(StringField):
    """How many people or households: «40», «1.200»; what was typed stays to be mended."""

    data: int | None

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        if not GROUPED.fullmatch(typed) or len(typed) > 12:
            raise ValueError("Escriba solo un número, por ejemplo 40.")
        self.data = int(re.sub(r"\D", "", typed))
        if not 0 < self.data <= LARGEST:
            raise ValueError("Escriba un número entre 1 y 1.000.000.")

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else str(self.data or "")


def still_to_come(_form: Form, field: Field) -> None:
    """From today on, and within two years."""
    if field.data is None:
        return
    if field.data < clock.today():
        raise ValidationError("Esa fecha ya pasó. Proponga una de hoy en adelante.")
    if field.data > clock.today() + FURTHEST:
        raise ValidationError("Esa fecha está muy lejos. Proponga una de los próximos dos años.")


def code_in(catalogue: str) -> Callable[[Any], str]:
    """A coercion to the code that a code or a name means, whatever its case and accents."""

    def coerce(typed: Any) -> str:
        return catalogues.find(catalogue, str(typed or "")) or ""

    return coerce


def yes_or_no(typed: Any) -> str:
    """``si``, ``no``, or nothing for anything else."""
    answer = str(typed or "").strip().lower()
    return "si" if answer in ("si", "sí", "1", "true", "on") else "no" if answer == "no" else ""


def choices_of(catalogue: str) -> list[SelectChoice]:
    """The entries of a catalogue to choose from."""
    return [SelectChoice(entry.code, entry.label) for entry in catalogues.catalogue(catalogue)]
