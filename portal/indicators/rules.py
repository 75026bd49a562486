"""How the office counts (pure): periods, results, states, the process, what each row adds.

Percentages are exact fractions of a hundred until they are shown; they are rounded once.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal import clock
from portal.errors import Refused
from portal.intake.models import Outcome, RequestKind
from portal.plan.models import Indicator, IndicatorType

WHOLE = Fraction(100)


class NoPlan(Refused):
    """A year without a plan has no figures."""

    def __init__(self, year: int) -> None:
        super().__init__(f"No hay plan de acción del año {year}.")


@dataclass(frozen=True)
class Period:
    """Days of Bogotá, both included. The last one is the cut-off."""

    first: date
    cutoff: date

    @property
    def months(self) -> range:
        return range(self.first.month, self.cutoff.month + 1)


def month_period(year: int, month: int) -> Period:
    """*Mes*."""
    return Period(*clock.month_bounds(year, month))


def to_date_period(year: int, month: int) -> Period:
    """*Acumulado*: from January to a month."""
    return Period(date(year, 1, 1), clock.month_bounds(year, month)[1])


class Origin(enum.StrEnum):
    """What a row stands for."""

    REQUEST = "solicitud"
    EXECUTION = "ejecucion"
    SCHEDULE = "programacion"


class Reason(enum.StrEnum):
    """*Motivo*: why a row counts or not, at the cut-off. The list is closed and published."""

    COUNTS = "cuenta"
    OPEN = "abierta"
    OUTCOME_DOES_NOT_COUNT = "desenlace_no_cuenta"
    NO_SESSION = "sin_sesion"
    DUPLICATE = "excluida_duplicada"
    NOT_VALID = "excluida_no_valida"
    NO_EVIDENCE = "sin_evidencia"
    ANNULLED = "anulada"
    SCHEDULED = "programada"

    @property
    def label(self) -> str:
        """In plain words, as the staff's lists say it."""
        return {
            "cuenta": "Cuenta",
            "abierta": "Abierta en la fecha de corte",
            "desenlace_no_cuenta": "Su desenlace no cuenta",
            "sin_sesion": "Sin una sesión hecha y con soporte",
            "excluida_duplicada": "Excluida por duplicada",
            "excluida_no_valida": "Excluida por no válida",
            "sin_evidencia": "Sin soporte",
            "anulada": "Anulada",
            "programada": "Mes previsto en el plan",
        }[self.value]


EXCLUDED = {Reason.DUPLICATE: Outcome.DUPLICATE, Reason.NOT_VALID: Outcome.NOT_VALID}


def in_denominator(origin: Origin, reason: Reason) -> bool:
    """A request that is not excluded, or a month that the plan schedules."""
    if origin is Origin.REQUEST:
        return reason not in EXCLUDED
    return origin is Origin.SCHEDULE


def in_numerator(reason: Reason) -> bool:
    """A request or an execution that counts."""
    return reason is Reason.COUNTS


@dataclass(frozen=True)
class CountedRow:
    """A row as the month's file publishes it; its reason is that of the cut-off, to date.

    ``record`` is never published: the filing number or the execution that staff may open.
    """

    name: str
    indicator: int
    origin: Origin
    happened_on: date
    reason: Reason
    month: int
    kind: RequestKind | None = None
    closed_on: date | None = None
    outcome: Outcome | None = None
    is_overdue: bool | None = None
    record: str | None = None

    @property
    def in_denominator_to_date(self) -> bool:
        return in_denominator(self.origin, self.reason)

    @property
    def in_numerator_to_date(self) -> bool:
        return in_numerator(self.reason)

    @property
    def in_denominator_month(self) -> bool:
        return self._is_of_month and self.in_denominator_to_date

    @property
    def in_numerator_month(self) -> bool:
        return self._is_of_month and self.in_numerator_to_date

    @property
    def _is_of_month(self) -> bool:
        return self.happened_on.month == self.month


def result(numerator: int, denominator: int) -> Fraction | None:
    """The exact percentage; without a denominator there is none, never 0 or 100."""
    return Fraction(numerator * 100, denominator) if denominator else None


def rounded(percent: Fraction | None) -> float | None:
    """One decimal, half up: the only rounding that a published percentage goes through."""
    if percent is None:
        return None
    return int(percent * 10 + Fraction(1, 2)) / 10


class State(enum.StrEnum):
    """How a figure stands to its goal."""

    MET = "cumple"
    AT_RISK = "en_riesgo"
    NOT_MET = "no_cumple"
    NO_DEMAND = "sin_demanda"
    NOT_SCHEDULED = "sin_programacion"

    @property
    def label(self) -> str:
        return {
            "cumple": "Cumple",
            "en_riesgo": "En riesgo",
            "no_cumple": "No cumple",
            "sin_demanda": "Sin demanda",
            "sin_programacion": "Sin programación",
        }[self.value]


def state(percent: Fraction | None, indicator: Indicator) -> State:
    """Compare the exact result: 89.96 % is shown as 90.0 % and does not meet a goal of 90 %.

    The goal is a percentage; the threshold of *en riesgo* is a percentage of the goal.
    """
    if percent is None:
        is_demand = indicator.type is IndicatorType.DEMAND
        return State.NO_DEMAND if is_demand else State.NOT_SCHEDULED
    goal = Fraction(indicator.goal)
    if percent >= goal:
        return State.MET
    at_risk = percent >= goal * Fraction(indicator.at_risk_threshold) / WHOLE
    return State.AT_RISK if at_risk else State.NOT_MET


@dataclass(frozen=True)
class Process:
    """*Proceso*: the plan as a whole. Exact percentages; none where no indicator has a result."""

    total: Fraction | None
    activities: int
    percent: Fraction | None

    @property
    def total_shown(self) -> float | None:
        return rounded(self.total)

    @property
    def percent_shown(self) -> float | None:
        return rounded(self.percent)


def process(results: Iterable[Fraction | None]) -> Process:
    """The mean of the results that there are, none of them taken above 100 %."""
    capped = [min(percent, WHOLE) for percent in results if percent is not None]
    if not capped:
        return Process(None, 0, None)
    total = sum(capped, Fraction(0))
    return Process(total, len(capped), total / len(capped))
