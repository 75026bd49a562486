"""Writing down who came, striking off who did not, and what people thought of it."""

from collections.abc import Mapping, Sequence

from portal import clock
from portal.accounts.models import StaffUser
from portal.agenda import queries_attendance, rules, rules_sessions
from portal.agenda.models import Execution
from portal.agenda.models_attendance import (
    AttendanceSource,
    Attendee,
    AttendeeName,
    AttendeeTally,
    SessionAnswer,
    Usefulness,
)
from portal.agenda.models_sessions import SessionDetails
from portal.extensions import db, insert_into
from portal.intake import numbering, tracking_codes


def check_in(
    details: SessionDetails, *, nonce: str, name: str, about: Mapping[str, str]
) -> Attendee:
    """Somebody writes themselves down; the same form sent again is the same person.

    The caller holds the lock of the execution. ``about``: what they chose to say of themselves,
    which is added to the sums of the session and kept nowhere else.
    """
    known = queries_attendance.attendee_by_nonce(nonce)
    if known is not None:
        return known
    listed = queries_attendance.listed_count(details.execution_id)
    rules_sessions.check_may_check_in(details, listed=listed, now=clock.now())
    attendee = _write(details.execution, name, nonce, AttendanceSource.TELEPHONE, None)
    for variable, answer in sorted(about.items()):
        _add_up(details.execution_id, variable, answer)
    return attendee


def write_down(
    execution: Execution, *, nonce: str, names: Sequence[str], actor: StaffUser
) -> list[Attendee]:
    """Staff copy a list; more may stand on it than fit, since they came."""
    rules.check_not_annulled(execution)
    rules.check_may_change(actor, execution)
    if queries_attendance.attendee_by_nonce(f"{nonce} 0") is not None:
        return []
    return [
        _write(execution, name, f"{nonce} {line}", AttendanceSource.LIST, actor)
        for line, name in enumerate(names)
    ]


def strike(attendee: Attendee, *, actor: StaffUser) -> Attendee:
    """Somebody who was written down by mistake or twice counts no more; the fact stays."""
    rules.check_not_annulled(attendee.execution)
    rules.check_may_change(actor, attendee.execution)
    rules_sessions.check_standing(attendee)
    attendee.struck_at = clock.now()
    attendee.struck_by_id = actor.id
    return attendee


def answer_question(
    details: SessionDetails, *, nonce: str, usefulness: Usefulness, to_improve: str | None
) -> SessionAnswer:
    """What somebody thought; the same form sent again is the same answer."""
    known = queries_attendance.answer_by_nonce(nonce)
    if known is not None:
        return known
    answered = sum(queries_attendance.usefulness_of(details.execution_id).values())
    listed = queries_attendance.listed_count(details.execution_id)
    came = max(listed, details.execution.people_reached or 0)
    rules_sessions.check_may_answer(details, answered=answered, came=came, now=clock.now())
    answer = SessionAnswer(
        nonce_hash=tracking_codes.nonce_hash(nonce),
        execution_id=details.execution_id,
        usefulness=usefulness,
        to_improve=to_improve,
    )
    db.session.add(answer)
    db.session.flush()
    return answer


def _write(
    execution: Execution,
    name: str,
    nonce: str,
    source: AttendanceSource,
    actor: StaffUser | None,
) -> Attendee:
    attendee = Attendee(
        public_row=numbering.new_row_name("A"),
        execution=execution,
        source=source,
        nonce_hash=tracking_codes.nonce_hash(nonce),
        recorded_by_id=actor.id if actor else None,
        recorded_at=clock.now(),
    )
    attendee.person = AttendeeName(name=name)
    db.session.add(attendee)
    db.session.flush()
    return attendee


def _add_up(execution_id: int, variable: str, answer: str) -> None:
    statement = (
        insert_into(AttendeeTally)
        .values(execution_id=execution_id, variable=variable, answer=answer, people=1)
        .on_conflict_do_update(
            index_elements=["execution_id", "variable", "answer"],
            set_={"people": AttendeeTally.people + 1},
        )
    )
    db.session.execute(statement)
