"""A publication as its pages show it, read from its frozen bytes alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.extensions import db
from portal.indicators.rules import State
from portal.plan.models import ActionPlan, Indicator
from portal.transparency.compare import figures_in
from portal.transparency.models import Publication

NUMBERS = ("ninguno", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")


@dataclass(frozen=True)
class Terms:
    numerator: int
    denominator: int


@dataclass(frozen=True)
class PublishedFigure:
    """A figure as ``cifras.json`` says it; the last two only where people ask."""

    count: Terms
    percent: float | None
    state: State
    excluded: dict[str, int] | None
    open: dict[str, int] | None


@dataclass(frozen=True)
class PublishedIndicator:
    number: int
    title: str
    plain_name: str
    goal: float
    is_demand: bool
    scheduled: int  # months that the plan schedules in the whole year; 0 for demand
    month: PublishedFigure
    to_date: PublishedFigure


@dataclass(frozen=True)
class FrozenMonth:
    """A month's frozen figures, signed or about to be."""

    figures: dict[str, Any]
    indicators: list[PublishedIndicator]

    @property
    def cutoff(self) -> date:
        return date.fromisoformat(self.figures["corte"])

    @property
    def process_month(self) -> dict[str, Any]:
        return dict(self.figures["proceso"]["mes"])

    @property
    def process_to_date(self) -> dict[str, Any]:
        return dict(self.figures["proceso"]["acumulado"])

    @property
    def sentence(self) -> str:
        """The month in a sentence."""
        return sentence(each.month.state for each in self.indicators)

    @property
    def sentence_to_date(self) -> str:
        return sentence(each.to_date.state for each in self.indicators)


@dataclass(frozen=True)
class PublishedMonth(FrozenMonth):
    """A version of a month, or the preparation of one, with all that its page says."""

    publication: Publication


def published_month(publication: Publication) -> PublishedMonth:
    figures = figures_in(publication)
    plan = db.session.get_one(ActionPlan, publication.plan_id)
    return PublishedMonth(figures, _indicators(figures, plan), publication)


def frozen_month(figures: dict[str, Any], plan: ActionPlan) -> FrozenMonth:
    """From a ``cifras.json`` that nobody signed yet, and the plan that it counts by."""
    return FrozenMonth(figures, _indicators(figures, plan))


def _indicators(figures: dict[str, Any], plan: ActionPlan) -> list[PublishedIndicator]:
    of_plan = {each.number: each for each in plan.indicators}
    return [_indicator(each, of_plan[each["numero"]]) for each in figures["indicadores"]]


def _indicator(member: dict[str, Any], of_plan: Indicator) -> PublishedIndicator:
    return PublishedIndicator(
        number=member["numero"],
        title=member["titulo"],
        plain_name=of_plan.plain_name,
        goal=float(member["meta"]),
        is_demand=member["tipo"] == "demanda",
        scheduled=len(of_plan.months),
        month=_figure(member["mes"]),
        to_date=_figure(member["acumulado"]),
    )


def _figure(member: dict[str, Any]) -> PublishedFigure:
    result = member["resultado"]
    return PublishedFigure(
        count=Terms(member["numerador"], member["denominador"]),
        percent=None if result is None else float(result),
        state=State(member["estado"]),
        excluded=member["excluidas"],
        open=member["abiertas"],
    )


def sentence(states: Iterable[State]) -> str:
    """«De siete compromisos, cuatro se cumplieron, dos están en riesgo y uno no se cumplió.»"""
    found = list(states)
    counts = {state: found.count(state) for state in State}
    without = counts[State.NO_DEMAND] + counts[State.NOT_SCHEDULED]
    parts = [
        _part(counts[State.MET], "se cumplió", "se cumplieron"),
        _part(counts[State.AT_RISK], "está en riesgo", "están en riesgo"),
        _part(counts[State.NOT_MET], "no se cumplió", "no se cumplieron"),
        _part(without, "no tenía nada previsto ni pedido", "no tenían nada previsto ni pedido"),
    ]
    said = [part for part in parts if part]
    listed = " y ".join(filter(None, (", ".join(said[:-1]), said[-1])))
    return f"De {_number(len(found))} compromisos, {listed}."


def _part(number: int, one: str, many: str) -> str:
    return f"{_number(number)} {one if number == 1 else many}" if number else ""


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)
