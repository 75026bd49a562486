"""How many requests a question of the queue has, how many are late, and how many each view has.

Counted no further than is told: where there are more, the page says «más de».
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, case, func, literal, select
from sqlalchemy.sql.elements import ColumnElement

from portal.accounts.models import StaffUser
from portal.casework import deadlines, queries_search, queries_views
from portal.casework.queries_filters import (
    asker,
    filtered,
    ids,
    is_overdue,
    is_soon,
    order_of,
    worded,
)
from portal.casework.queue import Asker, QueueCounts, QueueFilter, QueuePage, Situation
from portal.extensions import db

MOST_COUNTED = 500
MOST_READ = MOST_IN_VIEW = 99


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
    query = worded(_counts_query, asked, asker(user, today), tuple(views.values()), page.is_whole)
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


@lru_cache(256)
def _counts_query(
    asked: QueueFilter, by: Asker, views: tuple[QueueFilter, ...], is_whole: bool
) -> Any:
    looks = (queries_views.looked_at(by.id), queries_views.newest_event())
    of_views = [_count(view, MOST_IN_VIEW, by) for view in views]
    if is_whole:
        return select(*looks, *of_views)
    own = _own(asked, by).subquery()
    return select(*looks, *own.c, *of_views).select_from(own)


def _own(asked: QueueFilter, by: Asker) -> Any:
    """How many there are, and of the first ones that are open, how many late and about to be.

    Not these where something is sought: what is open may be far between there.
    """
    most, total = _most(asked), func.count().label("total")
    is_sought = queries_search.is_sought(asked) or asked.person
    if is_sought or asked.situation is Situation.CLOSED:
        none = (literal(0).label("overdue"), literal(0).label("soon"))
        return select(total, *none).select_from(_first(ids(asked, by), asked, most, by))
    if asked.situation is Situation.ALL:
        total = _count(asked, most, by).label("total")
        asked = replace(asked, situation=Situation.OPEN)
    marks = [is_overdue(by.today).label("overdue"), is_soon(by.today).label("soon")]
    first = _first(filtered(select(*marks), asked, by), asked, most, by)
    return select(total, *(_sum(column).label(column.key) for column in first.c)).select_from(first)


def _count(asked: QueueFilter, most: int, by: Asker) -> ColumnElement[int]:
    rows = _first(ids(asked, by), asked, most, by)
    return select(func.count()).select_from(rows).scalar_subquery()


def _first(query: Select[Any], asked: QueueFilter, most: int, by: Asker) -> Any:
    """The first ones in their order, one more than the most that are counted."""
    return query.order_by(*order_of(asked, by).by()).limit(most + 1).subquery()


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
