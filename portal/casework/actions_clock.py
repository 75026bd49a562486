"""What staff and the requester do upon a term: ask to complete, complete, lengthen, extend.

Each is a row of ``term_acts``; its words are a message, which is the requester's.
"""

from collections.abc import Sequence
from datetime import date

from portal import clock
from portal.accounts.models import StaffUser
from portal.casework import rules, rules_clock, timing
from portal.casework.messages import add_message, tell
from portal.casework.rules import Act
from portal.intake import office_days
from portal.intake.history import check_unchanged, record_event
from portal.intake.models import ServiceRequest
from portal.intake.models_private import RequestMessage
from portal.intake.stored_files import PreparedFile
from portal.legal_clock import ActType, ClockAct
from portal.notices.texts import Notice


def require_completion(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    body: str,
    files: Sequence[PreparedFile] = (),
) -> RequestMessage:
    """Ask for what is missing: the term stands still for a month (CPACA art. 17)."""
    check_unchanged(service_request, seen_version)
    _check_possible(service_request, Act.REQUIRE)
    today, days = clock.today(), office_days.now()
    rules_clock.check_may_ask_completion(service_request.filed_on, today, days)
    message = add_message(service_request, actor=actor, body=body, files=files)
    _act(service_request, ActType.COMPLETION_ASKED, actor, message)
    service_request.status = rules.next_status(Act.REQUIRE, service_request.status)
    record_event(
        service_request,
        "completion_asked",
        actor=actor,
        message_id=message.id,
        until=_text(service_request.completion_due_on),
    )
    tell(service_request, Notice.COMPLETION_ASKED)
    return message


def record_completion(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    completed_on: date,
    body: str | None = None,
    files: Sequence[PreparedFile] = (),
) -> None:
    """Somebody brought to the desk what was missing, on a day; the term goes on the day after."""
    check_unchanged(service_request, seen_version)
    _check_possible(service_request, Act.COMPLETE)
    acts = [act.clock_act for act in timing.acts_of(service_request)]
    rules_clock.check_completion_day(acts, completed_on, clock.today())
    message = (
        add_message(service_request, actor=actor, body=body or "Lo trajo.", files=files)
        if body or files
        else None
    )
    _complete(service_request, completed_on, actor, message)


def complete_by_requester(service_request: ServiceRequest) -> None:
    """After the requester added something (and its event) to what had to be completed."""
    _complete(service_request, clock.today(), None, None)


def lengthen_completion(
    service_request: ServiceRequest, *, actor: StaffUser | None, seen_version: int
) -> None:
    """The requester asks for as much time again, before the month ends (CPACA art. 17)."""
    check_unchanged(service_request, seen_version)
    _check_possible(service_request, Act.LENGTHEN)
    acts = [act.clock_act for act in timing.acts_of(service_request)]
    rules_clock.check_may_lengthen(service_request, acts, clock.today())
    _act(service_request, ActType.MORE_TIME, actor, None)
    record_event(
        service_request,
        "completion_lengthened",
        actor=actor,
        by_requester=actor is None,
        until=_text(service_request.completion_due_on),
    )


def extend(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    until: date,
    reasons: str,
    files: Sequence[PreparedFile] = (),
) -> RequestMessage:
    """Tell the requester, before the term ends, why it takes longer and until when (art. 14)."""
    check_unchanged(service_request, seen_version)
    _check_possible(service_request, Act.EXTEND)
    rules_clock.check_extension(
        service_request,
        timing.clock_facts(service_request),
        [act.clock_act for act in timing.acts_of(service_request)],
        until=until,
        today=clock.today(),
        days=office_days.now(),
    )
    message = add_message(service_request, actor=actor, body=reasons, files=files)
    _act(service_request, ActType.EXTENDED, actor, message, until)
    service_request.status = rules.next_status(Act.EXTEND, service_request.status)
    record_event(
        service_request, "extended", actor=actor, message_id=message.id, until=until.isoformat()
    )
    tell(service_request, Notice.EXTENDED)
    return message


def _complete(
    service_request: ServiceRequest,
    completed_on: date,
    actor: StaffUser | None,
    message: RequestMessage | None,
) -> None:
    timing.add_act(
        service_request,
        ActType.COMPLETED,
        actor=actor,
        acted_on=completed_on,
        message_id=message.id if message else None,
    )
    timing.set_days(service_request)
    service_request.status = rules.next_status(Act.COMPLETE, service_request.status)
    record_event(
        service_request,
        "completed",
        actor=actor,
        by_requester=actor is None,
        acted_on=completed_on,
        message_id=message.id if message else None,
        due_on=service_request.due_on.isoformat(),
    )


def _act(
    service_request: ServiceRequest,
    act_type: ActType,
    actor: StaffUser | None,
    message: RequestMessage | None,
    until: date | None = None,
) -> None:
    """Write the act down with the day that the requester is told, and set the dates."""
    today, days = clock.today(), office_days.now()
    acts = [act.clock_act for act in timing.acts_of(service_request)]
    acts.append(ClockAct(act_type, today, until))
    timing.set_days_by(service_request, acts, days)
    timing.add_act(
        service_request,
        act_type,
        actor=actor,
        until=until or service_request.completion_due_on,
        message_id=message.id if message else None,
    )


def _check_possible(service_request: ServiceRequest, act: Act) -> None:
    rules.next_status(act, service_request.status)
    reason = rules.why_not(act, service_request)
    if reason is not None:
        raise rules.TransitionRefused(reason)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
