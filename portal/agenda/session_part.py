"""What the page of a training request shows of its session: the day settled, or dates to choose.

Nothing for any other request, nor once it is closed.
"""

from typing import Any

from portal.agenda import queries_offers, rules, rules_sessions
from portal.agenda.forms_dates import DatesForm, in_words
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest

NOTHING: dict[str, Any] = {"scheduled": None, "offer": None, "dates_form": None}


def session_part(service_request: ServiceRequest, dates_form: DatesForm | None) -> dict[str, Any]:
    """``dates_form``: the box that came back with something wrong, or none."""
    if service_request.kind is not RequestKind.TRAINING or service_request.is_closed:
        return NOTHING
    scheduled = queries_offers.scheduled_session(service_request.id)
    offer = queries_offers.standing_offer(service_request.id)
    if offer is not None and dates_form is None:
        dates_form = DatesForm.of(offer, formdata=None)
    return {
        "scheduled": scheduled,
        "offer": offer,
        "dates_form": dates_form if offer else None,
        "starts": rules.starts,
        "ends": rules_sessions.ends,
        "date_in_words": in_words,
    }
