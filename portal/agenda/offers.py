"""The training requests that a session is offered to attend, as a form lists them."""

from collections.abc import Iterable, Sequence
from datetime import date

from portal.agenda import queries_requests
from portal.agenda.models import Execution
from portal.casework.subjects import subject_of
from portal.formats import short_date
from portal.intake.models import ServiceRequest

Choice = tuple[str, str]


def choices_for(execution: Execution) -> list[Choice]:
    """Those already on its list that are still open, then the others that it could attend."""
    listed = [one.service_request for one in execution.attendances]
    others = queries_requests.open_trainings(
        received_by=execution.takes_place_on,
        topic=execution.topic,
        territory=execution.territory,
    )
    return choices_of([*(one for one in listed if not one.is_closed), *others])


def choices_among(*, received_by: date, made_for: Sequence[ServiceRequest]) -> list[Choice]:
    """For a session that is not there yet: those that it is made for, then those like them."""
    like = made_for[0] if made_for else None
    others = queries_requests.open_trainings(
        received_by=received_by,
        topic=like.topic if like else None,
        territory=like.territory if like else None,
    )
    first = [one for one in made_for if not one.is_closed]
    return choices_of([*first, *others])


def listed_numbers(execution: Execution) -> list[str]:
    return [one.service_request.filing_number for one in execution.attendances]


def choices_of(service_requests: Iterable[ServiceRequest]) -> list[Choice]:
    return list({one.filing_number: _label(one) for one in service_requests}.items())


def _label(service_request: ServiceRequest) -> str:
    about = (
        subject_of(service_request),
        f"recibida el {short_date(service_request.received_on)}",
        f"vence el {short_date(service_request.due_on)}",
    )
    return f"{service_request.filing_number}: {', '.join(about)}"
