"""What needs somebody now: the first page that staff see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.sql.elements import ColumnElement

from portal.accounts.models import StaffUser
from portal.casework.queries_filters import is_overdue, is_soon
from portal.extensions import db
from portal.intake.models import ServiceRequest


@dataclass(frozen=True)
class Needs:
    """How many open requests wait for what; ``to_confirm`` only those that this person may."""

    overdue: int
    due_soon: int
    unassigned: int
    to_confirm: int


def needs(user: StaffUser, today: date) -> Needs:
    """All the counts in one reading."""
    conditions = (
        is_overdue(today),
        is_soon(today),
        ServiceRequest.assignee_id.is_(None),
        ServiceRequest.proposed_by_id != user.id,
    )
    query = select(*(_count(condition) for condition in conditions))
    query = query.where(ServiceRequest.outcome.is_(None))
    return Needs(*db.session.execute(query).one())


def heard_from_requester(limit: int = 10) -> list[ServiceRequest]:
    """Requests whose requester added something that nobody has acted upon since.

    Closed ones too: whoever writes after the end must not stay unread.
    """
    query = (
        select(ServiceRequest)
        .where(ServiceRequest.has_news)
        .order_by(ServiceRequest.queue_on, ServiceRequest.id)
        .limit(limit)
    )
    return list(db.session.execute(query).scalars())


def _count(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
