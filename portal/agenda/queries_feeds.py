"""Whose calendar an address is."""

from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.agenda.models_feeds import CalendarFeed
from portal.agenda.rules import READERS
from portal.extensions import db
from portal.keys import keyed_hash


def token_hash(token: str) -> str:
    return keyed_hash("calendar-feed", token)


def feed_of(user: StaffUser) -> CalendarFeed | None:
    return db.session.get(CalendarFeed, user.id)


def reader_of(token: str) -> StaffUser | None:
    """Who reads by this secret; nobody once they left the office or may not read the agenda."""
    query = (
        select(StaffUser)
        .join(CalendarFeed, CalendarFeed.user_id == StaffUser.id)
        .where(CalendarFeed.token_hash == token_hash(token), StaffUser.is_enabled.is_(True))
    )
    user = db.session.execute(query).scalar_one_or_none()
    return user if user is not None and user.role in READERS else None
