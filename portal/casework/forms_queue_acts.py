"""The forms of what is done with the queue: give out several, keep a view, take a file away."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from portal.accounts.forms import StaffForm
from portal.accounts.models import StaffUser
from portal.casework import forms_queue
from portal.forms import VersionField, at_most, clean_line

MOST_AT_ONCE = 100
CHOSEN = re.compile(r"([A-Z]{3}-\d{4}-\d{1,9})\.(\d{1,9})", re.ASCII)


class QueueActForm(StaffForm):
    """What each carries: the questions of the page, to come back to them."""

    filtros = HiddenField()

    @property
    def arguments(self) -> dict[str, str]:
        return forms_queue.read(self.filtros.data)

    def take_from(self, arguments: Mapping[str, str]) -> None:
        """The questions of an address, where the form itself brings none."""
        if not self.is_submitted():
            self.filtros.data = forms_queue.written(arguments)


class AssignSeveralForm(QueueActForm):
    solicitud = SelectMultipleField("Solicitudes", validate_choice=False, choices=[])
    responsable = SelectField("Asignar las marcadas a", validate_choice=False)

    def offer_people(self, people: Iterable[StaffUser]) -> None:
        """Those who attend requests; to choose none of them is to give them to nobody."""
        self.people = {one.public_id: one for one in people}
        self.responsable.choices = []

    def validate_solicitud(self, _field: Any) -> None:
        if not self.seen:
            raise ValidationError("Marque al menos una solicitud.")
        if len(self.seen) > MOST_AT_ONCE:
            raise ValidationError(f"Asigne máximo {MOST_AT_ONCE} a la vez.")

    def validate_responsable(self, field: Any) -> None:
        if field.data and field.data not in self.people:
            raise ValidationError("Esa persona no atiende solicitudes.")

    @property
    def seen(self) -> dict[str, int]:
        """The version that the person saw of each request that they marked."""
        found = (CHOSEN.fullmatch(one) for one in self.solicitud.data or ())
        return {one[1]: int(one[2]) for one in found if one}


class SaveViewForm(QueueActForm):
    nombre = StringField(
        "Nombre de la vista",
        [DataRequired("Escriba un nombre."), at_most(60)],
        filters=[clean_line],
        description="Sin nombres de personas.",
    )
    compartida = BooleanField("Que la vea todo el equipo")

    @property
    def query(self) -> str:
        """Without the person that is sought; that is in nobody's view."""
        return forms_queue.written(self.arguments, forms_queue.VIEW_NAMES)


class ShareViewForm(StaffForm):
    compartida = BooleanField()


class LookedForm(QueueActForm):
    evento = VersionField()


class ExportForm(QueueActForm):
    formato = SelectField(
        "Archivo", choices=[SelectChoice("csv", "CSV"), SelectChoice("xlsx", "Excel")]
    )
    personas = BooleanField(
        "Con el nombre y el contacto de las personas",
        description="Solo las que usted puede ver. Queda registrado.",
    )
