"""The one way to write down that somebody saw, sought or took away personal data."""

from typing import Any

from sqlalchemy import insert

from portal import clock, one_writer
from portal.accounts.models import StaffUser
from portal.accounts.models_access import AccessEntry
from portal.extensions import db


def note_access(
    *, user: StaffUser, action: str, service_request_id: int | None = None, **details: Any
) -> None:
    """Append an entry. ``details`` holds codes and counts: no names, nothing that was told.

    A page that only looks has no commit to come, so there the entry is kept at once; within an
    act it is kept with the act or not at all.
    """
    entry = insert(AccessEntry).values(
        user_id=user.id,
        at=clock.now(),
        action=action,
        service_request_id=service_request_id,
        details=details,
    )
    if not one_writer.only_reads():
        db.session.execute(entry)
        return
    with one_writer.writing(), db.engine.begin() as connection:
        connection.execute(entry)
