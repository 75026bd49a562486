"""Reads of the plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.canonical_json import plain_number
from portal.extensions import db
from portal.plan.document import PlanDocument
from portal.plan.models import ActionPlan, Activity, Indicator, PlanStatus
from portal.plan.reader import read_document


def plan_in_force(year: int, cutoff: date) -> ActionPlan | None:
    """The version that counts the year up to ``cutoff``: else its draft, else nothing."""
    query = _newest_first(year).where(
        ActionPlan.status == PlanStatus.ADOPTED, ActionPlan.in_force_from <= cutoff
    )
    return db.session.execute(query).scalars().first() or draft_of(year)


def plan_of(year: int) -> ActionPlan | None:
    """The latest version of a year, in force or yet to be, draft or not."""
    return db.session.execute(_newest_first(year)).scalars().first()


def draft_of(year: int, *, for_update: bool = False) -> ActionPlan | None:
    """The draft of a year; ``for_update`` keeps a second person from adopting it meanwhile."""
    query = _newest_first(year).where(ActionPlan.status == PlanStatus.DRAFT)
    if for_update:
        query = query.with_for_update()
    return db.session.execute(query).scalars().first()


def versions_of(year: int) -> Sequence[ActionPlan]:
    """Every version of a year, the newest first."""
    return db.session.execute(_newest_first(year)).scalars().all()


def latest_adopted_year() -> int | None:
    """The latest year with an adopted plan: what a new year's draft copies."""
    query = select(func.max(ActionPlan.year)).where(ActionPlan.status == PlanStatus.ADOPTED)
    return db.session.execute(query).scalar_one()


def years_with_plans() -> Sequence[int]:
    """The years that have a plan, draft or not, the latest first."""
    query = select(ActionPlan.year).distinct().order_by(ActionPlan.year.desc())
    return db.session.execute(query).scalars().all()


def document_of(plan: ActionPlan) -> PlanDocument:
    """The official text, the reading and the notes of a plan, for the pages."""
    return read_document(plan.document)


def plan_document(plan: ActionPlan) -> dict[str, Any]:
    """What ``plan.json`` says of a plan: what is counted and how, without the official text."""
    return {
        "anio": plan.year,
        "version": plan.version,
        "indicadores": [_published(indicator) for indicator in plan.indicators],
    }


def _published(indicator: Indicator) -> dict[str, Any]:
    return {
        "numero": indicator.number,
        "titulo": indicator.title,
        "tipo": indicator.type.value,
        "meta": plain_number(indicator.goal),
        "umbral_en_riesgo": plain_number(indicator.at_risk_threshold),
        "tipos": sorted(indicator.kinds),
        "desenlaces": sorted(indicator.counting_outcomes),
        "meses": sorted(indicator.months),
    }


def _newest_first(year: int) -> Select[ActionPlan]:
    """A year's versions with their activities and indicators, in two statements."""
    activities = selectinload(ActionPlan.activities).options(joinedload(Activity.indicator))
    return (
        select(ActionPlan)
        .where(ActionPlan.year == year)
        .order_by(ActionPlan.version.desc())
        .options(activities)
    )
