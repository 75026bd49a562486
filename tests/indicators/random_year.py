"""Made-up years for the second count: crowded edges, every outcome, sessions that fail."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests import factories
from tests.indicators.independent_count import Measure, Request, Session

YEAR = 2024
KINDS = ("capacitacion", "asesoria", "queja")
OUTCOMES = ("atendida", "trasladada", "desistida", "no_atendida", "duplicada", "no_valida")
# Instants, in UTC, at which a day, a month or a year begins or ends in Bogotá.
EDGES = tuple(
    datetime.fromisoformat(f"{text}+00:00")
    for text in (
        *("2024-01-01T04:59:59", "2024-01-01T05:00", "2024-03-01T04:59:59", "2024-03-01T05:00"),
        *("2024-04-01T04:58", "2024-04-01T05:01", "2025-01-01T04:59:59", "2025-01-01T05:00"),
    )
)


def random_measures(rng: random.Random) -> list[Measure]:
    """Seven indicators: two of demand with random kinds, five with random months."""
    first_kinds = rng.choice((["capacitacion"], ["capacitacion", "queja"]))
    measures = [
        Measure(1, rng.choice((90, 100)), first_kinds, rng.sample(OUTCOMES[:4], rng.randint(1, 3))),
        Measure(6, 100, [kind for kind in KINDS if kind not in first_kinds], ["atendida"]),
    ]
    for number in (2, 3, 4, 5, 7):
        months = sorted(rng.sample(range(1, 13), rng.choice((0, 1, 4, 12))))
        measures.append(Measure(number, 100, months=months, threshold=rng.choice((50, 80))))
    return sorted(measures, key=lambda measure: measure.number)


def random_session(rng: random.Random) -> Session:
    held = rng.random() < 0.9
    return Session(
        day=date(YEAR - 1, 12, 1) + timedelta(days=rng.randrange(430)),
        activity=rng.choice((None, 2, 3, 4, 5, 7)),
        was_held=held,
        annulled=rng.random() < 0.15,
        evidences=rng.choice((0, 1, 1, 2)) if held else 0,
    )


def random_request(rng: random.Random, sessions: list[Session]) -> Request:
    received = datetime(YEAR - 1, 12, 1, tzinfo=UTC) + timedelta(
        minutes=rng.randrange(430 * 24 * 60)
    )
    if rng.random() < 0.2:
        received = rng.choice(EDGES)
    request = Request(kind=rng.choice(KINDS), received=received, due=date.min)
    request.due = request.day() + timedelta(days=rng.randint(0, 45))
    if rng.random() < 0.3:
        request.proposed = rng.choice(("", "duplicada", "no_valida"))
        return request
    request.outcome = rng.choice((*OUTCOMES, "atendida", "atendida"))
    request.closed = request.day() + timedelta(days=rng.choice((0, 1, rng.randrange(120))))
    if request.kind == "capacitacion" and request.outcome == "atendida":
        request.imported = rng.random() < 0.2
        if not request.imported and rng.random() < 0.9:
            request.session = rng.choice(sessions)
    return request


def store(measures: list[Measure], sessions: list[Session], requests: list[Request]) -> None:
    """The same facts, in the portal's tables."""
    factories.make_plan(
        YEAR,
        [(m.number, m.kinds, m.outcomes, m.goal, m.months) for m in measures],
        thresholds=[m.threshold for m in measures],
    )
    staff = factories.make_staff()
    ids = {id(session): _store_session(session) for session in sessions}
    for request in requests:
        facts: dict[str, Any] = {}
        if request.outcome:
            facts |= {"outcome": request.outcome, "closed_on": request.closed}
        if request.proposed:
            facts |= {"proposed_outcome": request.proposed, "proposed_by_id": staff.id}
        factories.make_request(
            request.kind,
            received_at=request.received,
            due_on=request.due,
            attended_by_import=request.imported,
            closing_execution_id=ids[id(request.session)] if request.session else None,
            **facts,
        )


def _store_session(session: Session) -> int:
    execution = factories.make_execution(
        session.activity,
        takes_place_on=session.day,
        annulled=session.annulled,
        evidence_count=session.evidences,
        **({} if session.was_held else {"status": "prevista"}),
    )
    return execution.id
