"""Other requests that may be the same as one, each with why (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest

NEAR = 7  # days, before or after
# A person may ask for many things in a year; the same one twice comes soon after.
NEAR_OF_A_PERSON = 90
MOST = 8

SAME_PERSON = "La misma persona"
SAME_TEXT = "El mismo texto"
THE_SAME = {
    RequestKind.TRAINING: "El mismo tema y lugar",
    RequestKind.ADVICE: "El mismo mecanismo y lugar",
    RequestKind.COMPLAINT: "El mismo servicio y lugar",
}


@dataclass(frozen=True)
class Similar:
    """``whys``: in words, the weightiest first."""

    request: ServiceRequest
    whys: tuple[str, ...]


def similar(
    service_request: ServiceRequest,
    *,
    same_person: Iterable[ServiceRequest],
    same_text: Iterable[ServiceRequest],
    same_place: Iterable[ServiceRequest],
) -> list[Similar]:
    """Those with the most in common first, then the nearest in time; no more than `MOST`."""
    found: dict[int, tuple[ServiceRequest, list[str]]] = {}
    place = THE_SAME[service_request.kind]
    for why, others in ((SAME_PERSON, same_person), (SAME_TEXT, same_text), (place, same_place)):
        for other in others:
            said = f"{why}, {_when(other, service_request)}" if why == place else why
            found.setdefault(other.id, (other, []))[1].append(said)
    ordered = sorted(
        found.values(),
        key=lambda one: (
            -len(one[1]),
            abs((one[0].received_on - service_request.received_on).days),
            one[0].id,
        ),
    )
    return [Similar(other, tuple(whys)) for other, whys in ordered[:MOST]]


def _when(other: ServiceRequest, service_request: ServiceRequest) -> str:
    days = (other.received_on - service_request.received_on).days
    if days == 0:
        return "el mismo día"
    number = "un día" if abs(days) == 1 else f"{abs(days)} días"
    return f"{number} {'después' if days > 0 else 'antes'}"


def near(day: date, days: int = NEAR) -> tuple[date, date]:
    """The days within which two requests that have something in common look alike."""
    return date.fromordinal(day.toordinal() - days), date.fromordinal(day.toordinal() + days)
