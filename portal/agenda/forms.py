"""The forms that say what an activity is: one that is new, one to correct."""

from collections.abc import Iterable

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional

from portal.accounts.forms import StaffForm
from portal.agenda.forms_fields import (
    CheckboxesField,
    VersionForm,
    day_field,
    line_field,
    time_field,
)
from portal.agenda.models import Execution
from portal.agenda.rules import SCHEDULED_ACTIVITIES
from portal.forms import at_most, clean_line
from portal.intake import catalogues
from portal.intake.forms_fields import CountField, choices_of
from portal.plan.models import ActionPlan, IndicatorType

BLANK = SelectChoice("", "Sin definir")
NO_ACTIVITY = SelectChoice("", "Ninguna: solo atiende solicitudes")


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
    fecha = day_field("Fecha")
    hora = time_field("Hora")
    lugar = line_field("Lugar", 200)
    territorio = SelectField("Territorio", validate_choice=False)
    servicio = SelectField(
        "Servicio público",
        validate_choice=False,
        description="En un control: al planearlo se ven las quejas de ese servicio y territorio.",
    )

    def offer(self, plan: ActionPlan | None) -> None:
        """The activities that the plan schedules, and the catalogues."""
        self.actividad.choices = [NO_ACTIVITY, *_activities(plan)]
        self.tema.choices = _entries("topics", self.tema.object_data)
        self.territorio.choices = _entries("territories", self.territorio.object_data)
        self.servicio.choices = _entries("services", self.servicio.object_data)

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
            servicio=execution.service or "",
            participantes=execution.people_reached,
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
