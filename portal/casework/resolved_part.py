"""What the page of a request asks after a closing: whether it was resolved."""

from typing import Any

from portal import clock
from portal.casework.actions_requester import feedback_on
from portal.casework.forms_requester import ResolvedForm
from portal.casework.rules_requester import last_day_to_say
from portal.intake import office_days
from portal.intake.models import ServiceRequest


def resolved_part(service_request: ServiceRequest, form: ResolvedForm | None) -> dict[str, Any]:
    """The form while the answer may still open the request again, until when, what was said."""
    last = last_day_to_say(service_request, office_days.now())
    if last is None or clock.today() > last:
        return {"resolved_form": None}
    feedback = feedback_on(service_request)
    return {
        "resolved_form": form or ResolvedForm.of(feedback),
        "resolved_until": last,
        "feedback": feedback,
    }
