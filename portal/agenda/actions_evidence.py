"""The proof that something took place: added, and withdrawn with a reason, never erased."""

import secrets
from collections.abc import Sequence
from itertools import zip_longest

from portal import clock
from portal.accounts.models import StaffUser
from portal.agenda import queries_requests, rules
from portal.agenda.models import Evidence, Execution
from portal.extensions import db
from portal.intake.history import record_event
from portal.intake.models import ServiceRequest
from portal.intake.stored_files import PreparedFile


def add_evidence(
    execution: Execution,
    *,
    reference: str | None,
    files: Sequence[PreparedFile] = (),
    actor: StaffUser | None,
) -> list[Evidence]:
    """Add a reference, files, or both: the reference stands with the first file."""
    rules.check_not_annulled(execution)
    rules.check_held(execution)
    if not reference and not files:
        raise rules.ProofMissing("Escriba una referencia o adjunte un archivo.", field="evidencia")
    was_lost = not execution.counts
    pairs = zip_longest([reference], files)
    added = [_evidence(execution, words, file, actor) for words, file in pairs]
    db.session.add_all(added)
    execution.evidence_count += len(added)
    execution.version += 1
    db.session.flush()
    if was_lost:
        for service_request in queries_requests.attended_by(execution.id):
            record_event(
                service_request, "session_restored", actor=actor, execution_id=execution.id
            )
    return added


def add_later(
    execution: Execution,
    *,
    seen_version: int,
    reference: str | None,
    files: Sequence[PreparedFile] = (),
    actor: StaffUser,
) -> list[Evidence]:
    """Add a proof to what was recorded as held before."""
    rules.check_unchanged(execution, seen_version)
    rules.check_may_change(actor, execution)
    return add_evidence(execution, reference=reference, files=files, actor=actor)


def withdraw_evidence(
    execution: Execution, *, evidence: Evidence, seen_version: int, reason: str, actor: StaffUser
) -> list[ServiceRequest]:
    """Withdraw a proof, with its reason.

    Returns the requests that the session had closed, where it was the last proof: they stay
    closed, leave the numerator, and staff are told.
    """
    rules.check_unchanged(execution, seen_version)
    rules.check_not_annulled(execution)
    rules.check_may_change(actor, execution)
    if evidence.withdrawn_at is not None:
        raise rules.AlreadyWithdrawn("Ese soporte ya estaba retirado.")
    evidence.withdrawn_at = clock.now()
    evidence.withdrawal_reason = reason
    evidence.withdrawn_by_id = actor.id
    execution.evidence_count -= 1
    execution.version += 1
    return tell_of_lost_session(execution, actor=actor) if not execution.evidence_count else []


def tell_of_lost_session(execution: Execution, *, actor: StaffUser) -> list[ServiceRequest]:
    """Write into each request closed by a session that the session counts no more."""
    lost = list(queries_requests.attended_by(execution.id))
    for service_request in lost:
        record_event(service_request, "session_lost", actor=actor, execution_id=execution.id)
    return lost


def _evidence(
    execution: Execution,
    reference: str | None,
    file: PreparedFile | None,
    actor: StaffUser | None,
) -> Evidence:
    return Evidence(
        public_id=secrets.token_hex(16),
        execution_id=execution.id,
        reference=reference,
        file_name=file.name if file else None,
        media_type=file.media_type if file else None,
        size=file.size if file else None,
        sha256=file.sha256 if file else None,
        added_by_id=actor.id if actor else None,
        added_at=clock.now(),
    )
