"""The figures of a month: every page, file and command takes them from here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.indicators import measures, row_queries, rules
from portal.indicators.measures import Count
from portal.indicators.rules import NoPlan, Period, Process, State
from portal.indicators.rules_rows import CountedRow
from portal.plan.models import ActionPlan, Indicator, IndicatorType
from portal.plan.queries import plan_in_force


@dataclass(frozen=True)
class Figure:
    """An indicator in a period: never the result without its two terms."""

    count: Count
    result: Fraction | None
    state: State

    @property
    def percent(self) -> float | None:
        """The result as it is shown."""
        return rules.rounded(self.result)


@dataclass(frozen=True)
class IndicatorFigures:
    """An indicator's figure of the month and of the year to date."""

    indicator: Indicator
    month: Figure
    to_date: Figure


@dataclass(frozen=True)
class MonthFigures:
    """Every figure of a month, with what is known now."""

    plan: ActionPlan
    year: int
    month: int
    indicators: tuple[IndicatorFigures, ...]

    @property
    def cutoff(self) -> date:
        return rules.month_period(self.year, self.month).cutoff

    @property
    def process_month(self) -> Process:
        return rules.process(figures.month.result for figures in self.indicators)

    @property
    def process_to_date(self) -> Process:
        return rules.process(figures.to_date.result for figures in self.indicators)


def figures_for(year: int, month: int) -> MonthFigures:
    """The live figures of a month and of the year to it; ``NoPlan`` for a year without a plan."""
    plan = counting_plan(year, month)
    of_month = _figures(plan.indicators, rules.month_period(year, month))
    to_date = _figures(plan.indicators, rules.to_date_period(year, month))
    figures = zip(plan.indicators, of_month, to_date, strict=True)
    return MonthFigures(plan, year, month, tuple(IndicatorFigures(*each) for each in figures))


def counting_plan(year: int, month: int) -> ActionPlan:
    """The version in force at the month's cut-off, which counts the whole year to date."""
    plan = plan_in_force(year, rules.month_period(year, month).cutoff)
    if plan is None:
        raise NoPlan(year)
    return plan


def figures_by_month(indicator: Indicator, year: int, last_month: int) -> list[Figure]:
    """The figure of each month from January to ``last_month``."""
    periods = (rules.month_period(year, month) for month in range(1, last_month + 1))
    return [_figures([indicator], period)[0] for period in periods]


def figure_to_date(indicator: Indicator, year: int, month: int) -> Figure:
    """One indicator's figure from January to a month."""
    return _figures([indicator], rules.to_date_period(year, month))[0]


def rows_for(indicator: Indicator, year: int, month: int) -> Iterator[CountedRow]:
    """Every row behind an indicator's figures of a month and of the year to it."""
    return row_queries.counted_rows(indicator, rules.to_date_period(year, month))


def _figures(indicators: list[Indicator], period: Period) -> list[Figure]:
    scheduled = [each for each in indicators if each.type is IndicatorType.SCHEDULE]
    counts = measures.schedule(scheduled, period) if scheduled else {}
    return [
        figure(each, counts.get(each.number) or measures.demand(each, period))
        for each in indicators
    ]


def figure(indicator: Indicator, count: Count) -> Figure:
    result = rules.result(count.numerator, count.denominator)
    return Figure(count, result, rules.state(result, indicator))
