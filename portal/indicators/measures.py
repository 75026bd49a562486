"""How many: one function for each thing that is counted, each a single statement.

What counts is said in ``conditions``; here it is only added up.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FunctionFilter, and_, extract, func, select

from portal.agenda.models import Execution
from portal.extensions import db
from portal.indicators import conditions
from portal.indicators.rules import Period, to_date_period
from portal.indicators.rules_rows import Reason
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest
from portal.plan.models import Indicator


@dataclass(frozen=True)
class Excluded:
    """Requests out of both terms, confirmed by two people."""

    duplicate: int
    not_valid: int


@dataclass(frozen=True)
class Open:
    """Requests of the denominator that were open at the cut-off, by their legal day."""

    in_term: int
    overdue: int


@dataclass(frozen=True)
class Count:
    """The two terms of an indicator in a period; the others only where people ask."""

    numerator: int
    denominator: int
    excluded: Excluded | None = None
    open: Open | None = None


def demand(indicator: Indicator, period: Period, kinds: list[RequestKind] | None = None) -> Count:
    """Requests received in the period, and those of them that counted at its cut-off.

    ``kinds``: some of the indicator's kinds, to show them apart; all of them without.
    """
    looked_at = (
        select(
            conditions.request_reason(indicator, period.cutoff).label("reason"),
            is_overdue(period).label("is_overdue"),
        )
        .where(conditions.received_in(period, kinds or conditions.kinds_of(indicator)))
        .offset(0)  # else databases work the reason out again for each of the counts
        .subquery()
    )
    reason = looked_at.c.reason
    is_open = reason == Reason.OPEN.value
    query = select(
        func.count().label("received"),
        count_if(reason == Reason.COUNTS.value).label("counting"),
        count_if(reason == Reason.DUPLICATE.value).label("duplicate"),
        count_if(reason == Reason.NOT_VALID.value).label("not_valid"),
        count_if(is_open).label("open"),
        count_if(and_(is_open, looked_at.c.is_overdue)).label("overdue"),
    ).select_from(looked_at)
    row = db.session.execute(query).one()
    return Count(
        numerator=row.counting,
        denominator=row.received - row.duplicate - row.not_valid,
        excluded=Excluded(row.duplicate, row.not_valid),
        open=Open(row.open - row.overdue, row.overdue),
    )


def is_overdue(period: Period) -> ColumnElement[bool]:
    """The legal day had come by the cut-off; only asked of requests that were open then."""
    return ServiceRequest.due_on <= period.cutoff


def schedule(indicators: Sequence[Indicator], period: Period) -> dict[int, Count]:
    """Executions that count over scheduled months, by the number of the indicator."""
    query = (
        select(
            Execution.activity_number,
            count_if(conditions.execution_reason() == Reason.COUNTS.value).label("counting"),
        )
        .where(conditions.dated_in(period))
        .group_by(Execution.activity_number)
    )
    executed = {row.activity_number: row.counting for row in db.session.execute(query)}
    return {
        indicator.number: Count(
            numerator=executed.get(indicator.activity.number, 0),
            denominator=len(scheduled_months(indicator, period)),
        )
        for indicator in indicators
    }


def executed_by_month(year: int) -> dict[int, dict[int, int]]:
    """How many executions count, by activity and month, where there are any."""
    month = extract("month", Execution.takes_place_on)
    query = (
        select(Execution.activity_number, month, func.count())
        .where(
            conditions.dated_in(to_date_period(year, 12)),
            conditions.execution_reason() == Reason.COUNTS.value,
        )
        .group_by(Execution.activity_number, month)
    )
    executed: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for activity, number, count in db.session.execute(query):
        executed[int(activity or 0)][int(number)] = count
    return executed


def scheduled_months(indicator: Indicator, period: Period) -> list[int]:
    """The months of the period in which the plan schedules the indicator's activity."""
    return [month for month in indicator.months if month in period.months]


def count_if(condition: ColumnElement[bool]) -> FunctionFilter[int]:
    """How many rows of the statement meet a condition."""
    return func.count().filter(condition)
