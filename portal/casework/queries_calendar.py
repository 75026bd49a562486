"""The office's days as they are and as they came to be, and what each change moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.casework.models import TermMove
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.intake.models_calendar import NonWorkingDay
from portal.working_days import DayEffect

BATCH = 500


@dataclass(frozen=True)
class Moved:
    """A request's legal day, from when to when."""

    filing_number: str
    moved_from: date
    moved_to: date


@dataclass(frozen=True)
class Said:
    """Some days of which the same was said at once, and how many legal days that moved."""

    first: NonWorkingDay
    last: NonWorkingDay
    days: int
    moved: int


def open_over(first: date, last: date) -> Iterator[Sequence[ServiceRequest]]:
    """Open requests with a day of their term in a span, locked, some at a time, always in order.

    A day before the term or after it moves nothing, and the legal day is the last of all dates.
    """
    after = 0
    query = (
        select(ServiceRequest)
        .where(
            ServiceRequest.outcome.is_(None),
            ServiceRequest.due_on >= first,
            ServiceRequest.received_on < last,
        )
        .order_by(ServiceRequest.id)
        .limit(BATCH)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    while batch := db.session.execute(query.where(ServiceRequest.id > after)).scalars().all():
        after = batch[-1].id
        yield batch


def in_force() -> list[NonWorkingDay]:
    """The last thing said of each day, where it is not the national calendar; latest day first."""
    last = select(func.max(NonWorkingDay.id)).group_by(NonWorkingDay.day)
    query = (
        select(NonWorkingDay)
        .where(NonWorkingDay.id.in_(last), NonWorkingDay.effect != DayEffect.NATIONAL)
        .options(joinedload(NonWorkingDay.recorded_by))
        .order_by(NonWorkingDay.day.desc())
    )
    return list(db.session.execute(query).scalars())


def days_said() -> set[date]:
    """Every day of which something was said in the portal: it wins over the file."""
    return set(db.session.execute(select(NonWorkingDay.day).distinct()).scalars())


def changes(limit: int = 200) -> list[Said]:
    """What was said of the last days, together as it was said, the latest first."""
    moved = (
        select(func.count())
        .where(TermMove.non_working_day_id == NonWorkingDay.id, TermMove.what == "due_on")
        .scalar_subquery()
    )
    query = (
        select(NonWorkingDay, moved)
        .options(joinedload(NonWorkingDay.recorded_by))
        .order_by(NonWorkingDay.id.desc())
        .limit(limit)
    )
    rows = [(row, count) for row, count in db.session.execute(query)]
    return [
        Said(first=said[-1][0], last=said[0][0], days=len(said), moved=said[-1][1])
        for said in (list(group) for _, group in groupby(rows, lambda one: one[0].said_together))
    ]


def change(change_id: int) -> NonWorkingDay | None:
    return db.session.get(NonWorkingDay, change_id)


def days_of_change(first: NonWorkingDay) -> list[date]:
    """The days that were changed together with this one."""
    query = select(NonWorkingDay.day).where(
        NonWorkingDay.recorded_at == first.recorded_at,
        NonWorkingDay.recorded_by_id == first.recorded_by_id,
        NonWorkingDay.effect == first.effect,
    )
    return list(db.session.execute(query.order_by(NonWorkingDay.day)).scalars())


def moved_by(first: NonWorkingDay, limit: int = 200) -> list[Moved]:
    """The legal days that it moved, the first one due first."""
    query = (
        select(ServiceRequest.filing_number, TermMove.moved_from, TermMove.moved_to)
        .join(ServiceRequest, ServiceRequest.id == TermMove.service_request_id)
        .where(TermMove.non_working_day_id == first.id, TermMove.what == "due_on")
        .order_by(TermMove.moved_to, TermMove.id)
        .limit(limit)
    )
    return [Moved(*row) for row in db.session.execute(query)]


def moved_count(first: NonWorkingDay) -> tuple[int, int]:
    """How many legal days it moved, and how many other dates."""
    query = select(
        func.count().filter(TermMove.what == "due_on"),
        func.count().filter(TermMove.what != "due_on"),
    ).where(TermMove.non_working_day_id == first.id)
    legal, others = db.session.execute(query).one()
    return legal, others
