"""The one way to write down that somebody saw, sought or took away personal data."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from flask import make_response
from sqlalchemy import insert, select

from portal import clock, one_writer
from portal.accounts.access import current_staff
from portal.accounts.models import StaffUser
from portal.accounts.models_access import AccessEntry
from portal.extensions import db

View = TypeVar("View", bound=Callable[..., Any])
# Of whoever goes to and fro between the pages of a request one reading is written down.
SAME_READING = timedelta(minutes=10)
# A page comes back with what is wrong on it, and shows the same; a paper or a file does not.
PAGE, PAPER = frozenset({200, 400, 409}), frozenset({200})


def writes_reading(action: str, subject: Callable[..., dict[str, Any]]) -> Callable[[View], View]:
    """Write down that the signed-in person read what the view shows. Goes under ``staff``.

    ``subject`` gives from the parts of the address what was read: ``service_request_id``, or a
    detail. Nothing is shown whose reading could not be written down.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def written(*args: Any, **kwargs: Any) -> Any:
            answer = make_response(view(*args, **kwargs))
            if answer.status_code in (PAGE if action == "read" else PAPER):
                note_reading(user=current_staff(), action=action, **subject(**kwargs))
                if not one_writer.only_reads():
                    db.session.commit()
            return answer

        return cast(View, written)

    return mark


def note_reading(*, user: StaffUser, action: str, **read: Any) -> None:
    """Append an entry, unless the same person read the same request some minutes ago.

    A part of it (a file) is written down each time.
    """
    is_whole = read.keys() == {"service_request_id"}
    if not (is_whole and _has_read(user, action, read["service_request_id"])):
        note_access(user=user, action=action, **read)


def _has_read(user: StaffUser, action: str, request_id: int) -> bool:
    query = select(AccessEntry.id).where(
        AccessEntry.service_request_id == request_id,
        AccessEntry.at > clock.now() - SAME_READING,
        AccessEntry.user_id == user.id,
        AccessEntry.action == action,
    )
    return db.session.execute(query.limit(1)).first() is not None


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
