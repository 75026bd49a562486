"""What a request is about, in a line without names (pure)."""

from portal.intake import catalogues
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest
from portal.intake.search_words import TOPICS


def topic_of(service_request: ServiceRequest) -> str:
    """The name of its topic; empty where staff have not found one yet."""
    return catalogues.label(TOPICS[service_request.kind], service_request.topic)


def place_of(service_request: ServiceRequest) -> str:
    """The name of its territory, unless it is one that the catalogue does not have."""
    if service_request.territory in (None, catalogues.OTHER):
        return ""
    return catalogues.label("territories", service_request.territory)


def subject_of(service_request: ServiceRequest) -> str:
    """What staff wrote to find it again, or its topic and place: «Agua (acueducto), La Bocana»."""
    if service_request.summary:
        return service_request.summary
    known = [part for part in (topic_of(service_request), place_of(service_request)) if part]
    return ", ".join(known) or service_request.kind.label


# The topic of whom another body did not receive (CPACA art. 23).
REFUSED_ELSEWHERE = "otra_entidad"


def is_refused_elsewhere(service_request: ServiceRequest) -> bool:
    """Whether the office has to receive it in another body's place and send it on."""
    is_advice = service_request.kind is RequestKind.ADVICE
    return is_advice and service_request.topic == REFUSED_ELSEWHERE


def body_of(service_request: ServiceRequest) -> str:
    """The body that it was transferred to."""
    return catalogues.label("bodies", service_request.transferred_to)
