"""How a request is closed, transferred and opened again."""

from collections.abc import Sequence
from datetime import date

from portal import clock
from portal.accounts.models import StaffUser
from portal.casework import rules, rules_clock, rules_closing, timing
from portal.casework.messages import add_message, tell
from portal.casework.models import Closing
from portal.casework.rules import Act
from portal.casework.rules_closing import ClosingFacts
from portal.casework.shutting import open_again, shut
from portal.intake.history import check_unchanged, record_event
from portal.intake.kinds import Outcome, RequestKind, ToldBy
from portal.intake.models import ServiceRequest
from portal.intake.models_private import Attachment, RequestMessage
from portal.intake.stored_files import PreparedFile, attach
from portal.legal_clock import ActType
from portal.notices.texts import Notice

AFTER_WITHDRAWAL = (
    "Contra esta decisión solo procede el recurso de reposición. Usted puede presentar la"
    " solicitud otra vez, completa (Ley 1437 de 2011, artículo 17)."
)


def close(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    outcome: Outcome,
    closed_on: date,
    told_by: ToldBy | None = None,
    answer: str | None = None,
    files: Sequence[PreparedFile] = (),
    evidence_reference: str | None = None,
    evidence_file: PreparedFile | None = None,
    reason: str | None = None,
    transferred_to: str | None = None,
) -> Closing:
    """Close with an outcome. ``closed_on`` is the day the requester was told, and it counts.

    ``files`` go to the requester with the answer; the evidence stays in the office.
    """
    check_unchanged(service_request, seen_version)
    rules.next_status(Act.CLOSE, service_request.status)
    facts = ClosingFacts(
        outcome=outcome,
        closed_on=closed_on,
        told_by=told_by,
        answer=answer,
        has_evidence=bool(evidence_reference or evidence_file),
        reason=reason,
    )
    rules_closing.check_closing(service_request, facts, clock.today())
    message = _answer(service_request, actor, answer, files)
    evidence = (
        attach(service_request, evidence_file, added_by=actor, is_internal=True)
        if evidence_file
        else None
    )
    service_request.told_by = told_by
    service_request.transferred_to = transferred_to
    closing = shut(
        service_request,
        outcome,
        closed_on,
        actor=actor,
        answer_message_id=message.id if message else None,
        evidence_reference=evidence_reference,
        evidence_attachment_id=evidence.id if evidence else None,
        reason=reason,
    )
    _record_closed(service_request, closing, actor, message, evidence)
    is_transfer = outcome is Outcome.TRANSFERRED
    tell(service_request, Notice.TRANSFERRED if is_transfer else Notice.CLOSED)
    return closing


def transfer(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    body: str,
    told_on: date,
    told_by: ToldBy | None,
    answer: str | None,
    sent_on: date | None = None,
    files: Sequence[PreparedFile] = (),
    evidence_reference: str | None = None,
) -> Closing:
    """Send a request to the body that must attend it, with a copy to the requester (art. 21).

    ``body`` is a code of the catalogue of bodies, or the name of one that is not there; it was
    sent there on a day, and the requester was told on the same day unless that was another one.
    """
    sent_on = sent_on or told_on
    rules_closing.check_transfer_day(service_request, sent_on, clock.today())
    closing = close(
        service_request,
        actor=actor,
        seen_version=seen_version,
        outcome=Outcome.TRANSFERRED,
        closed_on=told_on,
        told_by=told_by,
        answer=answer,
        files=files,
        evidence_reference=evidence_reference,
        transferred_to=body,
    )
    timing.add_act(
        service_request,
        ActType.TRANSFERRED,
        actor=actor,
        acted_on=sent_on,
        body=body,
        message_id=closing.answer_message_id,
    )
    return closing


def deem_withdrawn(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    reasons: str,
    told_on: date,
    told_by: ToldBy | None,
    files: Sequence[PreparedFile] = (),
    evidence_reference: str | None = None,
) -> Closing:
    """Declare, with reasons, that who did not complete it in the month withdrew it (art. 17)."""
    check_unchanged(service_request, seen_version)
    rules.next_status(Act.DEEM, service_request.status)
    rules_clock.check_may_deem_withdrawn(service_request, told_on, clock.today())
    if told_by is None:
        raise rules_closing.ClosingRefused("Diga cómo se le avisó.", field="avisada_por")
    closing = close(
        service_request,
        actor=actor,
        seen_version=seen_version,
        outcome=Outcome.WITHDRAWN,
        closed_on=told_on,
        told_by=told_by,
        answer=f"{reasons}\n\n{AFTER_WITHDRAWAL}",
        files=files,
        evidence_reference=evidence_reference,
        reason=reasons,
    )
    timing.add_act(
        service_request,
        ActType.DEEMED_WITHDRAWN,
        actor=actor,
        acted_on=told_on,
        message_id=closing.answer_message_id,
    )
    return closing


def close_attended_by_session(
    service_request: ServiceRequest,
    *,
    execution_id: int,
    held_on: date,
    actor: StaffUser | None = None,
    tells: bool = True,
) -> Closing:
    """A training request is attended by a session that was held, on the session's day.

    Called from the agenda, which locked the request. An exclusion that somebody had proposed
    falls: who was attended asked for something real. An import of old sessions ``tells`` nobody.
    """
    rules.next_status(Act.CLOSE, service_request.status)
    if service_request.kind is not RequestKind.TRAINING:
        raise rules_closing.ClosingRefused("Una sesión solo atiende solicitudes de capacitación.")
    rules_closing.check_closing_day(service_request, held_on, clock.today())
    service_request.closing_execution_id = execution_id
    closing = shut(service_request, Outcome.ATTENDED, held_on, actor=actor)
    record_event(
        service_request,
        "closed",
        actor=actor,
        acted_on=held_on,
        outcome=Outcome.ATTENDED.value,
        execution_id=execution_id,
    )
    if tells:
        tell(service_request, Notice.CLOSED)
    return closing


def close_imported(
    service_request: ServiceRequest,
    *,
    outcome: Outcome,
    closed_on: date,
    evidence_reference: str | None = None,
    actor: StaffUser | None = None,
) -> Closing:
    """Close as an import says: its outcomes were confirmed where they come from.

    Nobody is told again, and how they were told is not known. A training request that was
    attended counts as attended through its evidence.
    """
    rules.next_status(Act.CLOSE, service_request.status)
    rules_closing.check_closing_day(service_request, closed_on, clock.today())
    is_attended = outcome is Outcome.ATTENDED
    if is_attended and not evidence_reference:
        raise rules_closing.ClosingRefused("Falta la evidencia de lo atendido.", field="evidencia")
    service_request.attended_by_import = (
        is_attended and service_request.kind is RequestKind.TRAINING
    )
    closing = shut(
        service_request, outcome, closed_on, actor=actor, evidence_reference=evidence_reference
    )
    record_event(
        service_request,
        "closed",
        actor=actor,
        acted_on=closed_on,
        outcome=outcome.value,
        imported=True,
    )
    return closing


def reopen(
    service_request: ServiceRequest, *, actor: StaffUser, seen_version: int, reason: str
) -> None:
    """Open a closed request again. What closed it stays on record and no longer counts."""
    check_unchanged(service_request, seen_version)
    open_again(service_request)
    message = add_message(service_request, actor=actor, body=reason, is_internal=True)
    record_event(service_request, "reopened", actor=actor, message_id=message.id)
    tell(service_request, Notice.REOPENED)


def _answer(
    service_request: ServiceRequest,
    actor: StaffUser,
    answer: str | None,
    files: Sequence[PreparedFile],
) -> RequestMessage | None:
    if not answer:
        return None
    return add_message(service_request, actor=actor, body=answer, files=files)


def _record_closed(
    service_request: ServiceRequest,
    closing: Closing,
    actor: StaffUser,
    message: RequestMessage | None,
    evidence: Attachment | None,
) -> None:
    record_event(
        service_request,
        "closed",
        actor=actor,
        acted_on=closing.closed_on,
        outcome=service_request.outcome.value if service_request.outcome else None,
        told_by=service_request.told_by.value if service_request.told_by else None,
        message_id=message.id if message else None,
        evidence_id=evidence.public_id if evidence else None,
    )
