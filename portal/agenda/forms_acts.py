"""The forms that record what happened to an activity."""

from collections.abc import Iterable

from flask_wtf.file import MultipleFileField
from wtforms import TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional

from portal.agenda.forms_fields import (
    CheckboxesField,
    VersionForm,
    day_field,
    line_field,
    time_field,
)
from portal.forms import at_most, clean
from portal.intake.forms_fields import CountField
from portal.intake.forms_files import FilesForm


class RequestsForm(VersionForm):
    """Which training requests a session attends."""

    solicitudes = CheckboxesField("Capacitaciones que pidieron", validate_choice=False)

    def offer_requests(self, choices: Iterable[tuple[str, str]], chosen: Iterable[str]) -> None:
        """``chosen``: those already on the list, unless the person has just said otherwise."""
        self.solicitudes.choices = [SelectChoice(number, label) for number, label in choices]
        if not self.is_submitted():
            self.solicitudes.data = list(chosen)


class EvidenceForm(VersionForm, FilesForm):
    evidencia = line_field(
        "Dónde está el soporte",
        300,
        description="Número del acta, carpeta o dirección de la publicación.",
    )
    archivos = MultipleFileField(
        "O adjunte el soporte",
        description="Lista de asistencia, acta, fotos. Hasta 5, de 10 MB cada uno.",
    )


class HeldForm(RequestsForm, EvidenceForm):
    solicitudes = CheckboxesField(
        "Solicitudes que atendió",
        validate_choice=False,
        description="Marque solo las que de verdad se atendieron.",
    )
    fecha = day_field("Qué día se hizo", description="Ese día cuenta en las cifras.")
    hora = time_field("A qué hora empezó")
    participantes = CountField("Cuántas personas llegaron", [Optional()])


class ReasonForm(VersionForm):
    """Taking something out of the count always says why."""

    motivo = TextAreaField(
        "Por qué",
        [DataRequired("Escriba por qué."), at_most(2000)],
        filters=[clean],
        description="Queda escrito para siempre. No ponga nombres de ciudadanos.",
    )
