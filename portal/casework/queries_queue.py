"""The staff's queue: filtered, searched, ordered by what is due, and read page by page.

A page begins after the last row of the one before, or ends before the first of the one after
(keyset), so that the thousandth page costs as much as the first and nobody's row is skipped while
others are closed.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import case, func, literal, select, tuple_
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.elements import ColumnElement

from portal.accounts.models import StaffUser
from portal.casework.queries_filters import (
    Order,
    filtered,
    is_changed,
    is_overdue,
    is_soon,
    order_of,
)
from portal.casework.queue import (
    Place,
    QueueCounts,
    QueueFilter,
    QueuePage,
    QueueRow,
    Situation,
)
from portal.extensions import db
from portal.intake.models import ServiceRequest

PAGE = 25
MOST_COUNTED = 500
MOST_IN_VIEW = 99


def queue(
    asked: QueueFilter,
    *,
    user: StaffUser,
    today: date,
    after: Place | None = None,
    before: Place | None = None,
) -> QueuePage:
    """One page: the open ones by what is due next, others from the latest."""
    order = order_of(asked)
    if before is None:
        rows, has_more = _rows(asked, order, user, today, after)
        return QueuePage(
            rows,
            next=_place_of(rows[-1], order) if has_more else None,
            previous=_place_of(rows[0], order) if after and rows else None,
        )
    rows, has_more = _rows(asked, order, user, today, before, is_backwards=True)
    if not has_more:  # back at the beginning, which is a whole page again
        return queue(asked, user=user, today=today)
    return QueuePage(rows, next=_place_of(rows[-1], order), previous=_place_of(rows[0], order))


def counts(
    asked: QueueFilter,
    views: Mapping[int, QueueFilter],
    *,
    user: StaffUser,
    today: date,
) -> QueueCounts:
    """How many there are, late and about to be; and in each saved view. All in one reading."""
    is_open = asked.situation is not Situation.CLOSED
    columns = [
        _count(_first([ServiceRequest.id], asked, MOST_COUNTED, user, today)),
        *(_late(asked, user, today) if is_open else (literal(0), literal(0))),
        *(
            _count(_first([ServiceRequest.id], view, MOST_IN_VIEW, user, today))
            for view in views.values()
        ),
    ]
    total, overdue, soon, *of_views = db.session.execute(select(*columns)).one()
    return QueueCounts(overdue, soon, total, dict(zip(views, of_views, strict=True)))


def _rows(
    asked: QueueFilter,
    order: Order,
    user: StaffUser,
    today: date,
    place: Place | None,
    *,
    is_backwards: bool = False,
) -> tuple[list[QueueRow], bool]:
    """The rows from a place on, and whether there are more that way.

    Their ids are found in the indexes alone; then only they are read.
    """
    ids = filtered(select(ServiceRequest.id), asked, user=user, today=today)
    if place is not None:
        ids = ids.where(_beyond(place, order, is_backwards))
    ids = ids.order_by(*order.by(is_backwards=is_backwards)).limit(PAGE + 1)
    query = (
        select(ServiceRequest, is_changed(user))
        .where(ServiceRequest.id.in_(select(ids.subquery().c.id)))
        .options(joinedload(ServiceRequest.assignee))
        .order_by(*order.of_rows(is_backwards=is_backwards))
    )
    found = [QueueRow(one, changed) for one, changed in db.session.execute(query)]
    rows = found[:PAGE]
    return (rows[::-1] if is_backwards else rows), len(found) > PAGE


def _beyond(place: Place, order: Order, is_backwards: bool) -> ColumnElement[bool]:
    values = [place.id] if order.day is None else [place.day, place.id]
    columns = tuple_(*order.keys)
    falls = order.is_descending != is_backwards
    return columns < tuple_(*values) if falls else columns > tuple_(*values)


def _place_of(row: QueueRow, order: Order) -> Place:
    day = ServiceRequest.received_on if order.day is None else order.day
    return Place(getattr(row.request, day.key), row.request.id)


def _late(asked: QueueFilter, user: StaffUser, today: date) -> list[ColumnElement[int]]:
    """Of the first ones that are open, how many are late and how many are about to be."""
    marks = [is_overdue(today).label("is_overdue"), is_soon(today).label("is_soon")]
    if asked.situation is Situation.ALL:
        asked = replace(asked, situation=Situation.OPEN)
    first = _first(marks, asked, MOST_COUNTED, user, today)
    return [select(_sum(column)).scalar_subquery() for column in first.c]


def _first(columns: list[Any], asked: QueueFilter, most: int, user: StaffUser, today: date) -> Any:
    """The first ones in their order, one more than the most that are counted."""
    query = filtered(select(*columns), asked, user=user, today=today)
    return query.order_by(*order_of(asked).by()).limit(most + 1).subquery()


def _count(rows: Any) -> ColumnElement[int]:
    return select(func.count()).select_from(rows).scalar_subquery()


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
