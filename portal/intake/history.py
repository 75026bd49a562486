"""The one way to write down what happened to a request."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert

from portal import clock
from portal.accounts.models import StaffUser
from portal.errors import Conflict
from portal.extensions import db
from portal.intake.models import RequestEvent, ServiceRequest

TERM_MOVED = "term_moved"
# Nobody attended to the requester by these: what they wrote still waits.
SILENT = frozenset({TERM_MOVED, "exported", "said_resolved", "code_renewed"})


def record_event(
    service_request: ServiceRequest,
    event_type: str,
    *,
    actor: StaffUser | None = None,
    by_requester: bool = False,
    acted_on: date | None = None,
    **details: Any,
) -> RequestEvent:
    """Append an event and raise the request's version.

    ``details`` holds references only (codes, ids, days as text): no free text and no names, so
    that the history can stay when the person's data go.
    """
    service_request.version += 1
    if event_type not in SILENT:
        service_request.has_news = by_requester and event_type != "filed"
    event = RequestEvent(
        service_request_id=service_request.id,
        version=service_request.version,
        type=event_type,
        actor_id=actor.id if actor else None,
        by_requester=by_requester,
        recorded_at=clock.now(),
        acted_on=acted_on,
        details=details,
    )
    db.session.add(event)
    return event


def record_imported(
    service_requests: Sequence[ServiceRequest], *, actor: StaffUser | None = None
) -> None:
    """Append the first event of thousands of requests in one statement; their version is 1."""
    now = clock.now()
    events = [
        {
            "service_request_id": service_request.id,
            "version": service_request.version,
            "type": "filed",
            "actor_id": actor.id if actor else None,
            "by_requester": False,
            "recorded_at": now,
            "acted_on": service_request.received_on,
            "details": {"channel": service_request.channel.value, "imported": True},
        }
        for service_request in service_requests
    ]
    if events:
        db.session.execute(insert(RequestEvent), events)


def check_unchanged(service_request: ServiceRequest, seen_version: int) -> None:
    """Refuse to act on what another person changed after this one loaded the page."""
    if service_request.version != seen_version:
        raise Conflict("Otra persona actuó sobre esta solicitud mientras usted la leía.")
