"""What a browser may see of attendance: the people whom it wrote down, or whose code it typed.

And the addresses that leave the portal, on a wall, a paper or in a calendar.
"""

from collections.abc import Callable
from typing import Any

from flask import session, url_for

from portal import config
from portal.accounts.access_log import View, writes_reading
from portal.agenda.models_attendance import Attendee
from portal.agenda.models_sessions import SessionDetails

SEEN = "asistencias"
MOST = 8  # the cookie has to stay small


def remember(attendee: Attendee, code: str = "") -> None:
    """``code``: of the QR by which this browser wrote the person down."""
    known = dict(session.get(SEEN, {}))
    known.pop(attendee.public_row, None)
    session[SEEN] = dict([*known.items(), (attendee.public_row, code)][-MOST:])


def may_read(number: str) -> bool:
    """Whether this browser may know whose certificate it is."""
    return number in session.get(SEEN, {})


def written_down_here(code: str) -> list[str]:
    """The numbers of those whom this browser wrote down by a QR, the newest first."""
    found = [number for number, by in session.get(SEEN, {}).items() if by == code]
    return found[::-1]


def has_answered(code: str) -> bool:
    return code in session.get("opiniones", [])


def remember_answer(code: str) -> None:
    session["opiniones"] = [*session.get("opiniones", []), code][-MOST:]


def whole_address(endpoint: str, **values: Any) -> str:
    return config.site_address() + url_for(endpoint, **values)


def check_in_address(details: SessionDetails) -> str:
    return whole_address("attendance.check_in", code=details.check_in_code or "")


def reads_attendance(action: str = "attendance") -> Callable[[View], View]:
    """Of a staff page that shows by name who came to a session."""
    return writes_reading(action, lambda execution_id, **_: {"execution_id": execution_id})
