"""What the public pages of the plan show: the official text beside the live figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.indicators import measures, queries
from portal.indicators.months import MonthCell, month_cells
from portal.indicators.queries import Figure, MonthFigures
from portal.indicators.rules import NoPlan
from portal.plan.document import Note, PlanActivity, PlanDocument
from portal.plan.models import ActionPlan, Indicator, IndicatorType
from portal.plan.queries import document_of, plan_of

# Spelling and style: shown with the official text, not beside the figures.
SPELLING = ("ortografia", "mayusculas", "abreviaturas")


@dataclass(frozen=True)
class ActivityShown:
    """An activity of the plan; without a figure while its year has not begun."""

    activity: PlanActivity
    indicator: Indicator
    figure: Figure | None
    cells: list[MonthCell] | None
    by_month: list[Figure] | None

    @property
    def notes(self) -> list[Note]:
        return _but_spelling(self.activity.notes)

    @property
    def spelling(self) -> list[Note]:
        return _spelling(self.activity.notes)


@dataclass(frozen=True)
class PlanShown:
    """A year's plan. ``month``: the last one that the figures reach, none for a year to come."""

    plan: ActionPlan
    document: PlanDocument
    month: int | None
    figures: MonthFigures | None
    activities: list[ActivityShown]

    @property
    def notes(self) -> list[Note]:
        return _but_spelling(self.document.notes)

    @property
    def spelling(self) -> list[Note]:
        return _spelling(self.document.notes)


def _spelling(notes: Iterable[Note]) -> list[Note]:
    return [note for note in notes if note.code in SPELLING]


def _but_spelling(notes: Iterable[Note]) -> list[Note]:
    return [note for note in notes if note.code not in SPELLING]


def last_month(year: int, today: date) -> int | None:
    """The month that live figures reach: the present one, or December of a year that is over."""
    if year > today.year:
        return None
    return today.month if year == today.year else 12


def plan_shown(year: int, today: date) -> PlanShown:
    """The plan's page; ``NoPlan`` for a year without one."""
    month = last_month(year, today)
    figures = queries.figures_for(year, month) if month else None
    plan = figures.plan if figures else plan_of(year)
    if plan is None:
        raise NoPlan(year)
    document = document_of(plan)
    activities = _activities(plan, document, figures, today)
    return PlanShown(plan, document, month, figures, activities)


def _activities(
    plan: ActionPlan, document: PlanDocument, figures: MonthFigures | None, today: date
) -> list[ActivityShown]:
    executed = measures.executed_by_month(plan.year)
    written = {activity.number: activity for activity in document.activities}
    to_date = [each.to_date for each in figures.indicators] if figures else None
    return [
        ActivityShown(
            activity=written[indicator.activity.number],
            indicator=indicator,
            figure=to_date[place] if to_date else None,
            cells=_cells(written[indicator.activity.number], executed, plan.year, today),
            by_month=_by_month(indicator, figures),
        )
        for place, indicator in enumerate(plan.indicators)
    ]


def _cells(
    activity: PlanActivity, executed: dict[int, dict[int, int]], year: int, today: date
) -> list[MonthCell] | None:
    """The twelve months of a scheduled activity."""
    if activity.reading.is_demand:
        return None
    months = activity.reading.months
    return month_cells(
        [scheduled.month for scheduled in months],
        [scheduled.month for scheduled in months if scheduled.is_supplied],
        executed.get(activity.number, {}),
        months_over=_months_over(year, today),
    )


def _by_month(indicator: Indicator, figures: MonthFigures | None) -> list[Figure] | None:
    """The figure of each month of an indicator of demand."""
    if figures is None or indicator.type is IndicatorType.SCHEDULE:
        return None
    return queries.figures_by_month(indicator, figures.year, figures.month)


def _months_over(year: int, today: date) -> int:
    if year != today.year:
        return 12 if year < today.year else 0
    return today.month - 1
