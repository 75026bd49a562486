"""What may be done with a request, by whom and when (pure: no database, no web)."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from portal.accounts.models import Role, StaffUser
from portal.errors import Refused
from portal.intake.kinds import Identity, Outcome, PriorityMotive, RequestStatus, TermKind
from portal.intake.models import ServiceRequest

DESK = (Role.ATTENDANT, Role.COORDINATOR)


class TransitionRefused(Refused):
    """An act that does not fit what the request is now."""


class NotYours(Refused):
    """An act that belongs to whoever has the request or to the coordinator."""


class Act(enum.StrEnum):
    """The office's verbs upon a request, each by the address of its page."""

    ASSIGN = "asignar"
    CLASSIFY = "clasificar"
    NOTE = "nota"
    KEEP = "asumir"
    ASK = "preguntar"
    REQUIRE = "requerir"
    COMPLETE = "completar"
    LENGTHEN = "mas-plazo"
    EXTEND = "ampliar"
    DEEM = "desistimiento"
    HEAR = "escuchar"
    ANSWER = "responder"
    TRANSFER = "trasladar"
    CLOSE = "cerrar"
    PROPOSE = "excluir"
    DECIDE = "excluir/confirmar"
    REOPEN = "reabrir"
    REISSUE = "codigo"
    TRANSFER_LETTER = "oficio-de-traslado"
    ANSWER_LETTER = "oficio-de-respuesta"
    FILL_IN = "datos"
    REGISTER = "radicado-externo"
    EXPORT = "expediente"


_RECEIVED, _IN_PROGRESS = RequestStatus.RECEIVED, RequestStatus.IN_PROGRESS
_WAITING, _CLOSED = RequestStatus.WAITING, RequestStatus.CLOSED
_STAYS = {status: status for status in RequestStatus}
_OPEN_STAYS = {status: status for status in RequestStatus if status is not _CLOSED}


def _open_becomes(status: RequestStatus) -> dict[RequestStatus, RequestStatus]:
    return dict.fromkeys(_OPEN_STAYS, status)


# The one table of what may follow what: for each act, from which status to which.
TRANSITIONS: Mapping[Act, Mapping[RequestStatus, RequestStatus]] = {
    Act.ASSIGN: {**_OPEN_STAYS, _RECEIVED: _IN_PROGRESS},
    Act.CLASSIFY: _STAYS,
    Act.NOTE: _STAYS,
    Act.REISSUE: _STAYS,
    Act.KEEP: {**_OPEN_STAYS, _RECEIVED: _IN_PROGRESS},
    Act.ASK: _open_becomes(_WAITING),
    Act.REQUIRE: _open_becomes(_WAITING),
    Act.COMPLETE: _open_becomes(_IN_PROGRESS),
    Act.LENGTHEN: _open_becomes(_WAITING),
    Act.EXTEND: {**_OPEN_STAYS, _RECEIVED: _IN_PROGRESS},
    Act.DEEM: _open_becomes(_CLOSED),
    Act.HEAR: {**_STAYS, _WAITING: _IN_PROGRESS},
    Act.ANSWER: {**_OPEN_STAYS, _RECEIVED: _IN_PROGRESS},
    Act.TRANSFER: _open_becomes(_CLOSED),
    Act.CLOSE: _open_becomes(_CLOSED),
    Act.PROPOSE: _OPEN_STAYS,
    Act.DECIDE: _open_becomes(_CLOSED),
    Act.REOPEN: {_CLOSED: _IN_PROGRESS},
    Act.TRANSFER_LETTER: {_CLOSED: _CLOSED},
    Act.ANSWER_LETTER: _STAYS,
    Act.FILL_IN: _STAYS,
    Act.REGISTER: _STAYS,
    Act.EXPORT: _STAYS,
}


# The requester has to complete it, and the term stands still meanwhile (CPACA art. 17).
WHILE_STANDING_STILL = frozenset({Act.COMPLETE, Act.LENGTHEN, Act.DEEM})
BEFORE_STANDING_STILL = frozenset({Act.REQUIRE, Act.EXTEND})


def next_status(act: Act, status: RequestStatus) -> RequestStatus:
    """The status that an act leads to, or the refusal."""
    following = TRANSITIONS[act].get(status)
    if following is not None:
        return following
    if status is _CLOSED:
        raise TransitionRefused("La solicitud ya está cerrada. Para seguir, ábrala de nuevo.")
    raise TransitionRefused("La solicitud está abierta.")


# What has to wait for whoever decides on an exclusion that somebody proposed.
UNLESS_PROPOSED = frozenset({Act.PROPOSE, Act.CLOSE, Act.TRANSFER, Act.DEEM})
_WHY_NOT = {
    Act.KEEP: "Ya se decidió que la atiende esta oficina.",
    Act.DECIDE: "No hay ninguna exclusión propuesta.",
    Act.TRANSFER_LETTER: "La solicitud no está trasladada.",
    **dict.fromkeys(
        WHILE_STANDING_STILL, "El plazo no está detenido: no se le ha pedido que la complete."
    ),
    **dict.fromkeys(
        BEFORE_STANDING_STILL, "El plazo está detenido hasta que la persona la complete."
    ),
}


def possible_acts(service_request: ServiceRequest) -> frozenset[Act]:
    """What staff may do with it now, whoever they are."""
    acts = {act for act, table in TRANSITIONS.items() if service_request.status in table}
    acts.discard(Act.HEAR)
    stands_still = service_request.completion_due_on is not None
    acts -= BEFORE_STANDING_STILL if stands_still else WHILE_STANDING_STILL
    if service_request.transfer_due_on is None:
        acts.discard(Act.KEEP)
    if service_request.outcome is not Outcome.TRANSFERRED:
        acts.discard(Act.TRANSFER_LETTER)
    if service_request.proposed_outcome is None:
        acts.discard(Act.DECIDE)
    else:
        acts -= UNLESS_PROPOSED
    return frozenset(acts)


def why_not(act: Act, service_request: ServiceRequest) -> str | None:
    """Why an act cannot be done now, whoever does it; None when it can."""
    if act in possible_acts(service_request):
        return None
    if service_request.is_closed and act is not Act.TRANSFER_LETTER:
        return "La solicitud ya está cerrada. Para seguir, ábrala de nuevo."
    if service_request.proposed_outcome is not None and act in UNLESS_PROPOSED:
        return "Primero hay que decidir la exclusión propuesta."
    return _WHY_NOT.get(act, "La solicitud está abierta.")


def hides_identity(service_request: ServiceRequest) -> bool:
    """Whether the person is kept from most staff: asked for, or because of minors or threats."""
    return service_request.identity is Identity.RESERVED or service_request.is_protected


def may_see_identity(user: StaffUser, service_request: ServiceRequest) -> bool:
    """Whether this member of staff may see who asked, and the files that may show it.

    The one answer that page, search and files go by: everybody at the desk where nothing is
    reserved, else only whoever has the request and the coordinators.
    """
    if user.role not in DESK:
        return False
    if not hides_identity(service_request) or user.role is Role.COORDINATOR:
        return True
    return service_request.assignee_id == user.id


def may_assign(user: StaffUser, service_request: ServiceRequest) -> bool:
    """Whether this member of staff may say who has it.

    Not what is reserved: whoever could give it to themselves would see who asked.
    """
    if user.role is Role.COORDINATOR or service_request.assignee_id == user.id:
        return True
    return service_request.assignee_id is None and not hides_identity(service_request)


def check_may_assign(user: StaffUser, service_request: ServiceRequest) -> None:
    """Refuse with the reason."""
    if may_assign(user, service_request):
        return
    if hides_identity(service_request):
        raise NotYours("Tiene la identidad reservada: solo la coordinación la asigna.")
    raise NotYours("La tiene otra persona: pídale que se la pase, o a la coordinación.")


def check_may_reissue(user: StaffUser, service_request: ServiceRequest) -> None:
    """Whoever has the code reads as the person does, so only who may know who that is."""
    if not may_see_identity(user, service_request):
        raise NotYours("Tiene la identidad reservada: lo da quien la tiene o la coordinación.")


def check_may_protect(
    user: StaffUser, service_request: ServiceRequest, *, is_protected: bool
) -> None:
    """Anybody may protect a person; only who already sees the person may lift it."""
    lifts = service_request.is_protected and not is_protected
    if lifts and not may_see_identity(user, service_request):
        raise NotYours(
            "Solo quien la tiene o la coordinación puede quitar la protección.", field="protegida"
        )


@dataclass(frozen=True, kw_only=True)
class Classification:
    """How staff file a request under what it is; the summary is without names."""

    summary: str | None
    topic: str | None
    territory: str | None
    provider: str | None
    is_protected: bool
    is_suspect: bool
    priority_motive: PriorityMotive | None = None
    term_kind: TermKind = TermKind.PETITION
