"""Reads of the agenda."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import extract, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.agenda.models import Evidence, Execution, ExecutionStatus, RequestedAttendance
from portal.agenda.rules import SCHEDULED_ACTIVITIES
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.plan.models import ActionPlan, IndicatorType
from portal.plan.queries import plan_in_force

SOON = timedelta(days=14)
MOST_COMING = 10


def execution(execution_id: int) -> Execution | None:
    """One execution with all that its page shows."""
    query = (
        select(Execution)
        .where(Execution.id == execution_id)
        .options(
            selectinload(Execution.evidences).options(
                joinedload(Evidence.added_by), joinedload(Evidence.withdrawn_by)
            ),
            selectinload(Execution.attendances).joinedload(RequestedAttendance.service_request),
            joinedload(Execution.recorded_by),
            joinedload(Execution.held_recorded_by),
            joinedload(Execution.annulled_by),
        )
    )
    return db.session.execute(query).scalar_one_or_none()


def execution_to_change(execution_id: int) -> Execution | None:
    """The same row, locked until the transaction ends and read anew."""
    query = (
        select(Execution)
        .where(Execution.id == execution_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return db.session.execute(query).scalar_one_or_none()


def twin_of(
    what: Mapping[str, Any], service_requests: Sequence[ServiceRequest]
) -> Execution | None:
    """One that was not annulled, the same by all these columns, and for one of these requests.

    Sessions for other people are others, however much alike.
    """
    same = [getattr(Execution, name).is_not_distinct_from(value) for name, value in what.items()]
    wanted = {one.id for one in service_requests}
    query = (
        select(Execution)
        .where(Execution.annulled_at.is_(None), *same)
        .options(selectinload(Execution.attendances))
    )
    for found in db.session.execute(query).scalars():
        listed = {one.service_request_id for one in found.attendances}
        if wanted & listed or wanted == listed:
            return found
    return None


def executions_of(year: int) -> Sequence[Execution]:
    """Everything planned or held in a year, in order of time."""
    query = (
        select(Execution)
        .where(Execution.takes_place_on.between(date(year, 1, 1), date(year, 12, 31)))
        .options(selectinload(Execution.attendances))
        .order_by(Execution.takes_place_on, Execution.starts_at, Execution.id)
    )
    return db.session.execute(query).scalars().all()


def years_of_executions() -> Sequence[int]:
    """The years in which something was planned or held, the latest first."""
    year = extract("year", Execution.takes_place_on)
    query = select(year).distinct().order_by(year.desc())
    return [int(found) for found in db.session.execute(query).scalars()]


@dataclass(frozen=True)
class AgendaNeeds:
    """How many activities passed their day unrecorded, and how many lack their proof."""

    unrecorded: int
    unproved: int


def needs(today: date) -> AgendaNeeds:
    """Both counts in one reading, whatever the year."""
    is_held = Execution.status == ExecutionStatus.HELD
    query = select(
        func.count().filter(~is_held, Execution.takes_place_on < today),
        func.count().filter(is_held, Execution.evidence_count == 0),
    ).where(Execution.annulled_at.is_(None))
    unrecorded, unproved = db.session.execute(query).one()
    return AgendaNeeds(unrecorded, unproved)


def coming(today: date) -> Sequence[Execution]:
    """The next few that are planned, within two weeks."""
    query = (
        select(Execution)
        .where(
            Execution.annulled_at.is_(None),
            Execution.status == ExecutionStatus.PLANNED,
            Execution.takes_place_on.between(today, today + SOON),
        )
        .order_by(Execution.takes_place_on, Execution.starts_at, Execution.id)
        .limit(MOST_COMING)
    )
    return db.session.execute(query).scalars().all()


def evidence(execution_id: int, public_id: str) -> Evidence | None:
    query = select(Evidence).where(
        Evidence.execution_id == execution_id, Evidence.public_id == public_id
    )
    return db.session.execute(query).scalar_one_or_none()


def plan_for(year: int) -> ActionPlan | None:
    """The plan that the agenda of a year follows, draft or adopted."""
    return plan_in_force(year, date(year, 12, 31))


def scheduled_numbers(year: int) -> frozenset[int]:
    """The activities that executions of a year may belong to."""
    plan = plan_for(year)
    if plan is None:
        return SCHEDULED_ACTIVITIES
    return frozenset(
        indicator.number
        for indicator in plan.indicators
        if indicator.type is IndicatorType.SCHEDULE
    )
