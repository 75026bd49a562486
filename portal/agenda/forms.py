"""The forms of the agenda. All that change something carry the version that the person saw."""

from collections.abc import Iterable
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import (
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from portal.accounts.forms import StaffForm
from portal.agenda.models import Execution
from portal.agenda.rules import SCHEDULED_ACTIVITIES
from portal.forms import at_most, clean, clean_line
from portal.intake import catalogues
from portal.intake.forms_fields import CountField, PossibleDateField, choices_of
from portal.intake.forms_files import FilesForm
from portal.plan.models import ActionPlan, IndicatorType

BLANK = SelectChoice("", "Sin definir")
NO_ACTIVITY = SelectChoice("", "Ninguna: solo atiende solicitudes")


class CheckboxesField(SelectMultipleField):
    """Several of a list, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _day(label: str, **options: Any) -> PossibleDateField:
    return PossibleDateField(label, [InputRequired("Escriba la fecha.")], **options)


def _time(label: str) -> TimeField:
    return TimeField(
        label,
        [Optional()],
        format=["%H:%M", "%H:%M:%S"],
        invalid_value_message="Esa hora no existe. Escríbala como 14:30.",
    )


def _line(label: str, longest: int, **options: Any) -> StringField:
    return StringField(label, [Optional(), at_most(longest)], filters=[clean_line], **options)


class VersionForm(StaffForm):
    """What every change carries."""

    version = IntegerField(
        validators=[InputRequired("La página esperó demasiado. Revise y envíe otra vez.")],
        widget=HiddenInput(),
    )

    def see(self, execution: Execution) -> None:
        """The person now sees it as it is: sent again, the change goes upon this."""
        self.version.raw_data = None
        self.version.data = execution.version


class ExecutionForm(StaffForm):
    """What is known of an activity before it takes place."""

    actividad = SelectField("Actividad del plan", validate_choice=False)
    titulo = StringField(
        "Título",
        [DataRequired("Escriba un título."), at_most(200)],
        filters=[clean_line],
        description="Sin nombres de personas. Por ejemplo: Taller de veedurías en La Playita.",
    )
    tema = SelectField("Tema", validate_choice=False)
    fecha = _day("Fecha")
    hora = _time("Hora")
    lugar = _line("Lugar", 200)
    territorio = SelectField("Territorio", validate_choice=False)

    def offer(self, plan: ActionPlan | None) -> None:
        """The activities that the plan schedules, and the catalogues."""
        self.actividad.choices = [NO_ACTIVITY, *_activities(plan)]
        self.tema.choices = _entries("topics", self.tema.object_data)
        self.territorio.choices = _entries("territories", self.territorio.object_data)

    @property
    def activity_number(self) -> int | None:
        """The rules say whether the plan of that year schedules it."""
        text = self.actividad.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None

    def chosen(self, name: str) -> str | None:
        """The code chosen in a list; one that the list does not have is none."""
        field = self._fields[name]
        return (
            field.data if field.data in {choice.value for choice in field.choices} - {""} else None
        )


class NewExecutionForm(ExecutionForm):
    solicitudes = CheckboxesField("Solicitudes que va a atender", validate_choice=False)

    def offer_requests(self, choices: Iterable[tuple[str, str]]) -> None:
        self.solicitudes.choices = [SelectChoice(number, label) for number, label in choices]


class EditForm(VersionForm, ExecutionForm):
    participantes = CountField("Cuántas personas llegaron", [Optional()])

    @classmethod
    def of(cls, execution: Execution) -> "EditForm":
        """Filled in with what is written."""
        return cls(
            actividad=str(execution.activity_number or ""),
            titulo=execution.title,
            tema=execution.topic or "",
            fecha=execution.takes_place_on,
            hora=execution.starts_at,
            lugar=execution.place,
            territorio=execution.territory or "",
            participantes=execution.people_reached,
        )


class RequestsForm(VersionForm):
    """Which training requests a session attends."""

    solicitudes = CheckboxesField("Capacitaciones que pidieron", validate_choice=False)

    def offer_requests(self, choices: Iterable[tuple[str, str]], chosen: Iterable[str]) -> None:
        """``chosen``: those already on the list, unless the person has just said otherwise."""
        self.solicitudes.choices = [SelectChoice(number, label) for number, label in choices]
        if not self.is_submitted():
            self.solicitudes.data = list(chosen)


class EvidenceForm(VersionForm, FilesForm):
    evidencia = _line(
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
    fecha = _day("Qué día se hizo", description="Ese día cuenta en las cifras.")
    hora = _time("A qué hora empezó")
    participantes = CountField("Cuántas personas llegaron", [Optional()])


class ReasonForm(VersionForm):
    """Taking something out of the count always says why."""

    motivo = TextAreaField(
        "Por qué",
        [DataRequired("Escriba por qué."), at_most(2000)],
        filters=[clean],
        description="Queda escrito para siempre. No ponga nombres de ciudadanos.",
    )


def _entries(catalogue: str, written: str | None) -> list[SelectChoice]:
    """What the catalogue offers, and what is already written though it is offered no more."""
    choices = [BLANK, *choices_of(catalogue)]
    if written and written not in {choice.value for choice in choices}:
        choices.append(SelectChoice(written, catalogues.label(catalogue, written)))
    return choices


def _activities(plan: ActionPlan | None) -> list[SelectChoice]:
    if plan is None:
        return [SelectChoice(str(n), f"Actividad {n}") for n in sorted(SCHEDULED_ACTIVITIES)]
    return [
        SelectChoice(str(indicator.number), f"{indicator.number}. {indicator.plain_name}")
        for indicator in plan.indicators
        if indicator.type is IndicatorType.SCHEDULE
    ]
