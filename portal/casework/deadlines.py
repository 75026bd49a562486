"""How urgent a request is for staff, in words and a colour (pure)."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.intake.kinds import RequestStatus
from portal.intake.models import ServiceRequest
from portal.working_days import add_working_days, working_days_between

SOON = 2  # working days: from then on a request is about to fall due


@dataclass(frozen=True)
class Deadline:
    """A state of the components (good, risk, bad, open, none) and what it says."""

    state: str
    text: str


def soon_from(today: date) -> date:
    """The last day that is «about to fall due» seen from a day."""
    return add_working_days(today, SOON)


def deadline_of(service_request: ServiceRequest, today: date) -> Deadline:
    """What is due next: the decision on a transfer, then the answer."""
    if service_request.outcome is not None:
        return Deadline("none", service_request.outcome.label)
    if service_request.due_on < today:
        return Deadline("bad", f"Vencida hace {_days(service_request.due_on, today)}")
    if service_request.transfer_due_on is not None:
        return _transfer_deadline(service_request.transfer_due_on, today)
    if service_request.completion_due_on is not None:
        return _completion_deadline(service_request.completion_due_on, today)
    return _answer_deadline(service_request, today)


def is_overdue(service_request: ServiceRequest, today: date) -> bool:
    """Open, and the day to answer has passed."""
    return service_request.outcome is None and service_request.due_on < today


def is_soon(service_request: ServiceRequest, today: date) -> bool:
    """Open and not overdue, and something of it falls due within days."""
    if service_request.outcome is not None or service_request.due_on < today:
        return False
    days = (
        *(service_request.due_on, service_request.alert_on),
        *(service_request.transfer_due_on, service_request.completion_due_on),
    )
    soon = soon_from(today)
    return any(day is not None and day <= soon for day in days)


def next_day(service_request: ServiceRequest) -> date:
    """The next day on which something is due, or the day it was closed."""
    return service_request.closed_on or service_request.transfer_due_on or service_request.due_on


def _transfer_deadline(transfer: date, today: date) -> Deadline:
    if transfer < today:
        return Deadline("bad", f"Traslado sin decidir hace {_days(transfer, today)}")
    state = "risk" if transfer <= soon_from(today) else "good"
    return Deadline(state, f"Decidir traslado {_when(transfer, today)}")


def _completion_deadline(until: date, today: date) -> Deadline:
    """The term stands still; once the month is over, nothing follows until somebody decides."""
    if until < today:
        return Deadline("bad", f"No la completó: decidir desde hace {_days(until, today)}")
    state = "risk" if until <= soon_from(today) else "open"
    return Deadline(state, f"Detenida hasta que la completen: le queda{_left(until, today)}")


def _left(until: date, today: date) -> str:
    if until == today:
        return " hoy"
    days = _days(today, until)
    return f" {days}" if days.startswith("1 ") else f"n {days}"


def _answer_deadline(service_request: ServiceRequest, today: date) -> Deadline:
    """The alert counts from reception, so it warns earlier; the words tell the legal day."""
    if min(service_request.due_on, service_request.alert_on) <= soon_from(today):
        return Deadline("risk", f"Vence {_when(service_request.due_on, today)}")
    if service_request.status is RequestStatus.WAITING:
        return Deadline("open", "Espera al ciudadano")
    return Deadline("good", f"En plazo, {_days(today, service_request.due_on)}")


def _when(day: date, today: date) -> str:
    if day <= today:
        return "hoy"
    if day == today + timedelta(days=1):
        return "mañana"
    return f"en {_days(today, day)}"


def _days(start: date, end: date) -> str:
    """Working days, as terms count them; never none where a day has passed."""
    days = max(1, working_days_between(start, end))
    return f"{days} día" if days == 1 else f"{days} días"
