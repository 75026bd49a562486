"""A calendar of one's own: made, made anew, taken away."""

import secrets

from portal import clock
from portal.accounts.models import StaffUser
from portal.agenda.models_feeds import CalendarFeed
from portal.agenda.queries_feeds import token_hash
from portal.extensions import db


def make_feed(user: StaffUser) -> str:
    """A new secret for the person's calendar; the one before opens nothing any more."""
    token = secrets.token_urlsafe(24)
    feed = db.session.get(CalendarFeed, user.id) or CalendarFeed(user_id=user.id)
    feed.token_hash = token_hash(token)
    feed.made_at = clock.now()
    db.session.add(feed)
    return token


def revoke_feed(user: StaffUser) -> bool:
    """Take the calendar away; whether there was one."""
    feed = db.session.get(CalendarFeed, user.id)
    if feed is not None:
        db.session.delete(feed)
    return feed is not None
