"""The forms of a year's draft."""

from decimal import Decimal
from typing import Any

from wtforms import (
    DecimalField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.accounts.forms import LONGEST_PASSWORD, StaffForm
from portal.formats import month_name
from portal.forms import WAITED, at_most, clean, clean_line
from portal.plan.checks_reading import KINDS, OUTCOMES
from portal.plan.editing import ActivityFacts

KIND_LABELS = {"capacitacion": "Capacitación", "asesoria": "Asesoría", "queja": "Queja"}
OUTCOME_LABELS = {
    "atendida": "Atendida",
    "trasladada": "Trasladada",
    "desistida": "Desistida",
    "no_atendida": "No atendida",
}


AS_ABOVE = "Vacío vale por el de la actividad de arriba."


def _line(label: str, longest: int = 300, **options: Any) -> StringField:
    needed = DataRequired("Escriba este dato.")
    return StringField(label, [needed, at_most(longest)], filters=[clean_line], **options)


def _text(label: str, *, is_needed: bool = True, **options: Any) -> TextAreaField:
    needed = DataRequired("Escriba este dato.") if is_needed else Optional()
    return TextAreaField(label, [needed, at_most(3000)], filters=[clean], **options)


def _boxes(label: str, choices: list[SelectChoice], **options: Any) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        choices=choices,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        **options,
    )


def _percent(label: str, least: int, most: int, **options: Any) -> DecimalField:
    return DecimalField(
        label,
        [
            InputRequired("Escriba un número."),
            NumberRange(Decimal(least), Decimal(most), f"Va de {least} a {most}."),
        ],
        **options,
    )


class SeenForm(StaffForm):
    """Carries the hash of the draft that the page showed."""

    huella = HiddenField(validators=[InputRequired(WAITED)])

    def see(self, sha256: str) -> None:
        self.huella.raw_data = None
        self.huella.data = sha256


class SignForm(SeenForm):
    clave = PasswordField(
        "Su clave, otra vez", [InputRequired("Escriba su clave."), LONGEST_PASSWORD]
    )


class TextsForm(SeenForm):
    """What the plan says above its rows, and how sure its reading is."""

    titulo = _line("Título del plan")
    objetivo = _text("Objetivo del proceso")
    estado = _line("Cómo está la lectura", 200, description="Como: confirmada por Planeación.")
    razon = _text("Por qué se lee así")


class ActivityForm(SeenForm):
    """A row of the table and how it is counted; fields named as the columns they write."""

    objetivo = _text("Objetivo estratégico", is_needed=False, description=AS_ABOVE)
    estrategia = _text("Estrategia", is_needed=False, description=AS_ABOVE)
    actividad = _text("Actividad")
    responsables = _line("Responsables")
    titulo = _line("Título del indicador")
    calculo = _line("Cálculo, como lo escribe el plan")
    denominador = _line("Denominador del plan", 40)
    recursos = _line("Recursos")
    nombre = _line("Cómo lo llamamos en palabras sencillas", 200)
    como_se_cuenta = _line("Cómo se cuenta", 200)
    tipo = RadioField(
        "Qué se cuenta",
        choices=[
            SelectChoice("demanda", "Solicitudes: lo atendido sobre lo pedido"),
            SelectChoice("programacion", "Actividades: lo hecho sobre lo programado"),
        ],
    )
    termino = RadioField(
        "Cuál término del cálculo es lo cumplido",
        choices=[SelectChoice("1", "El primero"), SelectChoice("2", "El segundo")],
    )
    meta_anual = _percent("Meta, en %", 1, 1000)
    umbral = _percent("En riesgo desde qué % de la meta", 0, 100)
    tipos = _boxes(
        "Qué solicitudes cuentan", [SelectChoice(one, KIND_LABELS[one]) for one in sorted(KINDS)]
    )
    desenlaces = _boxes(
        "Con qué desenlaces se cumple",
        [SelectChoice(one, OUTCOME_LABELS[one]) for one in sorted(OUTCOMES)],
    )
    meses = _boxes(
        "En qué meses se programa",
        [SelectChoice(str(month), month_name(month).capitalize()) for month in range(1, 13)],
    )
    razon = _text("Por qué se lee así")

    @classmethod
    def of(cls, facts: ActivityFacts, sha256: str) -> "ActivityForm":
        return cls(
            huella=sha256,
            objetivo=facts.objective,
            estrategia=facts.strategy,
            actividad=facts.text,
            responsables=facts.responsible,
            titulo=facts.title,
            calculo=facts.formula,
            denominador=facts.denominator,
            recursos=facts.resources,
            nombre=facts.plain_name,
            como_se_cuenta=facts.plain_formula,
            tipo=facts.type,
            termino=str(facts.numerator_term),
            meta_anual=facts.goal,
            umbral=facts.at_risk_threshold,
            tipos=list(facts.kinds),
            desenlaces=list(facts.outcomes),
            meses=[str(month) for month in facts.months],
            razon=facts.reason,
        )

    def facts(self) -> ActivityFacts:
        """What nobody offers is as if it were not marked."""
        months = {month for month in range(1, 13) if str(month) in (self.meses.data or ())}
        return ActivityFacts(
            objective=self.objetivo.data or "",
            strategy=self.estrategia.data or "",
            text=self.actividad.data,
            responsible=self.responsables.data,
            title=self.titulo.data,
            formula=self.calculo.data,
            denominator=self.denominador.data,
            resources=self.recursos.data,
            plain_name=self.nombre.data,
            plain_formula=self.como_se_cuenta.data,
            type=self.tipo.data,
            numerator_term=int(self.termino.data),
            goal=self.meta_anual.data,
            at_risk_threshold=self.umbral.data,
            kinds=tuple(sorted(KINDS & set(self.tipos.data or ()))),
            outcomes=tuple(sorted(OUTCOMES & set(self.desenlaces.data or ()))),
            months=tuple(sorted(months)),
            reason=self.razon.data,
        )
