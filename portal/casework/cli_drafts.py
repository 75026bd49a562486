"""The drafts that nobody will send, dropped once a day beside the outbox."""

from datetime import date

from portal import clock
from portal.casework.actions_replies import drop_old_drafts
from portal.extensions import db
from portal.notices.chores import register

_done_on: date | None = None


@register
def drop_once_a_day() -> None:
    """Once per process and day; twice does no harm."""
    global _done_on  # noqa: PLW0603 - spares a question to the database every few seconds
    if _done_on == clock.today():
        return
    drop_old_drafts()
    db.session.commit()
    _done_on = clock.today()
