"""The rows behind a figure: one for each request, execution and scheduled month, oldest first.

They ask for the reasons of ``conditions``, as the counts do.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, select, tuple_

from portal.agenda.models import Execution
from portal.extensions import db
from portal.indicators import conditions, measures
from portal.indicators.rules import Period
from portal.indicators.rules_rows import CountedRow, Origin, Reason
from portal.intake.models import ServiceRequest
from portal.plan.models import Indicator, IndicatorType

BATCH = 1000  # rows held at once, however long the list
# A month may have a hundred thousand rows: whatever is the same for all is looked up once.
REASONS = {each.value: each for each in Reason}
OPEN = Reason.OPEN.value


def counted_rows(
    indicator: Indicator,
    period: Period,
    *,
    after: str | None = None,
    limit: int | None = None,
) -> Iterator[CountedRow]:
    """The rows of a year to date: all of them, or ``limit`` after the one named ``after``."""
    if indicator.type is IndicatorType.DEMAND:
        return _request_rows(indicator, period, after, limit)
    return _schedule_rows(indicator, period, after, limit)


def request_row(
    indicator: Indicator, period: Period, service_request: ServiceRequest
) -> CountedRow | None:
    """The row that a request is among those of an indicator, if it is one."""
    query = _requests(indicator, period).where(ServiceRequest.id == service_request.id)
    found = db.session.execute(query).one_or_none()
    return _request_row(found, indicator, period) if found else None


def _requests(indicator: Indicator, period: Period) -> Select[*tuple[Any, ...]]:
    columns = (
        *(ServiceRequest.public_row, ServiceRequest.filing_number, ServiceRequest.kind),
        *(ServiceRequest.received_on, ServiceRequest.closed_on, ServiceRequest.outcome),
        *(measures.is_overdue(period), conditions.request_reason(indicator, period.cutoff)),
    )
    received = conditions.received_in(period, conditions.kinds_of(indicator))
    return select(*columns).where(received)


def _request_rows(
    indicator: Indicator, period: Period, after: str | None, limit: int | None
) -> Iterator[CountedRow]:
    place = (ServiceRequest.received_on, ServiceRequest.id)
    query = _requests(indicator, period).order_by(*place).limit(limit)
    if after is not None:
        earlier = select(*place).where(ServiceRequest.public_row == after)
        query = query.where(_stands_after(place, earlier))
    db.session.flush()
    # Over the connection: these are values, not objects, and the session would look at each.
    connection = db.session.connection()
    for found in connection.execute(query.execution_options(yield_per=BATCH)):
        yield _request_row(found, indicator, period)


def _request_row(found: Sequence[Any], indicator: Indicator, period: Period) -> CountedRow:
    """A closing after the cut-off is not known yet; a confirmed exclusion always is."""
    name, record, kind, received_on, closed_on, outcome, is_overdue, reason = found
    is_open = reason == OPEN
    is_closed = closed_on is not None and closed_on <= period.cutoff
    return CountedRow(
        name=name,
        indicator=indicator.number,
        origin=Origin.REQUEST,
        happened_on=received_on,
        reason=REASONS[reason],
        month=period.cutoff.month,
        kind=kind,
        closed_on=closed_on if is_closed else None,
        outcome=None if is_open else outcome,
        is_overdue=bool(is_overdue) if is_open else None,
        record=record,
    )


def _schedule_rows(
    indicator: Indicator, period: Period, after: str | None, limit: int | None
) -> Iterator[CountedRow]:
    """The scheduled months, on the first page, and then the executions."""
    if after is None:
        for month in measures.scheduled_months(indicator, period):
            yield CountedRow(
                name=f"P-{indicator.number}-{month:02d}",
                indicator=indicator.number,
                origin=Origin.SCHEDULE,
                happened_on=date(period.cutoff.year, month, 1),
                reason=Reason.SCHEDULED,
                month=period.cutoff.month,
            )
    yield from _execution_rows(indicator, period, after, limit)


def _execution_rows(
    indicator: Indicator, period: Period, after: str | None, limit: int | None
) -> Iterator[CountedRow]:
    place = (Execution.takes_place_on, Execution.id)
    reason = conditions.execution_reason().label("reason")
    query = (
        select(Execution.id, Execution.public_row, Execution.takes_place_on, reason)
        .where(conditions.dated_in(period), Execution.activity_number == indicator.activity.number)
        .order_by(*place)
        .limit(limit)
    )
    if after is not None:
        earlier = select(*place).where(Execution.public_row == after)
        query = query.where(_stands_after(place, earlier))
    for found in db.session.execute(query.execution_options(yield_per=BATCH)):
        yield CountedRow(
            name=found.public_row,
            indicator=indicator.number,
            origin=Origin.EXECUTION,
            happened_on=found.takes_place_on,
            reason=Reason(found.reason),
            month=period.cutoff.month,
            record=str(found.id),
        )


def _stands_after(place: tuple[Any, Any], earlier: Select[*tuple[Any, ...]]) -> ColumnElement[bool]:
    """Later in the list than a row; nothing is later than a row that does not exist."""
    found = db.session.execute(earlier).one_or_none()
    return tuple_(*place) > tuple_(*found) if found else false()
