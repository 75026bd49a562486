"""Rows made straight from the models, for tests of what reads them. Add and flush, never commit."""

import itertools
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.agenda.models import Execution, ExecutionStatus
from portal.extensions import db
from portal.intake.kinds import Channel, Identity, Outcome, RequestKind, RequestStatus
from portal.intake.models import ServiceRequest
from portal.plan.models import ActionPlan, Activity, Indicator, IndicatorType, PlanStatus

_serial = itertools.count(1)

# Number, kinds, outcomes that count, goal, months: the adopted reading of the 2024 plan.
Reading = tuple[int, list[str], list[str], int, list[int]]
READING_2024: tuple[Reading, ...] = (
    (1, ["capacitacion"], ["atendida"], 90, []),
    (2, [], [], 100, [3, 5, 7, 9]),
    (3, [], [], 100, list(range(1, 13))),
    (4, [], [], 100, [1, 3, 5, 7, 9, 11]),
    (5, [], [], 100, [1, 3, 5, 7, 9, 11]),
    (6, ["asesoria", "queja"], ["atendida", "trasladada"], 100, []),
    (7, [], [], 100, [1, 3, 5, 7]),
)


def instant(day: date, at: time = time(10, 0)) -> datetime:
    """An instant by the clock of Bogotá."""
    return datetime.combine(day, at, tzinfo=clock.BOGOTA)


def make_staff(role: Role | str = Role.ATTENDANT, **facts: Any) -> StaffUser:
    """A person of the office who cannot sign in: for the history and for what names an actor."""
    serial = next(_serial)
    values: dict[str, Any] = {
        "public_id": f"{serial:016x}",
        "email": f"persona{serial}@personeria.example",
        "name": f"Persona {serial}",
        "role": Role(role),
        "password_hash": "no abre",
        "created_at": instant(date(2024, 1, 1)),
    }
    user = StaffUser(**(values | facts))
    db.session.add(user)
    db.session.flush()
    return user


def make_request(kind: RequestKind | str = RequestKind.ADVICE, **facts: Any) -> ServiceRequest:
    """A request. ``received_on`` or ``received_at``, ``outcome`` with ``closed_on`` and the rest.

    Closed when it has an outcome; due 21 days after reception unless ``due_on`` says otherwise.
    """
    serial, kind = next(_serial), RequestKind(kind)
    received_at = facts.pop("received_at", None) or instant(
        facts.pop("received_on", date(2024, 3, 5))
    )
    received_on = clock.day_of(received_at)
    values: dict[str, Any] = {
        "kind": kind,
        "filing_year": received_on.year,
        "filing_sequence": serial,
        "filing_number": f"{kind.prefix}-{received_on.year}-{serial:06d}",
        "public_row": f"S-{serial:010d}",
        "channel": Channel.WEB,
        "identity": Identity.ANONYMOUS,
        "received_at": received_at,
        "received_on": received_on,
        "recorded_at": received_at,
        "filed_on": received_on,
        "due_on": received_on + timedelta(days=21),
        "alert_on": received_on + timedelta(days=21),
    }
    if facts.get("outcome") is not None:
        values["outcome"] = Outcome(facts.pop("outcome"))
        values["status"] = RequestStatus.CLOSED
        values["closed_recorded_at"] = instant(facts["closed_on"])
    service_request = ServiceRequest(**(values | facts))
    db.session.add(service_request)
    db.session.flush()
    return service_request


def make_execution(activity_number: int | None = None, **facts: Any) -> Execution:
    """An execution held on ``takes_place_on`` with one evidence; ``annulled=True`` annuls it."""
    serial = next(_serial)
    takes_place_on = facts.pop("takes_place_on", date(2024, 3, 20))
    values: dict[str, Any] = {
        "public_row": f"E-{serial:010d}",
        "activity_number": activity_number,
        "title": "Control al acueducto",
        "takes_place_on": takes_place_on,
        "status": ExecutionStatus.HELD,
        "recorded_at": instant(takes_place_on),
        "evidence_count": 1,
    }
    if facts.pop("annulled", False):
        values |= {
            "annulled_at": instant(takes_place_on),
            "annulment_reason": "Se registró dos veces.",
        }
    execution = Execution(**(values | facts))
    if execution.status is ExecutionStatus.HELD:
        execution.held_recorded_at = instant(takes_place_on)
    db.session.add(execution)
    db.session.flush()
    return execution


def make_attended_training(received_at: datetime, held_on: date, **facts: Any) -> ServiceRequest:
    """A training request closed by a session held on a day, with evidence."""
    session = make_execution(takes_place_on=held_on)
    return make_request(
        RequestKind.TRAINING,
        received_at=received_at,
        outcome=Outcome.ATTENDED,
        closed_on=held_on,
        closing_execution_id=session.id,
        **facts,
    )


def reopen(service_request: ServiceRequest) -> None:
    """Undo the closing of a request, as reopening leaves its facts."""
    service_request.status = RequestStatus.IN_PROGRESS
    service_request.outcome = service_request.closed_on = None
    service_request.closed_recorded_at = service_request.closing_execution_id = None
    service_request.attended_by_import = False
    db.session.flush()


def close(
    service_request: ServiceRequest, outcome: Outcome | str, closed_on: date, **facts: Any
) -> None:
    """Close a request, as closing it leaves its facts."""
    service_request.status = RequestStatus.CLOSED
    service_request.outcome = Outcome(outcome)
    service_request.closed_on = closed_on
    service_request.closed_recorded_at = instant(closed_on)
    for name, value in facts.items():
        setattr(service_request, name, value)
    db.session.flush()


def make_plan(
    year: int = 2024,
    reading: Iterable[Reading] = READING_2024,
    *,
    thresholds: Iterable[int] = itertools.repeat(80),
    **facts: Any,
) -> ActionPlan:
    """A plan with the reading of 2024 (or another), adopted and in force since 1 January."""
    values: dict[str, Any] = {
        "year": year,
        "version": 1,
        "status": PlanStatus.ADOPTED,
        "entity": "PERSONERIA DISTRITAL DE BUENAVENTURA",
        "title": f"PLAN DE ACCIÓN PARTICIPACION CIUDADANA {year}",
        "document": {},
        "document_sha256": "0" * 64,
        "in_force_from": date(year, 1, 1),
        "loaded_at": instant(date(year, 1, 1)),
        "adopted_at": instant(date(year, 1, 1)),
    }
    plan = ActionPlan(**(values | facts))
    plan.activities = [
        _activity(row, threshold) for row, threshold in zip(reading, thresholds, strict=False)
    ]
    db.session.add(plan)
    db.session.flush()
    return plan


def _activity(reading: Reading, threshold: int) -> Activity:
    number, kinds, outcomes, goal, months = reading
    schedule: list[Mapping[str, Any]] = [{"mes": month, "lectura": "leida"} for month in months]
    return Activity(
        number=number,
        objective="LE-1-OBJ-2",
        strategy="Fomentar una cultura de participación",
        text=f"Actividad {number}",
        responsible="Director Operativo",
        schedule=schedule,
        indicator=Indicator(
            number=number,
            title=f"Indicador {number}",
            formula="hechas / previstas",
            plain_name=f"Lo que cuenta el {number}",
            plain_formula="Hechas ÷ previstas",
            type=IndicatorType.DEMAND if kinds else IndicatorType.SCHEDULE,
            goal=Decimal(goal),
            at_risk_threshold=Decimal(threshold),
            kinds=kinds,
            counting_outcomes=outcomes,
            months=months,
        ),
    )
