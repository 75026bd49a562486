"""Taking a request out of the figures: one person proposes it and another one confirms."""

from portal import clock
from portal.accounts.models import StaffUser
from portal.casework import queries_similar, rules, rules_closing
from portal.casework.messages import add_message, tell
from portal.casework.models import Closing
from portal.casework.rules import Act
from portal.casework.shutting import drop_proposal, shut
from portal.intake.history import check_unchanged, record_event
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest
from portal.notices.texts import Notice


def propose_exclusion(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    outcome: Outcome,
    reason: str,
    duplicate_of: ServiceRequest | None = None,
) -> None:
    """Propose that a request be taken out of the figures; until confirmed it counts as open."""
    check_unchanged(service_request, seen_version)
    rules.next_status(Act.PROPOSE, service_request.status)
    rules_closing.check_proposal(service_request, outcome, duplicate_of)
    rules_closing.check_keeps_none(queries_similar.merged_into(service_request))
    message = add_message(service_request, actor=actor, body=reason, is_internal=True)
    original = duplicate_of if outcome is Outcome.DUPLICATE else None
    service_request.proposed_outcome = outcome
    service_request.proposed_by_id = actor.id
    service_request.duplicate_of_id = original.id if original else None
    record_event(
        service_request,
        "exclusion_proposed",
        actor=actor,
        outcome=outcome.value,
        message_id=message.id,
        duplicate_of=original.filing_number if original else None,
    )


def confirm_exclusion(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    duplicate_of: ServiceRequest | None = None,
) -> Closing:
    """The second person agrees: the request closes and leaves the figures.

    ``duplicate_of`` is the request that stays, locked by the caller together with this one, so
    that two requests cannot each be excluded as a duplicate of the other.
    """
    check_unchanged(service_request, seen_version)
    rules.next_status(Act.DECIDE, service_request.status)
    outcome = rules_closing.check_confirmation(service_request, actor)
    if outcome is Outcome.DUPLICATE:
        rules_closing.check_original(service_request, duplicate_of)
    rules_closing.check_keeps_none(queries_similar.merged_into(service_request))
    original = duplicate_of if outcome is Outcome.DUPLICATE else None
    closing = shut(service_request, outcome, clock.today(), actor=actor)
    service_request.duplicate_of_id = original.id if original else None
    record_event(
        service_request,
        "closed",
        actor=actor,
        acted_on=closing.closed_on,
        outcome=outcome.value,
        duplicate_of=original.filing_number if original else None,
    )
    tell(service_request, Notice.CLOSED)
    return closing


def refuse_exclusion(
    service_request: ServiceRequest, *, actor: StaffUser, seen_version: int, reason: str | None
) -> None:
    """Somebody (the one who proposed it too) takes the proposal back: it goes on as before."""
    check_unchanged(service_request, seen_version)
    if service_request.proposed_outcome is None:
        raise rules_closing.ExclusionRefused("No hay ninguna exclusión propuesta.")
    if not reason:
        raise rules_closing.ExclusionRefused("Escriba por qué sigue abierta.", field="motivo")
    message = add_message(service_request, actor=actor, body=reason, is_internal=True)
    drop_proposal(service_request)
    record_event(service_request, "exclusion_refused", actor=actor, message_id=message.id)
