"""What a requester may decide about their own request, and until when (pure)."""

from datetime import date

from portal import clock, legal_terms
from portal.errors import Refused
from portal.formats import long_date
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest
from portal.working_days import OfficeDays, add_working_days

# As long as a petition may take: who waited for an answer has as long to look at it.
WINDOW = legal_terms.PETITION.days
# What another body has now, or was no request, is not the office's to go on with.
ASKED_ABOUT = frozenset({Outcome.ATTENDED, Outcome.NOT_ATTENDED})
RATINGS = {1: "Muy mal", 2: "Mal", 3: "Más o menos", 4: "Bien", 5: "Muy bien"}


def check_may_withdraw(service_request: ServiceRequest) -> None:
    """At any time while it is open (CPACA art. 18)."""
    if service_request.is_closed:
        raise Refused("Su solicitud ya estaba cerrada: no hace falta desistir.")


def last_day_to_say(service_request: ServiceRequest, days: OfficeDays) -> date | None:
    """Until when the requester may say that it is not resolved; none where nobody asks.

    It runs from the day on which the closing could be read, which may be later than its own day.
    """
    closed_at = service_request.closed_recorded_at
    if service_request.outcome not in ASKED_ABOUT or closed_at is None:
        return None
    return add_working_days(clock.day_of(closed_at), WINDOW, days)


def check_may_say(service_request: ServiceRequest, today: date, days: OfficeDays) -> None:
    """Refuse what comes too late, or about a request that nobody answered."""
    last = last_day_to_say(service_request, days)
    if last is None:
        raise Refused("Su solicitud no está cerrada con una respuesta de la oficina.")
    if today > last:
        raise Refused(
            f"Se podía decir hasta el {long_date(last)}. Puede presentar una solicitud nueva."
        )
