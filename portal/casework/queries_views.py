"""The saved views that somebody sees, and how far they have looked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select

from portal.accounts.models import StaffUser
from portal.casework.models_queue import LastLook, SavedView
from portal.extensions import db
from portal.intake.models import RequestEvent


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


def last_look(user: StaffUser) -> tuple[datetime | None, int]:
    """When the person last said to have looked, and the newest event there is."""
    looked = select(LastLook.looked_at).where(LastLook.user_id == user.id).scalar_subquery()
    newest = select(func.coalesce(func.max(RequestEvent.id), 0)).scalar_subquery()
    row = db.session.execute(select(looked, newest)).one()
    return row[0], row[1]
