"""Write down what came of an activity: questions, findings, promises and their follow-up."""

from datetime import date

from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.accounts.models import StaffUser
from portal.agenda import queries_visits, rules, rules_visits
from portal.agenda.models import Execution
from portal.agenda.models_visits import (
    Commitment,
    CommitmentState,
    CommitmentStep,
    Remark,
    RemarkKind,
)
from portal.errors import Conflict
from portal.extensions import db


def add_remark(
    execution: Execution, *, kind: RemarkKind, text: str, answer: str | None, actor: StaffUser
) -> Remark:
    """A question with what was answered, or a finding."""
    _check(execution, actor)
    if kind is RemarkKind.QUESTION and not answer:
        raise rules_visits.VisitRefused("Escriba qué se respondió.", field="respuesta")
    if queries_visits.has_remark(execution.id, kind, text):
        raise rules_visits.VisitRefused("Eso ya está anotado en esta actividad.", field="texto")
    remark = Remark(
        execution_id=execution.id,
        kind=kind,
        text=text,
        answer=answer if kind is RemarkKind.QUESTION else None,
        recorded_by_id=actor.id,
        recorded_at=clock.now(),
    )
    db.session.add(remark)
    return remark


def add_commitment(
    execution: Execution, *, promised_by: str, text: str, due_on: date, actor: StaffUser
) -> Commitment:
    """What somebody promised there, to be looked after until they kept it."""
    _check(execution, actor)
    rules_visits.check_due(due_on, execution.takes_place_on)
    if queries_visits.has_commitment(execution.id, promised_by, text):
        raise rules_visits.VisitRefused("Ese compromiso ya está anotado.", field="texto")
    commitment = Commitment(
        execution_id=execution.id,
        promised_by=promised_by,
        text=text,
        due_on=due_on,
        recorded_by_id=actor.id,
        recorded_at=clock.now(),
    )
    db.session.add(commitment)
    return commitment


def follow_up(
    commitment: Commitment,
    *,
    seen: int,
    state: CommitmentState,
    seen_on: date,
    until: date | None,
    note: str | None,
    actor: StaffUser,
) -> CommitmentStep:
    """How it stood on a day; of two at once the second is told."""
    rules.check_may_change(actor, commitment.execution)
    rules_visits.check_step(
        commitment, seen=seen, state=state, seen_on=seen_on, until=until, today=clock.today()
    )
    step = CommitmentStep(
        commitment_id=commitment.id,
        version=seen + 1,
        state=state,
        seen_on=seen_on,
        until=until if state is CommitmentState.EXTENDED else None,
        note=note,
        recorded_by_id=actor.id,
        recorded_at=clock.now(),
    )
    db.session.add(step)
    try:
        db.session.flush()
    except IntegrityError as clash:
        raise Conflict("Otra persona anotó un seguimiento mientras usted lo leía.") from clash
    return step


def _check(execution: Execution, actor: StaffUser) -> None:
    rules.check_not_annulled(execution)
    rules.check_may_change(actor, execution)
    rules.check_held(execution)
