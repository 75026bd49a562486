"""The office's verbs about its plan: load it, draft next year's, adopt a draft."""

import enum
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.accounts.models import StaffUser
from portal.canonical_json import sha256_of
from portal.errors import Refused
from portal.extensions import db, one_at_a_time
from portal.plan import queries, rules
from portal.plan.document import PlanDocument
from portal.plan.models import ActionPlan, PlanStatus
from portal.plan.reader import read_document
from portal.plan.records import plan_record


class PlanRefused(Refused):
    """A plan that cannot be loaded, drafted or adopted as asked."""


class LoadResult(enum.StrEnum):
    """What loading a file did."""

    FIRST = "first"
    NEW_VERSION = "new_version"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Loaded:
    plan: ActionPlan
    result: LoadResult
    replaced_draft: bool = False


def load_plan(document: PlanDocument, *, today: date) -> Loaded:
    """Load and adopt a plan file. The same content again, of whatever version, changes nothing.

    A year's first adopted version is in force from 1 January; a later one, which needs a reason,
    from the day that its file says, else from ``today``. A draft of the year gives way.
    """
    rules.require_usable(document)
    versions = queries.versions_of(document.year)
    adopted = [plan for plan in versions if not plan.is_draft]
    fingerprint = sha256_of(document.source)
    for plan in adopted:
        if plan.document_sha256 == fingerprint:
            return Loaded(plan, LoadResult.UNCHANGED)
    in_force_from = _in_force_from(document, is_first=not adopted, today=today)
    draft = next((plan for plan in versions if plan.is_draft), None)
    _remove(draft)
    plan = plan_record(document, status=PlanStatus.ADOPTED, version=len(adopted) + 1)
    plan.in_force_from, plan.adopted_at = in_force_from, plan.loaded_at
    db.session.add(plan)
    db.session.flush()
    result = LoadResult.NEW_VERSION if adopted else LoadResult.FIRST
    return Loaded(plan, result, replaced_draft=draft is not None)


def draft_plan(year: int, *, from_year: int) -> ActionPlan:
    """Draft a year's plan as a copy of another year's latest; it replaces an earlier draft."""
    latest = queries.plan_of(year)
    if latest and not latest.is_draft:
        raise PlanRefused(f"El plan de {year} ya está adoptado: no lleva borrador.")
    source = queries.plan_of(from_year)
    if source is None or from_year == year:
        raise PlanRefused(f"No hay un plan de {from_year} para copiarlo a {year}.")
    document = _copied(source.document, year=year)
    same_content = latest and latest.document_sha256 == sha256_of(document.source)
    if latest and same_content and latest.copied_from_year == from_year:
        return latest
    rules.require_usable(document)
    _remove(latest)
    plan = plan_record(document, status=PlanStatus.DRAFT, version=1)
    plan.copied_from_year = from_year
    db.session.add(plan)
    db.session.flush()
    return plan


def begin_draft(year: int, *, from_year: int) -> ActionPlan:
    """Draft the plan of a year that has none; of two who do it at once the second is told."""
    one_at_a_time(ActionPlan)
    if queries.plan_of(year) is not None:
        raise PlanRefused(f"Ya hay un plan de {year}.")
    return draft_plan(year, from_year=from_year)


def ensure_current_draft(today: date) -> ActionPlan | None:
    """Draft the year's plan where it has none; returns what was drafted, if anything."""
    from_year = queries.latest_adopted_year()
    if from_year is None or queries.plan_of(today.year):
        return None
    try:
        with db.session.begin_nested():
            return draft_plan(today.year, from_year=from_year)
    except IntegrityError:  # the server and the worker start together: the other one made it
        return None


def adopt_plan(year: int, *, proposed_by: StaffUser, confirmed_by: StaffUser) -> ActionPlan:
    """Adopt a year's draft: it takes two different people who still work in the portal."""
    plan = queries.draft_of(year, for_update=True)
    if plan is None:
        raise PlanRefused(f"No hay un borrador del plan de {year} para adoptar.")
    if proposed_by.id == confirmed_by.id:
        raise PlanRefused("El plan lo adoptan dos personas distintas: una propone y otra confirma.")
    for person in (proposed_by, confirmed_by):
        if not person.is_enabled:
            raise PlanRefused(f"{person.email} ya no está habilitado en el portal.")
    plan.status = PlanStatus.ADOPTED
    plan.in_force_from, plan.adopted_at = date(year, 1, 1), clock.now()
    plan.proposed_by_id, plan.confirmed_by_id = proposed_by.id, confirmed_by.id
    db.session.flush()
    return plan


def _in_force_from(document: PlanDocument, *, is_first: bool, today: date) -> date:
    if is_first:
        return date(document.year, 1, 1)
    if not document.reason:
        raise PlanRefused(
            f"El plan de {document.year} ya está adoptado y este archivo es distinto. "
            'Escriba en el archivo el motivo del cambio: motivo = "…".'
        )
    return document.in_force_from or today


def _copied(source: dict[str, Any], *, year: int) -> PlanDocument:
    """The same plan for another year; the reason of a version does not pass to its copy."""
    own = {"motivo", "rige_desde"}
    kept = {key: value for key, value in source.items() if key not in own}
    return read_document({**kept, "anio": year})


def _remove(draft: ActionPlan | None) -> None:
    """Delete the draft that was read, never one that somebody else has made since."""
    if draft is not None:
        db.session.delete(draft)
        # The plan that follows may take its number, so the draft has to be gone before.
        db.session.flush()
