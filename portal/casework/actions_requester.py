"""What a requester decides about their own request: to withdraw it, or that it is not resolved."""

from sqlalchemy import select

from portal import clock, legal_terms
from portal.casework import rules_requester
from portal.casework.messages import add_words_of_requester, tell
from portal.casework.models import Closing, Feedback
from portal.casework.shutting import open_again, shut
from portal.extensions import db
from portal.intake import office_days
from portal.intake.history import record_event
from portal.intake.kinds import Outcome, ToldBy
from portal.intake.models import ServiceRequest
from portal.notices.texts import Notice

WITHDREW = f"La persona desistió desde la página de seguimiento ({legal_terms.WITHDRAWAL})."


def withdraw(service_request: ServiceRequest, *, reason: str | None = None) -> Closing:
    """*Desistimiento expreso*: at any time while it is open, and nobody asks why (CPACA art. 18).

    An exclusion that somebody proposed falls: whoever withdraws had asked for something.
    """
    rules_requester.check_may_withdraw(service_request)
    message = add_words_of_requester(service_request, reason) if reason else None
    service_request.told_by = ToldBy.PORTAL
    closing = shut(service_request, Outcome.WITHDRAWN, clock.today(), actor=None, reason=WITHDREW)
    record_event(
        service_request,
        "closed",
        by_requester=True,
        acted_on=closing.closed_on,
        outcome=Outcome.WITHDRAWN.value,
        message_id=message.id if message else None,
    )
    tell(service_request, Notice.WITHDRAWN)
    return closing


def say_resolved(service_request: ServiceRequest, *, rating: int | None = None) -> None:
    """It is resolved; said again, the last answer stands."""
    _check(service_request)
    _keep(service_request, is_resolved=True, rating=rating)
    record_event(service_request, "said_resolved", by_requester=True, rating=rating)


def say_unresolved(
    service_request: ServiceRequest, *, reason: str, rating: int | None = None
) -> None:
    """It is not: the request is open again, and what closed it counts no more."""
    _check(service_request)
    _keep(service_request, is_resolved=False, rating=rating)
    open_again(service_request)
    message = add_words_of_requester(service_request, reason)
    record_event(
        service_request, "reopened", by_requester=True, message_id=message.id, rating=rating
    )
    tell(service_request, Notice.REOPENED)


def feedback_on(service_request: ServiceRequest) -> Feedback | None:
    """What was said of the closing that stands."""
    closing_id = _last_closing_id(service_request) if service_request.is_closed else None
    return db.session.get(Feedback, closing_id) if closing_id else None


def _check(service_request: ServiceRequest) -> None:
    rules_requester.check_may_say(service_request, clock.today(), office_days.now())


def _keep(service_request: ServiceRequest, *, is_resolved: bool, rating: int | None) -> None:
    said = Feedback(
        closing_id=_last_closing_id(service_request),
        is_resolved=is_resolved,
        rating=rating,
        said_at=clock.now(),
    )
    db.session.merge(said)


def _last_closing_id(service_request: ServiceRequest) -> int | None:
    query = select(Closing.id).where(Closing.service_request_id == service_request.id)
    return db.session.execute(query.order_by(Closing.id.desc()).limit(1)).scalar_one_or_none()
