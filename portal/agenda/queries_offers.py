"""Dates on offer: to whom, what they said, and which requests could share a session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.agenda.models import Execution, ExecutionStatus, RequestedAttendance
from portal.agenda.models_sessions import SessionDetails, SessionOffer, SessionReminder
from portal.extensions import db
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest

REMIND_BEFORE = timedelta(days=2)


def offers_of(execution_id: int) -> Sequence[SessionOffer]:
    """To every request still on the session's list, in the order of the list."""
    query = (
        select(SessionOffer)
        .join(
            RequestedAttendance,
            (RequestedAttendance.execution_id == SessionOffer.execution_id)
            & (RequestedAttendance.service_request_id == SessionOffer.service_request_id),
        )
        .where(SessionOffer.execution_id == execution_id)
        .options(selectinload(SessionOffer.dates), joinedload(SessionOffer.service_request))
        .order_by(SessionOffer.service_request_id)
    )
    return db.session.execute(query).scalars().all()


def standing_offer(service_request_id: int) -> SessionOffer | None:
    """The latest offer that still waits for its date."""
    query = (
        _sessions_of(select(SessionOffer).join(SessionOffer.execution), service_request_id)
        .outerjoin(SessionDetails, SessionDetails.execution_id == Execution.id)
        .where(
            SessionOffer.service_request_id == service_request_id,
            SessionDetails.confirmed_at.is_(None),
        )
        .options(selectinload(SessionOffer.dates), joinedload(SessionOffer.execution))
        .order_by(SessionOffer.offered_at.desc(), SessionOffer.id.desc())
        .limit(1)
    )
    return db.session.execute(query).scalars().first()


def scheduled_session(service_request_id: int) -> SessionDetails | None:
    """The session to come that the office told whoever asked about."""
    query = (
        _sessions_of(select(SessionDetails).join(SessionDetails.execution), service_request_id)
        .where(SessionDetails.confirmed_at.is_not(None))
        .options(joinedload(SessionDetails.execution))
        .order_by(Execution.takes_place_on, Execution.id)
        .limit(1)
    )
    return db.session.execute(query).scalars().first()


@dataclass(frozen=True)
class Gathering:
    """Open training requests of one topic and territory, which one session could attend."""

    topic: str | None
    territory: str | None
    filing_numbers: tuple[str, ...]
    people: int
    due_on: date


def gatherings() -> list[Gathering]:
    """Of the open training requests that are on no session's list; what is due first, first."""
    listed = (
        select(RequestedAttendance.service_request_id)
        .join(RequestedAttendance.execution)
        .where(Execution.annulled_at.is_(None), Execution.status == ExecutionStatus.PLANNED)
    )
    query = (
        select(ServiceRequest)
        .where(
            ServiceRequest.kind == RequestKind.TRAINING,
            ServiceRequest.outcome.is_(None),
            ServiceRequest.id.not_in(listed),
        )
        .order_by(ServiceRequest.due_on, ServiceRequest.id)
        .limit(500)
    )
    groups: dict[tuple[str | None, str | None], list[ServiceRequest]] = {}
    for found in db.session.execute(query).scalars():
        groups.setdefault((found.topic, found.territory), []).append(found)
    return [
        Gathering(
            topic=topic,
            territory=territory,
            filing_numbers=tuple(one.filing_number for one in those),
            people=sum(one.people_expected or 0 for one in those),
            due_on=those[0].due_on,
        )
        for (topic, territory), those in groups.items()
    ]


def people_expected(execution_id: int) -> int:
    """What those on the list said when they asked."""
    query = (
        select(func.coalesce(func.sum(ServiceRequest.people_expected), 0))
        .join(RequestedAttendance, RequestedAttendance.service_request_id == ServiceRequest.id)
        .where(RequestedAttendance.execution_id == execution_id)
    )
    return db.session.execute(query).scalar_one() or 0


def due_reminders() -> Sequence[tuple[Execution, ServiceRequest]]:
    """Whom to remind of a settled session of the next two days, and was not yet for that day."""
    today = clock.today()
    query = (
        select(Execution, ServiceRequest)
        .join(RequestedAttendance, RequestedAttendance.execution_id == Execution.id)
        .join(RequestedAttendance.service_request)
        .join(SessionDetails, SessionDetails.execution_id == Execution.id)
        .outerjoin(
            SessionReminder,
            (SessionReminder.execution_id == Execution.id)
            & (SessionReminder.service_request_id == ServiceRequest.id)
            & (SessionReminder.takes_place_on == Execution.takes_place_on),
        )
        .where(
            SessionReminder.execution_id.is_(None),
            Execution.takes_place_on > today,
            Execution.takes_place_on <= today + REMIND_BEFORE,
            Execution.status == ExecutionStatus.PLANNED,
            Execution.annulled_at.is_(None),
            SessionDetails.confirmed_at.is_not(None),
            ServiceRequest.outcome.is_(None),
        )
        .order_by(RequestedAttendance.id)
    )
    return [(execution, asked) for execution, asked in db.session.execute(query)]


def _sessions_of(query: Select[Any], service_request_id: int) -> Select[Any]:
    """Planned sessions that have the request on their list."""
    return query.join(RequestedAttendance, RequestedAttendance.execution_id == Execution.id).where(
        RequestedAttendance.service_request_id == service_request_id,
        Execution.status == ExecutionStatus.PLANNED,
        Execution.annulled_at.is_(None),
    )
