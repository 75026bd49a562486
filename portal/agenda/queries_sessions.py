"""Reads of what a session needs: its details, what is announced, what a calendar shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.elements import ColumnElement

from portal.agenda.models import Execution, ExecutionStatus
from portal.agenda.models_attendance import Attendee
from portal.agenda.models_sessions import SessionDetails
from portal.extensions import db

Pairs = Sequence[tuple[Execution, SessionDetails | None]]


def details_of(execution_id: int) -> SessionDetails | None:
    return db.session.get(SessionDetails, execution_id)


def details_by_code(code: str) -> SessionDetails | None:
    """The session whose QR says this code."""
    query = (
        select(SessionDetails)
        .where(SessionDetails.check_in_code == code)
        .options(joinedload(SessionDetails.execution))
    )
    return db.session.execute(query).scalar_one_or_none()


def between(first: date, last: date) -> Pairs:
    """Everything planned or held from a day to another, with its details, in order of time."""
    return _pairs(_with_details().where(_within(first, last)))


def announced(first: date, last: date) -> Pairs:
    """What anybody may read of, annulled sessions too: whoever noted the date has to learn it."""
    query = _with_details().where(_within(first, last), SessionDetails.announced_at.is_not(None))
    return _pairs(query)


@dataclass(frozen=True)
class Reach:
    """How many people came to how many activities; no figure reads it."""

    people: int
    executions: int


def reach_of(year: int) -> Reach:
    """What staff wrote of each held activity, or else how many stand on its list."""
    on_list = (
        select(func.count(Attendee.id))
        .where(Attendee.execution_id == Execution.id, Attendee.struck_at.is_(None))
        .correlate(Execution)
        .scalar_subquery()
    )
    came = func.coalesce(Execution.people_reached, on_list)
    query = select(
        func.coalesce(func.sum(came), 0), func.coalesce(func.sum(case((came > 0, 1), else_=0)), 0)
    ).where(
        _within(date(year, 1, 1), date(year, 12, 31)),
        Execution.status == ExecutionStatus.HELD,
        Execution.annulled_at.is_(None),
    )
    people, executions = db.session.execute(query).one()
    return Reach(int(people), int(executions))


def _pairs(query: Select[Execution, SessionDetails]) -> Pairs:
    return [(execution, details) for execution, details in db.session.execute(query)]


def _with_details() -> Select[Execution, SessionDetails]:
    return (
        select(Execution, SessionDetails)
        .outerjoin(SessionDetails, SessionDetails.execution_id == Execution.id)
        .options(selectinload(Execution.attendances))
        .order_by(Execution.takes_place_on, Execution.starts_at, Execution.id)
    )


def _within(first: date, last: date) -> ColumnElement[bool]:
    return Execution.takes_place_on.between(first, last)
