"""The staff's queue: filtered, searched, ordered by what is due, and read page by page.

A page begins after the last row of the one before (keyset), so that the thousandth page costs as
much as the first and nobody's row is skipped while others are closed.
"""

import re
from datetime import date
from typing import Any

from sqlalchemy import Select, case, false, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, joinedload
from sqlalchemy.sql.elements import ColumnElement

from portal.accounts.models import Role, StaffUser
from portal.casework.deadlines import soon_from
from portal.casework.queue import (
    NOBODY,
    Place,
    QueueCounts,
    QueueFilter,
    QueuePage,
    Situation,
    Term,
)
from portal.extensions import db
from portal.intake import people
from portal.intake.models import Identity, RequestKind, RequestStatus, ServiceRequest
from portal.intake.models_private import PersonIndex

PAGE = 25
# A telephone or a document as people write them: one datum, not several words.
_NUMBER = re.compile(r"[\d\s.+()-]+")


def queue(asked: QueueFilter, *, user: StaffUser, today: date, after: Place | None) -> QueuePage:
    """One page: the open ones by what is due next, others from the latest."""
    day, is_descending = _order(asked)
    keys = (day, ServiceRequest.id)
    query = _filtered(select(ServiceRequest), asked, user, today)
    if after is not None:
        place = tuple_(after.day, after.id)
        query = query.where(tuple_(*keys) < place if is_descending else tuple_(*keys) > place)
    order = [key.desc() if is_descending else key.asc() for key in keys]
    query = query.options(joinedload(ServiceRequest.assignee)).order_by(*order).limit(PAGE + 1)
    rows = db.session.execute(query).scalars().all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return QueuePage(rows[:PAGE], Place(getattr(last, day.key), last.id) if last else None)


def counts(asked: QueueFilter, *, user: StaffUser, today: date) -> QueueCounts:
    """How many there are, and how many of them are late or about to be."""
    overdue = case((is_overdue(today), 1), else_=0)
    soon = case((is_soon(today), 1), else_=0)
    columns = select(
        func.coalesce(func.sum(overdue), 0), func.coalesce(func.sum(soon), 0), func.count()
    ).select_from(ServiceRequest)
    return QueueCounts(*db.session.execute(_filtered(columns, asked, user, today)).one())


def _order(asked: QueueFilter) -> tuple[InstrumentedAttribute[Any], bool]:
    if asked.situation is Situation.CLOSED:
        return ServiceRequest.closed_on, True
    if asked.situation is Situation.ALL:
        return ServiceRequest.received_on, True
    return ServiceRequest.queue_on, False


def _filtered(query: Select[Any], asked: QueueFilter, user: StaffUser, today: date) -> Select[Any]:
    query = query.where(*_situation(asked.situation))
    if asked.kind:
        query = query.where(ServiceRequest.kind == asked.kind)
    if asked.assignee == NOBODY:
        query = query.where(ServiceRequest.assignee_id.is_(None))
    elif asked.assignee:
        query = query.where(ServiceRequest.assignee_id == asked.assignee)
    if asked.territory:
        query = query.where(ServiceRequest.territory == asked.territory)
    if asked.topic:
        query = query.where(ServiceRequest.topic == asked.topic)
    if asked.term:
        is_late = asked.term is Term.OVERDUE
        query = query.where(is_overdue(today) if is_late else is_soon(today))
    if asked.search:
        query = query.where(*_matches(asked.search, user))
    return query


def _situation(situation: Situation) -> list[ColumnElement[bool]]:
    if situation is Situation.ALL:
        return []
    if situation is Situation.CLOSED:
        return [ServiceRequest.outcome.is_not(None)]
    is_open = ServiceRequest.outcome.is_(None)
    if situation is Situation.OPEN:
        return [is_open]
    if situation is Situation.PROPOSED:
        return [is_open, ServiceRequest.proposed_outcome.is_not(None)]
    status = {
        Situation.RECEIVED: RequestStatus.RECEIVED,
        Situation.IN_PROGRESS: RequestStatus.IN_PROGRESS,
        Situation.WAITING: RequestStatus.WAITING,
    }[situation]
    return [is_open, ServiceRequest.status == status]


def is_overdue(today: date) -> ColumnElement[bool]:
    return ServiceRequest.outcome.is_(None) & (ServiceRequest.due_on < today)


def is_soon(today: date) -> ColumnElement[bool]:
    """The answer, the staff's alert or the decision on a transfer falls due within days."""
    soon = soon_from(today)
    is_near = or_(
        ServiceRequest.due_on <= soon,
        ServiceRequest.alert_on <= soon,
        ServiceRequest.transfer_due_on <= soon,
    )
    return ServiceRequest.outcome.is_(None) & (ServiceRequest.due_on >= today) & is_near


def _matches(search: str, user: StaffUser) -> list[ColumnElement[bool]]:
    """A filing number, or a person by exact words; a hidden person only for who may know."""
    number = search.strip().upper()
    if "-" in number and number[:3] in {kind.prefix for kind in RequestKind}:
        return [ServiceRequest.filing_number == number]
    words = _digests(search)
    if not words:
        return [false()]
    found = [
        ServiceRequest.id.in_(
            select(PersonIndex.service_request_id).where(PersonIndex.digest.in_(digests))
        )
        for digests in words
    ]
    return [*found, _may_see_identity(user)]


def _digests(search: str) -> list[set[str]]:
    """For each thing typed the hashes that it may be filed under; numbers and e-mails are one."""
    if _NUMBER.fullmatch(search):
        found = [people.digests_of(document_number=search, telephone=search)]
    elif "@" in search:
        found = [people.digests_of(email=search)]
    else:
        found = people.digests_to_search(search)
    return [digests for digests in found if digests]


def _may_see_identity(user: StaffUser) -> ColumnElement[bool]:
    """The same rule as ``rules.may_see_identity``, for the database."""
    if user.role is Role.COORDINATOR:
        return ServiceRequest.id.is_not(None)
    is_hidden = (ServiceRequest.identity == Identity.RESERVED) | ServiceRequest.is_protected
    return ~is_hidden | (ServiceRequest.assignee_id == user.id)
