"""The requests of a report one by one, and the terms that were missed: read as they are written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.indicators import conditions, reports
from portal.indicators.day_table import DayTable
from portal.indicators.measures import count_if
from portal.indicators.row_queries import BATCH
from portal.indicators.rules_reports import ReportPeriod
from portal.intake import catalogues
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest
from portal.spreadsheets import Cell

HEADINGS = (
    *("Radicado", "Tipo", "Término", "Canal", "Territorio", "Recibida", "Radicada", "Vence"),
    *("Cerrada", "Cómo estaba en el corte", "Días hábiles", "En término"),
)
STATE_WORDS = {
    "duplicate": "Excluida por duplicada",
    "not_valid": "Excluida por no válida",
    "attended": "Atendida",
    "transferred": "Trasladada a otra entidad",
    "denied": "Negada (no atendida)",
    "withdrawn": "Desistida",
    "in_term": "Pendiente en plazo",
    "overdue": "Pendiente con el plazo vencido",
}
TIMED = ("attended", "transferred", "denied")


@dataclass(frozen=True)
class Missed:
    """A term that was missed: until when it ran, and how many working days late it came."""

    filing_number: str
    kind: RequestKind
    due_on: date
    closed_on: date | None
    days: int
    holder: str | None


@dataclass(frozen=True)
class Holder:
    """Who has requests whose term was missed; nobody where ``name`` is empty."""

    name: str | None
    answered: int
    pending: int


def request_rows(period: ReportPeriod) -> Iterator[list[Cell]]:
    """Every request received, oldest first, with its response time and nobody's data."""
    table = DayTable()
    query = (
        select(
            *(ServiceRequest.filing_number, ServiceRequest.kind, ServiceRequest.term_kind),
            *(ServiceRequest.channel, ServiceRequest.territory, ServiceRequest.received_on),
            *(ServiceRequest.filed_on, ServiceRequest.due_on, ServiceRequest.closed_on),
            *(ServiceRequest.outcome, reports.state_at(period).label("state")),
        )
        .where(reports.received(period))
        .order_by(ServiceRequest.received_on, ServiceRequest.id)
    )
    for row in db.session.execute(query.execution_options(yield_per=BATCH)):
        yield [
            *(row.filing_number, row.kind.label, row.term_kind.term.label, row.channel.label),
            *(catalogues.label("territories", row.territory), row.received_on, row.filed_on),
            *(row.due_on, _known(row.closed_on, period), STATE_WORDS[row.state]),
            *_timing(row, table),
        ]


def missed_terms(period: ReportPeriod, *, limit: int | None = None) -> Iterator[Missed]:
    """Those overdue on any day of a period, the longest overdue first."""
    table = DayTable()
    columns = (
        *(ServiceRequest.filing_number, ServiceRequest.kind, ServiceRequest.due_on),
        *(ServiceRequest.closed_on, StaffUser.name.label("holder")),
    )
    query = _held(select(*columns), period).order_by(ServiceRequest.due_on, ServiceRequest.id)
    for row in db.session.execute(query.limit(limit).execution_options(yield_per=BATCH)):
        closed_on = _known(row.closed_on, period)
        days = table.between(row.due_on, closed_on or period.cutoff)
        yield Missed(row.filing_number, row.kind, row.due_on, closed_on, days, row.holder)


def holders_of_missed(period: ReportPeriod) -> list[Holder]:
    """By whom they are held now, whoever has most first."""
    is_open = conditions.open_at(period.period.cutoff)
    columns = (
        StaffUser.name.label("name"),
        func.count().label("missed"),
        count_if(is_open).label("pending"),
    )
    query = _held(select(*columns), period).group_by(ServiceRequest.assignee_id, StaffUser.name)
    found = db.session.execute(query)
    holders = [Holder(row.name, row.missed - row.pending, row.pending) for row in found]
    return sorted(holders, key=lambda one: (-one.answered - one.pending, one.name or ""))


def _held(query: Select[*tuple[Any, ...]], period: ReportPeriod) -> Select[*tuple[Any, ...]]:
    joined = query.select_from(ServiceRequest).outerjoin(
        StaffUser, ServiceRequest.assignee_id == StaffUser.id
    )
    return joined.where(_was_overdue(period))


def _was_overdue(period: ReportPeriod) -> ColumnElement[bool]:
    """The legal day had gone by without a closing, before or in the period."""
    return and_(
        conditions.not_excluded(),
        ServiceRequest.due_on <= period.overdue_by,
        or_(
            ServiceRequest.closed_on.is_(None),
            and_(
                ServiceRequest.closed_on >= period.period.first,
                ServiceRequest.closed_on > ServiceRequest.due_on,
            ),
        ),
    )


def _known(closed_on: date | None, period: ReportPeriod) -> date | None:
    """A closing after the cut-off is not known yet."""
    return closed_on if closed_on and closed_on <= period.period.cutoff else None


def _timing(row: Any, table: DayTable) -> tuple[Cell, Cell]:
    if row.state not in TIMED:
        return None, None
    days = reports.response_days(row, table)
    return days, "Sí" if reports.in_term(row, days) else "No"
