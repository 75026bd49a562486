"""How the office counts (pure): periods, results, states and the process.

Percentages are exact fractions of a hundred until they are shown; they are rounded once.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal import clock
from portal.errors import Refused
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
