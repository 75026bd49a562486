"""The open requests by holder and day, those opened again, and closings that may reach nobody."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from portal import clock
from portal.accounts.models import StaffUser
from portal.casework.models import Closing, Feedback
from portal.casework.oversight import OpenOnes
from portal.casework.queries_filters import is_overdue, is_soon
from portal.extensions import db
from portal.intake.kinds import EXCLUSIONS, Identity, ToldBy
from portal.intake.models import RequestEvent, ServiceRequest
from portal.intake.models_private import Requester

LISTED = 25


def open_ones(today: date) -> list[OpenOnes]:
    """One row per person and day: a few thousand, however many requests there are."""
    query = (
        select(
            ServiceRequest.assignee_id,
            ServiceRequest.received_on,
            func.count(),
            _sum(is_overdue(today)),
            _sum(is_soon(today)),
        )
        .where(ServiceRequest.outcome.is_(None))
        .group_by(ServiceRequest.assignee_id, ServiceRequest.received_on)
        .order_by(ServiceRequest.received_on, ServiceRequest.assignee_id)
    )
    return [OpenOnes(*row) for row in db.session.execute(query)]


def waiting_exclusions() -> int:
    query = select(func.count()).where(
        ServiceRequest.outcome.is_(None), ServiceRequest.proposed_outcome.is_not(None)
    )
    return int(db.session.execute(query).scalar_one())


def reopened_since(day: date) -> Sequence[Any]:
    """Numbers with how often each was opened again since a day, and when last; the latest first."""
    last = func.max(RequestEvent.recorded_at)
    query = (
        select(ServiceRequest.filing_number, func.count().label("times"), last.label("last_at"))
        .join(RequestEvent, RequestEvent.service_request_id == ServiceRequest.id)
        .where(RequestEvent.type == "reopened", RequestEvent.recorded_at >= clock.at_midnight(day))
        .group_by(ServiceRequest.id, ServiceRequest.filing_number)
        .order_by(last.desc(), ServiceRequest.id.desc())
    )
    return db.session.execute(query.limit(LISTED + 1)).all()


def said_since(day: date) -> Any:
    """What requesters said since a day of how theirs was closed: how many, and their ratings.

    Columns ``resolved``, ``unresolved``, ``rated`` and ``rating``, the mean of those who rated.
    """
    query = select(
        _sum(Feedback.is_resolved.is_(True)).label("resolved"),
        _sum(Feedback.is_resolved.is_(False)).label("unresolved"),
        func.count(Feedback.rating).label("rated"),
        func.avg(Feedback.rating).label("rating"),
    ).where(Feedback.said_at >= clock.at_midnight(day))
    return db.session.execute(query).one()


def closed_without_contact_since(day: date) -> Sequence[Any]:
    """Closed by hand and, as far as the office knows, told to nobody; the latest first.

    Nothing says how the person was told; or only the portal tells, and no mail could say that
    there is news. Sessions and imports are left out: there the person was met, or it is not known.
    """
    query = (
        select(
            ServiceRequest.filing_number,
            ServiceRequest.closed_on,
            ServiceRequest.outcome,
            ServiceRequest.told_by,
            StaffUser.name,
        )
        .join(Closing, Closing.service_request_id == ServiceRequest.id)
        .join(StaffUser, StaffUser.id == Closing.recorded_by_id)
        .outerjoin(Requester, Requester.service_request_id == ServiceRequest.id)
        .where(
            ServiceRequest.closed_on >= day,
            ServiceRequest.closing_execution_id.is_(None),
            ServiceRequest.outcome.not_in(EXCLUSIONS),
            Closing.recorded_at == ServiceRequest.closed_recorded_at,
            or_(ServiceRequest.told_by.is_(None), _only_in_the_portal()),
        )
        .order_by(ServiceRequest.closed_on.desc(), ServiceRequest.id.desc())
    )
    return db.session.execute(query.limit(LISTED + 1)).all()


def _only_in_the_portal() -> ColumnElement[bool]:
    """The same as ``may_be_mailed``, for the database, and whether there is where to."""
    may_be_mailed = and_(
        ServiceRequest.identity != Identity.ANONYMOUS, not_(ServiceRequest.is_protected)
    )
    is_mailed = and_(may_be_mailed, Requester.email.is_not(None))
    return and_(ServiceRequest.told_by == ToldBy.PORTAL, not_(func.coalesce(is_mailed, False)))


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
