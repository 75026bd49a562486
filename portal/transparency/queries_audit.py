"""Reads for the monthly samples: the seal that draws, what is drawn from, what was drawn."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select

from portal import clock
from portal.casework.models import Closing
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.transparency.models import Ending, PublicationEnd
from portal.transparency.models_audit import AuditFinding, AuditRow, AuditSample


def first_seal_after(year: int, month: int) -> PublicationEnd | None:
    """Of what was approved once the month was over, the first: nobody chooses when to draw."""
    last_day = clock.month_bounds(year, month)[1]
    over = clock.at_midnight(last_day + timedelta(days=1))
    query = (
        select(PublicationEnd)
        .where(PublicationEnd.outcome == Ending.APPROVED, PublicationEnd.ended_at >= over)
        .order_by(PublicationEnd.place)
        .limit(1)
    )
    return db.session.execute(query).scalar_one_or_none()


def closed_in(year: int, month: int) -> dict[str, int]:
    """The ids of the requests whose last closing lies in a month, by their public name."""
    first, last = clock.month_bounds(year, month)
    query = (
        select(ServiceRequest.public_row, ServiceRequest.id)
        .where(ServiceRequest.closed_on.between(first, last))
        .order_by(ServiceRequest.public_row)
    )
    return {row.public_row: row.id for row in db.session.execute(query)}


def sample_of(year: int, month: int) -> AuditSample | None:
    query = select(AuditSample).where(AuditSample.year == year, AuditSample.month == month)
    return db.session.execute(query).scalar_one_or_none()


def audited(year: int) -> dict[int, tuple[int, int]]:
    """Of each month drawn, how many requests there are and how many were looked at."""
    looked_at = select(AuditFinding.row_id).distinct().subquery()
    query = (
        select(AuditSample.month, func.count(AuditRow.id), func.count(looked_at.c.row_id))
        .outerjoin(AuditRow, AuditRow.sample_id == AuditSample.id)
        .outerjoin(looked_at, looked_at.c.row_id == AuditRow.id)
        .where(AuditSample.year == year)
        .group_by(AuditSample.month)
        .order_by(AuditSample.month)
    )
    return {month: (rows, found) for month, rows, found in db.session.execute(query)}


def row_to_audit(sample: AuditSample, place: int) -> AuditRow | None:
    """Locked, and read anew, until the transaction ends."""
    query = (
        select(AuditRow)
        .where(AuditRow.sample_id == sample.id, AuditRow.place == place)
        .with_for_update(of=AuditRow)
        .execution_options(populate_existing=True)
    )
    return db.session.execute(query).scalar_one_or_none()


def closed_by(row: AuditRow) -> Sequence[int | None]:
    """Whoever closed the request, each time that it was."""
    query = select(Closing.recorded_by_id).where(
        Closing.service_request_id == row.service_request_id
    )
    return db.session.execute(query.order_by(Closing.id)).scalars().all()


def sample_by_id(sample_id: int) -> AuditSample:
    return db.session.get_one(AuditSample, sample_id)
