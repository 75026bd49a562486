"""A year's draft, changed by form and adopted by two people, each of whom signs what they saw.

Every change is a new draft in place of the one that was read: a proposal of the old one goes with
it, and whoever read it is told that it is no more.
"""

from collections.abc import Mapping
from typing import Any

from portal.accounts.models import Role, StaffUser
from portal.accounts.passwords import password_matches
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.plan import queries, rules
from portal.plan.actions import PlanRefused, adopt_plan
from portal.plan.models import ActionPlan, PlanStatus
from portal.plan.reader import read_document
from portal.plan.records import plan_record

EDITORS = (Role.PLANNING, Role.COORDINATOR)
CHANGED = "Otra persona cambió el borrador mientras usted lo leía."


def change_draft(
    year: int, *, seen_sha256: str, source: Mapping[str, Any], actor: StaffUser
) -> ActionPlan:
    """Put another draft in place of the one that was seen; refused where it could not count."""
    draft = _seen(year, seen_sha256, actor)
    document = read_document(source)
    rules.require_usable(document)
    copied_from = draft.copied_from_year
    db.session.delete(draft)
    db.session.flush()
    plan = plan_record(document, status=PlanStatus.DRAFT, version=1)
    plan.copied_from_year = copied_from
    db.session.add(plan)
    db.session.flush()
    return plan


def propose_adoption(year: int, *, seen_sha256: str, actor: StaffUser, password: str) -> ActionPlan:
    """The first of two signatures; it stands until somebody changes the draft."""
    draft = _seen(year, seen_sha256, actor)
    _check_password(actor, password)
    if draft.proposed_by_id is not None:
        raise PlanRefused("Ya está propuesto: lo confirma otra persona.")
    draft.proposed_by_id = actor.id
    return draft


def confirm_adoption(year: int, *, seen_sha256: str, actor: StaffUser, password: str) -> ActionPlan:
    """The second signature, of somebody else: the plan is adopted and counts from 1 January."""
    draft = _seen(year, seen_sha256, actor)
    _check_password(actor, password)
    proposer = db.session.get(StaffUser, draft.proposed_by_id) if draft.proposed_by_id else None
    if proposer is None:
        raise PlanRefused("Primero alguien tiene que proponerlo.")
    return adopt_plan(year, proposed_by=proposer, confirmed_by=actor)


def _seen(year: int, seen_sha256: str, actor: StaffUser) -> ActionPlan:
    """The draft that the person saw, locked."""
    if actor.role not in EDITORS:
        raise PlanRefused("El plan lo cambian Planeación y la Dirección Operativa.")
    # Whoever waited for another's change finds that row gone, and the new one by looking again.
    draft = queries.draft_of(year, for_update=True) or queries.draft_of(year, for_update=True)
    if draft is None:
        raise PlanRefused(f"No hay un borrador del plan de {year}.")
    if draft.document_sha256 != seen_sha256:
        raise Conflict(CHANGED)
    return draft


def _check_password(actor: StaffUser, password: str) -> None:
    if not password_matches(actor.password_hash, password):
        raise Refused("Esa no es su clave.", field="clave")
