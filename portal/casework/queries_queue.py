"""The staff's queue: filtered, searched, ordered by what is due, and read page by page.

A page begins after the last row of the one before (keyset), so that the thousandth page costs as
much as the first and nobody's row is skipped while others are closed.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, joinedload
from sqlalchemy.sql.elements import ColumnElement

from portal.accounts.models import Role, StaffUser
from portal.casework.deadlines import soon_from
from portal.casework.queries_register import filed_elsewhere_as
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
from portal.intake.kinds import Identity, RequestKind, RequestStatus
from portal.intake.models import ServiceRequest
from portal.intake.models_private import PersonIndex

PAGE = 25
MOST_COUNTED = 1000
# A telephone or a document as people write them: one datum, not several words.
_NUMBER = re.compile(r"[\d\s.+()-]+")


def queue(asked: QueueFilter, *, user: StaffUser, today: date, after: Place | None) -> QueuePage:
    """One page: the open ones by what is due next, others from the latest."""
    keys, is_descending = _order(asked)
    query = _filtered(select(ServiceRequest), asked, user, today)
    if after is not None:
        place = tuple_(*(getattr(after, name) for name in keys))
        columns = tuple_(*keys.values())
        query = query.where(columns < place if is_descending else columns > place)
    order = [key.desc() if is_descending else key.asc() for key in keys.values()]
    query = query.options(joinedload(ServiceRequest.assignee)).order_by(*order).limit(PAGE + 1)
    rows = db.session.execute(query).scalars().all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return QueuePage(rows[:PAGE], _place_of(last, keys) if last else None)


def counts(asked: QueueFilter, *, user: StaffUser, today: date) -> QueueCounts:
    """How many there are (up to `MOST_COUNTED`), and how many are late or about to be."""
    some = _filtered(select(ServiceRequest.id), asked, user, today).limit(MOST_COUNTED + 1)
    total = select(func.count()).select_from(some.subquery()).scalar_subquery()
    columns = select(_sum(is_overdue(today)), _sum(is_soon(today)), total)
    query = _filtered(columns, asked, user, today).where(ServiceRequest.outcome.is_(None))
    return QueueCounts(*db.session.execute(query).one())


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _order(asked: QueueFilter) -> tuple[Mapping[str, InstrumentedAttribute[Any]], bool]:
    """The keys that a page continues from, and whether the greatest comes first."""
    if asked.situation is Situation.CLOSED:
        return {"day": ServiceRequest.closed_on, "id": ServiceRequest.id}, True
    if asked.situation is Situation.ALL:
        return {"id": ServiceRequest.id}, True
    return {"day": ServiceRequest.queue_on, "id": ServiceRequest.id}, False


def _place_of(last: ServiceRequest, keys: Mapping[str, InstrumentedAttribute[Any]]) -> Place:
    day = keys.get("day", ServiceRequest.received_on)
    return Place(getattr(last, day.key), last.id)


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
    """A number, ours or of another system, or a person by exact words.

    A hidden person is found only by who may know.
    """
    number = search.strip().upper()
    if "-" in number and number[:3] in {kind.prefix for kind in RequestKind}:
        return [ServiceRequest.filing_number == number]
    words = _digests(search)
    elsewhere = filed_elsewhere_as(search)
    if not words:
        return [elsewhere]
    found = [
        ServiceRequest.id.in_(
            select(PersonIndex.service_request_id).where(PersonIndex.digest.in_(digests))
        )
        for digests in words
    ]
    return [or_(elsewhere, and_(*found, _may_see_identity(user)))]


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
