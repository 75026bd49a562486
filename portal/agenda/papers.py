"""The papers of a session: the poster with its QR, the blank list, the certificates."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from portal import printing
from portal.agenda import certificates, rules, rules_sessions
from portal.agenda.models import Execution
from portal.agenda.models_attendance import Attendee
from portal.agenda.models_sessions import SessionDetails
from portal.formats import clock_time, long_date

BLANK_LINES = 45  # two sheets


def poster(details: SessionDetails, address: str, *, made_at: datetime) -> bytes:
    """What hangs on the wall."""
    data = {
        "title": details.execution.title,
        "window": _window(details),
        "address": address,
        "qr": printing.qr_code(address),
    }
    return printing.pdf("attendance_poster", data, made_at=made_at)


def blank_list(execution: Execution, *, made_at: datetime) -> bytes:
    """The list to sign by hand; scanned, it is the proof of the session."""
    data = {"facts": _facts(execution), "lines": BLANK_LINES}
    return printing.pdf("attendance_list", data, made_at=made_at)


def certificates_of(
    attendees: Sequence[Attendee],
    details: SessionDetails,
    address_of: Callable[[str], str],
    *,
    made_at: datetime,
) -> bytes:
    """One sheet for each of those whose name is still kept."""
    people = [
        _person(one, address_of(one.public_row)) for one in attendees if one.person is not None
    ]
    data = {
        "people": people,
        "facts": _facts(details.execution),
        "hours": rules_sessions.hours_in_words(details.minutes or 0),
    }
    return printing.pdf("attendance_certificate", data, made_at=made_at)


def _window(details: SessionDetails) -> str:
    opens, closes = details.check_in_opens_at, details.check_in_closes_at
    if opens is None or closes is None:
        return ""
    return f"{long_date(opens)}, de {clock_time(opens)} a {clock_time(closes)}"


def _person(attendee: Attendee, address: str) -> dict[str, Any]:
    return {
        "name": attendee.person.name if attendee.person else "",
        "number": attendee.public_row,
        "code": certificates.code_of(attendee.public_row),
        "address": address,
        "qr": printing.qr_code(address),
    }


def _facts(execution: Execution) -> list[tuple[str, str]]:
    starts = rules.starts(execution.takes_place_on, execution.starts_at)
    at = f", {clock_time(starts)}" if execution.starts_at else ""
    facts = [
        ("Actividad", execution.title),
        ("Fecha", f"{long_date(execution.takes_place_on)}{at}"),
        ("Lugar", execution.place or ""),
    ]
    return [fact for fact in facts if fact[1]]
