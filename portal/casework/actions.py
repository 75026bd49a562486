"""What staff do with a request while it stays open or shut: assign, note, ask, answer, classify.

Each act is refused when another person acted since this one read the page (``seen_version``),
and is written down as an event that holds references only.
"""

from collections.abc import Sequence

from portal import clock
from portal.accounts.models import StaffUser
from portal.casework import actions_clock, rules, rules_clock, timing
from portal.casework.messages import add_message, tell
from portal.casework.rules import Act, Classification
from portal.errors import Refused
from portal.intake import tracking_codes
from portal.intake.history import check_unchanged, record_event
from portal.intake.models import ServiceRequest
from portal.intake.models_private import RequestMessage
from portal.intake.search_words import FACTS, keep_words
from portal.intake.stored_files import PreparedFile
from portal.legal_clock import ActType
from portal.notices.texts import Notice


def assign(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    assignee: StaffUser | None,
) -> None:
    """Give a request to somebody, or to nobody."""
    check_unchanged(service_request, seen_version)
    rules.check_may_assign(actor, service_request)
    if assignee and not (assignee.is_enabled and assignee.role in rules.DESK):
        raise Refused("Esa persona no atiende solicitudes.", field="responsable")
    service_request.status = rules.next_status(Act.ASSIGN, service_request.status)
    service_request.assignee_id = assignee.id if assignee else None
    record_event(service_request, "assigned", actor=actor, assignee_id=service_request.assignee_id)


def take(service_request: ServiceRequest, *, actor: StaffUser, seen_version: int) -> None:
    """Take a request for oneself."""
    assign(service_request, actor=actor, seen_version=seen_version, assignee=actor)


def note(
    service_request: ServiceRequest, *, actor: StaffUser, seen_version: int, body: str
) -> RequestMessage:
    """Write something for the other staff; it never leaves the office."""
    check_unchanged(service_request, seen_version)
    service_request.status = rules.next_status(Act.NOTE, service_request.status)
    message = add_message(service_request, actor=actor, body=body, is_internal=True)
    record_event(service_request, "noted", actor=actor, message_id=message.id)
    return message


def ask(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    body: str,
    files: Sequence[PreparedFile] = (),
) -> RequestMessage:
    """Ask the requester for something; until they answer, the request waits for them."""
    check_unchanged(service_request, seen_version)
    service_request.status = rules.next_status(Act.ASK, service_request.status)
    message = add_message(service_request, actor=actor, body=body, files=files)
    record_event(service_request, "asked", actor=actor, message_id=message.id, files=len(files))
    tell(service_request, Notice.ASKED)
    return message


def answer(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    body: str,
    files: Sequence[PreparedFile] = (),
) -> RequestMessage:
    """Tell the requester something without closing."""
    check_unchanged(service_request, seen_version)
    service_request.status = rules.next_status(Act.ANSWER, service_request.status)
    message = add_message(service_request, actor=actor, body=body, files=files)
    record_event(service_request, "answered", actor=actor, message_id=message.id, files=len(files))
    tell(service_request, Notice.ANSWERED)
    return message


def keep(service_request: ServiceRequest, *, actor: StaffUser, seen_version: int) -> None:
    """Decide that the office attends it itself: the term to transfer stops (CPACA art. 21)."""
    check_unchanged(service_request, seen_version)
    service_request.status = rules.next_status(Act.KEEP, service_request.status)
    if service_request.transfer_due_on is None:
        raise rules.TransitionRefused("Ya se decidió que la atiende esta oficina.")
    due_on, service_request.transfer_due_on = service_request.transfer_due_on, None
    timing.add_act(service_request, ActType.KEPT, actor=actor)
    record_event(service_request, "kept", actor=actor, transfer_due_on=due_on.isoformat())


def classify(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    classification: Classification,
) -> None:
    """File a request under its topic and place, and set the marks that staff go by."""
    check_unchanged(service_request, seen_version)
    rules.check_may_protect(actor, service_request, is_protected=classification.is_protected)
    rules_clock.check_term_kind(service_request, classification.term_kind)
    changed = {
        name: value
        for name, value in vars(classification).items()
        if getattr(service_request, name) != value
    }
    for name, value in changed.items():
        setattr(service_request, name, value)
    service_request.is_urgent = service_request.priority_motive is not None
    if "term_kind" in changed:
        timing.set_days(service_request)
    if changed.keys() & set(FACTS):
        keep_words([service_request])
    changed.pop("summary", None)  # free text: not for the history
    record_event(service_request, "classified", actor=actor, changed=changed)


def reissue_code(service_request: ServiceRequest, *, actor: StaffUser, seen_version: int) -> str:
    """Give a new tracking code to whoever lost theirs; the old one opens nothing any more."""
    check_unchanged(service_request, seen_version)
    rules.check_may_reissue(actor, service_request)
    code = tracking_codes.random_code()
    service_request.tracking_code_hash = tracking_codes.code_hash(code)
    service_request.tracking_code_reissued_at = clock.now()
    record_event(service_request, "code_reissued", actor=actor)
    return code


def requester_answered(service_request: ServiceRequest) -> None:
    """After the requester added something (and its event): the office goes on with it.

    Where it had to be completed, this completes it: the term goes on (CPACA art. 17).
    """
    if service_request.completion_due_on is not None and not service_request.is_closed:
        actions_clock.complete_by_requester(service_request)
    service_request.status = rules.next_status(Act.HEAR, service_request.status)
