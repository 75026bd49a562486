"""The staff's queue: filtered, searched, ordered by what is due, and read page by page.

A page begins after the last row of the one before, or ends before the first of the one after
(keyset), so that the thousandth page costs as much as the first and nobody's row is skipped while
others are closed. A question is put into words once and kept: the same ones come all day.
"""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import joinedload, load_only
from sqlalchemy.sql.elements import ColumnElement

from portal.accounts.models import StaffUser
from portal.casework.queries_filters import Order, asker, ids, is_changed, order_of, worded
from portal.casework.queries_search import may_be_far_between
from portal.casework.queue import Asker, Place, QueueFilter, QueuePage, QueueRow, Reach
from portal.extensions import db
from portal.intake.models import ServiceRequest

PAGE = 25
# Of common words that may seldom meet, the nearest so many are looked through first.
NEAREST = 10_000
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
        rows, has_more = _found(asked, by, after)
        return QueuePage(
            rows,
            next=_place_of(rows[-1], order) if has_more else None,
            previous=_place_of(rows[0], order) if after and rows else None,
            is_whole=not (after or has_more),
        )
    rows, has_more = _found(asked, by, before, is_backwards=True)
    if not has_more:  # back at the beginning, which is a whole page again
        return queue(asked, user=user, today=today)
    rows.reverse()
    return QueuePage(rows, next=_place_of(rows[-1], order), previous=_place_of(rows[0], order))


def _found(
    asked: QueueFilter, by: Asker, place: Place | None, *, is_backwards: bool = False
) -> tuple[list[QueueRow], bool]:
    """The rows, and whether there are more that way.

    PostgreSQL believes that common words meet as often as chance has it, and reads every request
    where they never do. So it looks among the nearest first, and then asks the index for all.
    """
    page = (asked, by, place, is_backwards)
    if by.dialect == "sqlite" or not may_be_far_between(asked):
        return _read(worded(_page_query, *page))
    rows, has_more = _read(worded(_page_query, *page, Reach.NEAR))
    return (rows, True) if has_more else _read(worded(_page_query, *page, Reach.BY_INDEX))


def _read(query: Select[Any]) -> tuple[list[QueueRow], bool]:
    found = [QueueRow(one, changed) for one, changed in db.session.execute(query)]
    return found[:PAGE], len(found) > PAGE


@lru_cache(256)
def _page_query(
    asked: QueueFilter,
    by: Asker,
    place: Place | None,
    is_backwards: bool = False,
    reach: Reach = Reach.ALL,
) -> Any:
    """The ids are found in the indexes alone; then only these rows are read."""
    order = order_of(asked, by)
    if reach is Reach.BY_INDEX:
        order = replace(order, sorts=True)
    found = ids(asked, by)
    if place is not None:
        found = found.where(_beyond(place, order, is_backwards))
    if reach is Reach.NEAR:
        found = found.where(_is_near(place, order, is_backwards))
    found = found.order_by(*order.by(is_backwards=is_backwards)).limit(PAGE + 1)
    shown = [getattr(ServiceRequest, name) for name in SHOWN]
    holder = joinedload(ServiceRequest.assignee).load_only(StaffUser.name, raiseload=True)
    return (
        select(ServiceRequest, is_changed(by))
        .where(ServiceRequest.id.in_(select(found.subquery().c.id)))
        .options(load_only(*shown, raiseload=True), holder)
        .order_by(*order.of_rows(is_backwards=is_backwards))
    )


def _is_near(place: Place | None, order: Order, is_backwards: bool) -> ColumnElement[bool]:
    newest = select(func.max(ServiceRequest.id)).scalar_subquery()
    from_ = newest if place is None else place.id
    if is_backwards:
        return order.id_ < from_ + NEAREST  # type: ignore[no-any-return]
    return order.id_ > from_ - NEAREST  # type: ignore[no-any-return]


def _beyond(place: Place, order: Order, is_backwards: bool) -> ColumnElement[bool]:
    values = [place.id] if order.day is None else [place.day, place.id]
    columns = tuple_(*order.keys)
    falls = order.is_descending != is_backwards
    return columns < tuple_(*values) if falls else columns > tuple_(*values)


def _place_of(row: QueueRow, order: Order) -> Place:
    day = ServiceRequest.received_on if order.day is None else order.day
    return Place(getattr(row.request, day.key), row.request.id)
