"""What the office settles about a session: length, capacity, announcement, the QR on its wall."""

from datetime import date, datetime, timedelta

from portal import clock, crockford
from portal.accounts.models import StaffUser
from portal.agenda import queries_sessions, rules, rules_sessions
from portal.agenda.models import Execution
from portal.agenda.models_sessions import SessionDetails
from portal.extensions import db

CODE_LENGTH = 10  # five bits each; it hangs on a wall, and serves for some hours


def details_for(execution: Execution) -> SessionDetails:
    """The session's details, made on first use."""
    details = queries_sessions.details_of(execution.id)
    if details is None:
        details = SessionDetails(execution=execution)
        db.session.add(details)
        db.session.flush()
    return details


def arrange(
    execution: Execution,
    *,
    seen_version: int,
    minutes: int | None,
    capacity: int | None,
    is_announced: bool,
    actor: StaffUser,
) -> SessionDetails:
    """How long, for how many, and whether everybody may read of it."""
    _check(execution, seen_version, actor)
    details = details_for(execution)
    details.minutes = minutes
    details.capacity = capacity
    if not is_announced:
        details.announced_at = None
    elif details.announced_at is None:
        details.announced_at = clock.now()
    execution.version += 1
    return details


def open_check_in(
    execution: Execution,
    *,
    seen_version: int,
    opens_at: datetime,
    closes_at: datetime,
    actor: StaffUser,
) -> SessionDetails:
    """Let people write themselves down within a window. The code stays, so that its paper does."""
    _check(execution, seen_version, actor)
    rules_sessions.check_window(opens_at, closes_at, now=clock.now())
    details = details_for(execution)
    details.check_in_code = details.check_in_code or crockford.random_text(CODE_LENGTH)
    details.check_in_opens_at = opens_at
    details.check_in_closes_at = closes_at
    execution.version += 1
    return details


def close_check_in(execution: Execution, *, seen_version: int, actor: StaffUser) -> SessionDetails:
    """End the window now: from here on the QR only asks what people thought."""
    _check(execution, seen_version, actor)
    details = details_for(execution)
    now = clock.now()
    if rules_sessions.phase_of(details, now) is not rules_sessions.Phase.OPEN:
        raise rules_sessions.CheckInClosed("La lista no estaba abierta.")
    details.check_in_closes_at = now
    execution.version += 1
    return details


def move_window(execution: Execution, *, was_on: date) -> None:
    """The window follows the session to its new day, at the same hours."""
    details = queries_sessions.details_of(execution.id)
    if details is None or details.check_in_opens_at is None or details.check_in_closes_at is None:
        return
    by: timedelta = execution.takes_place_on - was_on
    details.check_in_opens_at += by
    details.check_in_closes_at += by


def _check(execution: Execution, seen_version: int, actor: StaffUser) -> None:
    rules.check_unchanged(execution, seen_version)
    rules.check_not_annulled(execution)
    rules.check_may_change(actor, execution)
