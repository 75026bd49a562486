"""The PQRSD report in SQL: what was received in a period, how it stood and how long it took.

What is received, open and excluded is said in ``conditions``, for the plan's figures and for these.
Two statements, whatever the number of requests; no more of them is held than a table has cells.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select

from portal import legal_terms
from portal.extensions import db
from portal.indicators import conditions, measures
from portal.indicators.day_table import DayTable
from portal.indicators.row_queries import BATCH
from portal.indicators.rules_reports import ReportPeriod, Tally, Times
from portal.intake.kinds import Channel, Outcome, RequestKind, TermKind
from portal.intake.models import FilingCounter, ServiceRequest

STATES = {
    Outcome.DUPLICATE: "duplicate",
    Outcome.NOT_VALID: "not_valid",
    Outcome.ATTENDED: "attended",
    Outcome.TRANSFERRED: "transferred",
    Outcome.NOT_ATTENDED: "denied",
    Outcome.WITHDRAWN: "withdrawn",
}
# What answers a request: yes or no. To withdraw it is no act of the office.
ANSWERS = (Outcome.ATTENDED, Outcome.NOT_ATTENDED)


def _tallies() -> defaultdict[Any, Tally]:
    return defaultdict(Tally)


def _times() -> defaultdict[Any, Times]:
    return defaultdict(Times)


@dataclass
class Report:
    """``times``: of the answers, by kind; ``information``: those of petitions of information."""

    period: ReportPeriod
    total: Tally = field(default_factory=Tally)
    by_kind: defaultdict[RequestKind, Tally] = field(default_factory=_tallies)
    by_term: defaultdict[TermKind, Tally] = field(default_factory=_tallies)
    by_channel: defaultdict[Channel, Tally] = field(default_factory=_tallies)
    by_territory: defaultdict[str | None, Tally] = field(default_factory=_tallies)
    answers: Times = field(default_factory=Times)
    times: defaultdict[RequestKind, Times] = field(default_factory=_times)
    information: Times = field(default_factory=Times)
    transfers: Times = field(default_factory=Times)


def report_of(period: ReportPeriod) -> Report:
    """Everything of a period, with what is known now."""
    report = Report(period)
    for row in _counts(period):
        tallies = (
            report.total,
            report.by_kind[row.kind],
            report.by_term[row.term_kind],
            report.by_channel[row.channel],
            report.by_territory[row.territory],
        )
        for tally in tallies:
            tally.add(row.state, row.requests)
    table = DayTable()
    for row in _closings(period):
        _time(report, row, table)
    return report


def first_year() -> int | None:
    """The first year of which anything was filed."""
    return db.session.execute(select(func.min(FilingCounter.year))).scalar_one()


def received(period: ReportPeriod) -> ColumnElement[bool]:
    """Requests of any kind, by the day of reception."""
    return conditions.received_in(period.period, list(RequestKind))


def overdue(period: ReportPeriod) -> ColumnElement[bool]:
    """Only asked of what was open."""
    return measures.is_overdue(replace(period.period, cutoff=period.overdue_by))


def state_at(period: ReportPeriod) -> ColumnElement[str]:
    """How a request stood at the end of a period, by the names of ``Tally``."""
    is_open = conditions.open_at(period.period.cutoff)
    excluded = [(ServiceRequest.outcome == one, STATES[one]) for one in list(STATES)[:2]]
    closed = [(ServiceRequest.outcome == one, STATES[one]) for one in list(STATES)[2:]]
    return case(
        *excluded,
        (and_(is_open, overdue(period)), "overdue"),
        (is_open, "in_term"),
        *closed,
    )


def _counts(period: ReportPeriod) -> Iterator[Row[Any]]:
    looked_at = (
        select(
            *(ServiceRequest.kind, ServiceRequest.term_kind, ServiceRequest.channel),
            *(ServiceRequest.territory, state_at(period).label("state")),
        )
        .where(received(period))
        .subquery()
    )
    query = select(looked_at, func.count().label("requests")).group_by(*looked_at.c)
    yield from db.session.execute(query.execution_options(yield_per=BATCH))


def _closings(period: ReportPeriod) -> Iterator[Row[Any]]:
    query: Select[*tuple[Any, ...]] = select(
        *(ServiceRequest.kind, ServiceRequest.term_kind, ServiceRequest.outcome),
        *(ServiceRequest.filed_on, ServiceRequest.closed_on, ServiceRequest.due_on),
    ).where(
        received(period),
        ServiceRequest.outcome.in_((*ANSWERS, Outcome.TRANSFERRED)),
        ServiceRequest.closed_on <= period.period.cutoff,
    )
    yield from db.session.execute(query.execution_options(yield_per=BATCH))


def _time(report: Report, row: Row[Any], table: DayTable) -> None:
    """An answer has its legal day, however it was moved; a transfer has five working days."""
    days = response_days(row, table)
    if row.outcome is Outcome.TRANSFERRED:
        report.transfers.add(days, is_on_time=in_term(row, days))
        return
    groups = [report.answers, report.times[row.kind]]
    if row.term_kind is TermKind.INFORMATION:
        groups.append(report.information)
    for group in groups:
        group.add(days, is_on_time=in_term(row, days))


def response_days(row: Any, table: DayTable) -> int:
    """Working days of the term until the closing; none where it came before the term began."""
    return max(0, table.between(row.filed_on, row.closed_on))


def in_term(row: Any, days: int) -> bool:
    if row.outcome is Outcome.TRANSFERRED:
        return days <= legal_terms.TRANSFER.days
    return bool(row.closed_on <= row.due_on)
