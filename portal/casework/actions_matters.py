"""Gather requests about one thing, and answer them once (CPACA art. 22)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.casework import actions, actions_closing, queries_matters
from portal.casework.models_matters import Matter, MatterAnswer, MatterLink
from portal.errors import Conflict, Refused
from portal.extensions import db, one_at_a_time
from portal.intake.history import record_event
from portal.intake.kinds import Outcome, ToldBy
from portal.intake.models import ServiceRequest


class MatterRefused(Refused):
    """Something that does not fit the matter or its requests."""


@dataclass(frozen=True, kw_only=True)
class JointAnswer:
    """``outcome``: none answers without closing. The rest is as in any closing."""

    body: str
    outcome: Outcome | None
    told_by: ToldBy | None
    told_on: date
    evidence_reference: str | None = None
    published_in: str | None = None
    published_on: date | None = None


@dataclass
class Given:
    """``left``: those that could not take it, each with its reason."""

    done: list[ServiceRequest] = field(default_factory=list)
    left: list[tuple[ServiceRequest, str]] = field(default_factory=list)


def open_matter(
    *,
    title: str,
    service: str | None,
    territory: str | None,
    since: date,
    actor: StaffUser,
    first: ServiceRequest | None = None,
) -> Matter:
    """``first``: the request from which it begins, which joins it unless it is closed."""
    if since > clock.today():
        raise MatterRefused("Esa fecha todavía no llega.", field="desde")
    one_at_a_time(Matter)
    if queries_matters.has_twin(title, service, territory, since):
        raise MatterRefused("Ya hay un asunto igual: búsquelo en la lista.", field="titulo")
    matter = Matter(
        public_id=secrets.token_hex(8),
        title=title,
        service=service,
        territory=territory,
        since=since,
        created_by_id=actor.id,
        created_at=clock.now(),
        version=1,
    )
    db.session.add(matter)
    db.session.flush()
    if first is not None and not first.is_closed:
        link(matter, seen_version=1, service_requests=[first], actor=actor)
    return matter


def link(
    matter: Matter,
    *,
    seen_version: int,
    service_requests: Sequence[ServiceRequest],
    actor: StaffUser,
) -> None:
    """Put requests into a matter; each is in one at most, and goes on with its own term."""
    _check_unchanged(matter, seen_version)
    for one in service_requests:
        if one.is_closed:
            raise MatterRefused(f"La {one.filing_number} ya está cerrada.")
        known = db.session.get(MatterLink, one.id)
        if known is not None:
            raise MatterRefused(f"La {one.filing_number} ya está en un asunto.")
        db.session.add(MatterLink(service_request_id=one.id, matter_id=matter.id))
        record_event(one, "matter_joined", actor=actor, matter=matter.public_id)
    matter.version += 1


def publish(matter: Matter, *, seen_version: int, is_public: bool, actor: StaffUser) -> None:
    """Tell everybody of a matter, or no longer: its title, service and territory, and no person."""
    _check_unchanged(matter, seen_version)
    if actor.role is not Role.COORDINATOR:
        raise MatterRefused("Lo publica la coordinación.")
    if is_public and not (matter.service and matter.territory):
        raise MatterRefused("Para publicarlo le faltan el servicio y el territorio.")
    matter.published_at = clock.now() if is_public else None
    matter.published_by_id = actor.id if is_public else None
    matter.version += 1


def unlink(
    matter: Matter, *, seen_version: int, service_request: ServiceRequest, actor: StaffUser
) -> None:
    """Take a request out of a matter; what it was answered stays."""
    _check_unchanged(matter, seen_version)
    known = db.session.get(MatterLink, service_request.id)
    if known is None or known.matter_id != matter.id:
        raise MatterRefused("Esa solicitud no está en este asunto.")
    db.session.delete(known)
    record_event(service_request, "matter_left", actor=actor, matter=matter.public_id)
    matter.version += 1


def answer_once(
    matter: Matter,
    *,
    seen_version: int,
    service_requests: Sequence[ServiceRequest],
    answer: JointAnswer,
    actor: StaffUser,
) -> Given:
    """Give one answer to every open request of the matter, each by its own act and event.

    ``service_requests``: those of the matter, locked by the caller. What cannot take it is left
    as it was, with its reason; sent again, the second finds another version and does nothing.
    """
    _check_unchanged(matter, seen_version)
    given = Given()
    for one in service_requests:
        if one.is_closed:
            continue
        try:
            with db.session.begin_nested():
                _give(one, answer, actor)
        except Refused as refusal:
            given.left.append((one, refusal.message))
        else:
            given.done.append(one)
    if not given.done:
        raise MatterRefused(_why_none(given))
    db.session.add(
        MatterAnswer(
            matter_id=matter.id,
            body=answer.body,
            given=len(given.done),
            left=len(given.left),
            published_in=answer.published_in,
            published_on=answer.published_on,
            answered_by_id=actor.id,
            answered_at=clock.now(),
        )
    )
    matter.version += 1
    return given


def _check_unchanged(matter: Matter, seen_version: int) -> None:
    if matter.version != seen_version:
        raise Conflict("Otra persona cambió este asunto mientras usted lo leía.")


def _give(one: ServiceRequest, answer: JointAnswer, actor: StaffUser) -> None:
    if answer.outcome is None:
        actions.answer(one, actor=actor, seen_version=one.version, body=answer.body)
        return
    actions_closing.close(
        one,
        actor=actor,
        seen_version=one.version,
        outcome=answer.outcome,
        closed_on=answer.told_on,
        told_by=answer.told_by,
        answer=answer.body,
        evidence_reference=answer.evidence_reference,
    )


def _why_none(given: Given) -> str:
    if not given.left:
        return "No hay ninguna abierta a la que responderle."
    one, reason = given.left[0]
    return f"Ninguna pudo recibirla. La {one.filing_number}: {reason}"
