"""The agenda as events of a calendar: for the staff, and for everybody. No person in either."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from portal.agenda import queries_sessions, rules_sessions
from portal.agenda.calendar_file import Event, calendar
from portal.agenda.models import Execution
from portal.agenda.models_sessions import SessionDetails
from portal.agenda.queries_sessions import Pairs
from portal.agenda.year_page import state_of
from portal.keys import keyed_hash

PAST, AHEAD = timedelta(days=120), timedelta(days=400)


def staff_calendar(name: str, today: date, address_of: Callable[[int], str]) -> str:
    """Everything, with how it stands and where to act."""
    pairs = queries_sessions.between(today - PAST, today + AHEAD)
    return _calendar(name, pairs, partial(_staff_event, today, address_of))


def public_calendar(name: str, today: date, address: str) -> str:
    """Only what was announced."""
    pairs = queries_sessions.announced(today - PAST, today + AHEAD)
    return _calendar(name, pairs, lambda one, details: _event(one, details, url=address))


def _calendar(
    name: str, pairs: Pairs, event: Callable[[Execution, SessionDetails | None], Event]
) -> str:
    return calendar(name, [event(execution, details) for execution, details in pairs])


def _staff_event(
    today: date,
    address_of: Callable[[int], str],
    execution: Execution,
    details: SessionDetails | None,
) -> Event:
    asked = len(execution.attendances)
    words = [state_of(execution, today).text]
    words += [f"Solicitudes: {asked}"] if asked else []
    return _event(execution, details, url=address_of(execution.id), description=". ".join(words))


def _event(
    execution: Execution,
    details: SessionDetails | None,
    *,
    url: str,
    description: str | None = None,
) -> Event:
    return Event(
        uid=f"{keyed_hash('calendar-uid', str(execution.id))[:24]}@agenda.personeria",
        sequence=execution.version - 1,
        changed_at=max(_known_instants(execution, details)),
        summary=execution.title,
        day=execution.takes_place_on,
        starts_at=execution.starts_at,
        ends_at=rules_sessions.ends(execution, details.minutes if details else None),
        place=execution.place,
        description=description,
        url=url,
        status="CANCELLED" if execution.annulled_at else "CONFIRMED",
    )


def _known_instants(execution: Execution, details: SessionDetails | None) -> list[datetime]:
    found = [execution.recorded_at, execution.held_recorded_at, execution.annulled_at]
    found += [details.announced_at, details.confirmed_at] if details else []
    return [instant for instant in found if instant is not None]
