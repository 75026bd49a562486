"""The saved views that somebody sees, and how far they have looked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, cast

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func, or_, select

from portal.accounts.models import StaffUser
from portal.casework.models_queue import LastLook, SavedView
from portal.casework.rules import DESK
from portal.extensions import db
from portal.intake.models import RequestEvent

# Put into words once: every page of the queue asks them.
_PEOPLE = (
    select(StaffUser.id, StaffUser.public_id, StaffUser.name)
    .where(StaffUser.is_enabled, StaffUser.role.in_(DESK))
    .order_by(StaffUser.name, StaffUser.id)
)
_VIEWS = (
    select(SavedView.id, SavedView.name, SavedView.query)
    .where(or_(SavedView.owner_id == bindparam("user_id"), SavedView.is_shared))
    .order_by(SavedView.name, SavedView.id)
)


class Person(Protocol):
    """Somebody who may have a request, as far as the queue names them."""

    @property
    def id(self) -> int: ...
    @property
    def public_id(self) -> str: ...
    @property
    def name(self) -> str: ...


class View(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def query(self) -> str: ...


def people() -> Sequence[Person]:
    """Those at the desk, by name."""
    return cast(Sequence[Person], db.session.execute(_PEOPLE).all())


def shown_views(user: StaffUser) -> Sequence[View]:
    """One's own views and the shared ones, no more than the queue shows of them."""
    return cast(Sequence[View], db.session.execute(_VIEWS, {"user_id": user.id}).all())


def views_for(user: StaffUser) -> Sequence[SavedView]:
    """One's own and the shared ones, by name."""
    query = (
        select(SavedView)
        .where(or_(SavedView.owner_id == user.id, SavedView.is_shared))
        .order_by(SavedView.name, SavedView.id)
    )
    return db.session.execute(query).scalars().all()


def view_of(user: StaffUser, public_id: str) -> SavedView | None:
    """One of somebody's own."""
    query = select(SavedView).where(SavedView.owner_id == user.id, SavedView.public_id == public_id)
    return db.session.execute(query).scalar_one_or_none()


def newest_event() -> ColumnElement[int]:
    """The latest of all that happened, as a column of a reading."""
    return select(func.coalesce(func.max(RequestEvent.id), 0)).scalar_subquery()


def looked_at(user_id: int) -> ScalarSelect[datetime]:
    """When a person last said to have looked, as a column of a reading."""
    return select(LastLook.looked_at).where(LastLook.user_id == user_id).scalar_subquery()
