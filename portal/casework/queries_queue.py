"""The staff's queue: filtered, searched, ordered by what is due, and read page by page.

A page begins after the last row of the one before, or ends before the first of the one after
(keyset), so that the thousandth page costs as much as the first and nobody's row is skipped while
others are closed. A question is put into words once and kept: the same ones come all day.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, case, func, literal, select, tuple_
from sqlalchemy.orm import joinedload, load_only
from sqlalchemy.sql.elements import ColumnElement

from portal.accounts.models import StaffUser
from portal.casework import deadlines, queries_search, queries_views
from portal.casework.queries_filters import (
    Order,
    asker,
    filtered,
    is_changed,
    is_overdue,
    is_soon,
    order_of,
)
from portal.casework.queue import (
    Asker,
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
MOST_READ = MOST_IN_VIEW = 99
# What a row shows, or its place needs; asking a row for more is refused.
SHOWN = (
    *("id", "kind", "filing_number", "topic", "territory", "summary", "identity", "status"),
    *("is_urgent", "is_protected", "is_suspect", "has_news", "outcome", "proposed_outcome"),
    *("received_on", "due_on", "alert_on", "transfer_due_on", "completion_due_on", "queue_on"),
    *("closed_on", "assignee_id", "version"),
)


def queue(
    asked: QueueFilter,
    *,
    user: StaffUser,
    today: date,
    after: Place | None = None,
    before: Place | None = None,
) -> QueuePage:
    """One page: the open ones by what is due next, others from the latest."""
    by = asker(user, today)
    order = order_of(asked, by)
    if before is None:
        rows, has_more = _read(_worded(_page_query, asked, by, after))
        return QueuePage(
            rows,
            next=_place_of(rows[-1], order) if has_more else None,
            previous=_place_of(rows[0], order) if after and rows else None,
            is_whole=not (after or has_more),
        )
    rows, has_more = _read(_worded(_page_query, asked, by, before, True))
    if not has_more:  # back at the beginning, which is a whole page again
        return queue(asked, user=user, today=today)
    rows.reverse()
    return QueuePage(rows, next=_place_of(rows[-1], order), previous=_place_of(rows[0], order))


def counts(
    asked: QueueFilter,
    page: QueuePage,
    views: Mapping[int, QueueFilter],
    *,
    user: StaffUser,
    today: date,
) -> QueueCounts:
    """How many there are, late and about to be; and in each saved view. All in one reading.

    Of a list that stands whole on its page, only the views are still to be counted.
    """
    query = _worded(_counts_query, asked, asker(user, today), tuple(views.values()), page.is_whole)
    looked_at, newest, *numbers = db.session.execute(query).one()
    own = _of_page(page, today) if page.is_whole else [numbers.pop(0) for _ in range(3)]
    total, overdue, soon = own
    of_views = dict(zip(views, numbers, strict=True))
    return QueueCounts(overdue, soon, total, _most(asked), of_views, looked_at, newest)


def _of_page(page: QueuePage, today: date) -> list[int]:
    rows = [row.request for row in page.rows]
    overdue = sum(deadlines.is_overdue(one, today) for one in rows)
    return [len(rows), overdue, sum(deadlines.is_soon(one, today) for one in rows)]


def _most(asked: QueueFilter) -> int:
    """How many are counted. What is open is counted in its index; of the rest each is read."""
    is_read = asked.words or asked.person or asked.situation in (Situation.ALL, Situation.CLOSED)
    return MOST_READ if is_read else MOST_COUNTED


def _worded(build: Any, asked: QueueFilter, *rest: Any) -> Any:
    """The question for the database; what was typed of a person is not kept in memory."""
    return build(replace(asked, person="…") if asked.person else asked, *rest)


def _read(query: Select[Any]) -> tuple[list[QueueRow], bool]:
    """The rows, and whether there are more that way."""
    found = [QueueRow(one, changed) for one, changed in db.session.execute(query)]
    return found[:PAGE], len(found) > PAGE


@lru_cache(256)
def _page_query(
    asked: QueueFilter, by: Asker, place: Place | None, is_backwards: bool = False
) -> Any:
    """The ids are found in the indexes alone; then only these rows are read."""
    order = order_of(asked, by)
    ids = filtered(select(ServiceRequest.id), asked, by)
    if place is not None:
        ids = ids.where(_beyond(place, order, is_backwards))
    ids = ids.order_by(*order.by(is_backwards=is_backwards)).limit(PAGE + 1)
    shown = [getattr(ServiceRequest, name) for name in SHOWN]
    holder = joinedload(ServiceRequest.assignee).load_only(StaffUser.name, raiseload=True)
    return (
        select(ServiceRequest, is_changed(by))
        .where(ServiceRequest.id.in_(select(ids.subquery().c.id)))
        .options(load_only(*shown, raiseload=True), holder)
        .order_by(*order.of_rows(is_backwards=is_backwards))
    )


@lru_cache(256)
def _counts_query(
    asked: QueueFilter, by: Asker, views: tuple[QueueFilter, ...], is_whole: bool
) -> Any:
    own = () if is_whole else (_count(asked, _most(asked), by), *_late(asked, by))
    of_views = (_count(view, MOST_IN_VIEW, by) for view in views)
    return select(queries_views.looked_at(by.id), queries_views.newest_event(), *own, *of_views)


def _beyond(place: Place, order: Order, is_backwards: bool) -> ColumnElement[bool]:
    values = [place.id] if order.day is None else [place.day, place.id]
    columns = tuple_(*order.keys)
    falls = order.is_descending != is_backwards
    return columns < tuple_(*values) if falls else columns > tuple_(*values)


def _place_of(row: QueueRow, order: Order) -> Place:
    day = ServiceRequest.received_on if order.day is None else order.day
    return Place(getattr(row.request, day.key), row.request.id)


def _late(asked: QueueFilter, by: Asker) -> list[ColumnElement[int]]:
    """Of the first ones that are open, how many are late and how many are about to be.

    Not where something is sought: what is open may be far between there.
    """
    is_sought = queries_search.is_sought(asked, by.dialect) or asked.person
    if is_sought or asked.situation is Situation.CLOSED:
        return [literal(0), literal(0)]
    marks = [is_overdue(by.today).label("is_overdue"), is_soon(by.today).label("is_soon")]
    if asked.situation is Situation.ALL:
        asked = replace(asked, situation=Situation.OPEN)
    first = _first(marks, asked, _most(asked), by)
    return [select(_sum(column)).scalar_subquery() for column in first.c]


def _count(asked: QueueFilter, most: int, by: Asker) -> ColumnElement[int]:
    rows = _first([ServiceRequest.id], asked, most, by)
    return select(func.count()).select_from(rows).scalar_subquery()


def _first(columns: list[Any], asked: QueueFilter, most: int, by: Asker) -> Any:
    """The first ones in their order, one more than the most that are counted."""
    query = filtered(select(*columns), asked, by)
    return query.order_by(*order_of(asked, by).by()).limit(most + 1).subquery()


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
