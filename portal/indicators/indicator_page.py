"""What the page of one indicator shows: month by month, who is in and who is out."""

from dataclasses import dataclass
from datetime import date

from portal.indicators import backlog, measures, queries, rules
from portal.indicators.conditions import kinds_of
from portal.indicators.measures import Count
from portal.indicators.plan_page import last_month
from portal.indicators.queries import Figure
from portal.indicators.rules import NoPlan
from portal.intake.kinds import RequestKind
from portal.plan.document import PlanActivity
from portal.plan.models import ActionPlan, Indicator, IndicatorType
from portal.plan.queries import document_of, plan_of


@dataclass(frozen=True)
class Backlog:
    """*Rezago*: ``later``, of this year and answered after it; ``earlier``, the other way round."""

    later: int
    earlier: int


@dataclass(frozen=True)
class IndicatorShown:
    """An indicator of a year; without figures while the year has not begun."""

    plan: ActionPlan
    activity: PlanActivity
    indicator: Indicator
    month: int | None
    to_date: Figure | None
    by_month: list[Figure]
    by_kind: list[tuple[RequestKind, Count]]
    backlog: Backlog | None

    @property
    def is_demand(self) -> bool:
        return self.indicator.type is IndicatorType.DEMAND


def indicator_shown(year: int, number: int, today: date) -> IndicatorShown | None:
    """The indicator's page; none where the year's plan has no such indicator."""
    month = last_month(year, today)
    plan = queries.counting_plan(year, month) if month else plan_of(year)
    if plan is None:
        raise NoPlan(year)
    indicator = next((each for each in plan.indicators if each.number == number), None)
    if indicator is None:
        return None
    is_demand = indicator.type is IndicatorType.DEMAND
    written = document_of(plan).activities
    return IndicatorShown(
        plan=plan,
        activity=next(each for each in written if each.number == indicator.activity.number),
        indicator=indicator,
        month=month,
        to_date=queries.figure_to_date(indicator, year, month) if month else None,
        by_month=queries.figures_by_month(indicator, year, month or 0),
        by_kind=_by_kind(indicator, year, month) if month and is_demand else [],
        backlog=_backlog(indicator, year) if month and is_demand else None,
    )


def _by_kind(indicator: Indicator, year: int, month: int) -> list[tuple[RequestKind, Count]]:
    """Each kind apart, where there are several."""
    kinds, period = kinds_of(indicator), rules.to_date_period(year, month)
    if len(kinds) < 2:
        return []
    return [(kind, measures.demand(indicator, period, [kind])) for kind in kinds]


def _backlog(indicator: Indicator, year: int) -> Backlog:
    earlier = backlog.answered_from_before([indicator], rules.to_date_period(year, 12))
    return Backlog(backlog.answered_later(indicator, year), earlier[indicator.number])
