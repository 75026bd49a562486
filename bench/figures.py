"""How long the figures of a month take, as a ratio to the bare counts they are made of.

    python -m bench.figures [REQUESTS]     (100000 without; spread over ten years)

Both run in turns on the same database (a new SQLite file, or DATABASE_URL, which must be empty), so
that what else the machine does hits both alike. Goal: at most twice the bare counts, and 10 ms.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, text

from portal import create_app, schema
from portal.agenda.models import Execution
from portal.extensions import db
from portal.indicators.queries import figures_for
from portal.intake.kinds import RequestKind, RequestStatus
from portal.intake.models import ServiceRequest
from portal.plan import actions
from portal.plan.files import FIRST_PLAN, read_file
from tests.factories import instant

FIRST_DAY = date(2018, 1, 1)
DAYS = 3653  # ten years
YEAR, MONTH = 2024, 11
OUTCOMES = (None, *["atendida"] * 6, "trasladada", "desistida", "no_atendida", "duplicada")
SESSIONS = 2000
TURNS = 9

# What the figures need at the least: both terms of the two indicators of demand, month and year
# to date, read from the covering index alone, and the executions.
BARE = """
SELECT count(*),
  sum(CASE WHEN outcome = 'duplicada' THEN 1 ELSE 0 END),
  sum(CASE WHEN outcome = 'no_valida' THEN 1 ELSE 0 END),
  sum(CASE WHEN closed_on <= :cutoff AND outcome IN ('atendida', 'trasladada') THEN 1 ELSE 0 END),
  sum(CASE WHEN closed_on IS NULL OR closed_on > :cutoff THEN 1 ELSE 0 END),
  sum(CASE WHEN (closed_on IS NULL OR closed_on > :cutoff) AND due_on <= :cutoff
      THEN 1 ELSE 0 END)
FROM service_requests WHERE kind IN ({kinds}) AND received_on BETWEEN :first AND :cutoff
"""
BARE_EXECUTIONS = """
SELECT activity_number, count(*) FROM executions
WHERE takes_place_on BETWEEN :first AND :cutoff AND evidence_count > 0 GROUP BY activity_number
"""


def main(requests: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"PORTAL_DATA_DIR": folder, **_database()})
        schema.bind(app)
        with app.app_context():
            schema.bring_up_to_date()
            fill(requests)
            _report(requests, *_in_turns(bare, lambda: figures_for(YEAR, MONTH)))
            db.session.remove()
            db.engine.dispose()


def bare() -> None:
    for first in (date(YEAR, MONTH, 1), date(YEAR, 1, 1)):
        days = {"first": first.isoformat(), "cutoff": date(YEAR, MONTH, 30).isoformat()}
        for kinds in ("'capacitacion'", "'asesoria', 'queja'"):
            db.session.execute(text(BARE.format(kinds=kinds)), days).one()
        db.session.execute(text(BARE_EXECUTIONS), days).all()


def _database() -> dict[str, str]:
    url = os.environ.get("DATABASE_URL")
    return {"DATABASE_URL": url} if url else {}


def fill(requests: int) -> None:
    actions.load_plan(read_file(FIRST_PLAN), today=date(YEAR, 1, 29))
    rng = random.Random(1)
    db.session.execute(insert(Execution), [_session(number, rng) for number in range(SESSIONS)])
    ids = list(db.session.execute(text("SELECT id FROM executions ORDER BY id")).scalars())
    batch: list[dict[str, Any]] = []
    for row in _rows(requests, rng, ids):
        batch.append(row)
        if len(batch) == 10_000:
            db.session.execute(insert(ServiceRequest), batch)
            batch.clear()
    if batch:
        db.session.execute(insert(ServiceRequest), batch)
    db.session.commit()
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def _session(number: int, rng: random.Random) -> dict[str, Any]:
    day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
    return {
        "public_row": f"E-{number:010d}",
        "activity_number": rng.choice((None, 2, 3, 4, 5, 7)),
        "title": "Sesión",
        "takes_place_on": day,
        "status": "hecha",
        "held_recorded_at": instant(day),
        "recorded_at": instant(day),
        "evidence_count": rng.choice((0, 1, 2, 3)),
    }


def _rows(requests: int, rng: random.Random, sessions: list[int]) -> Iterator[dict[str, Any]]:
    for number in range(requests):
        kind = rng.choice(list(RequestKind))
        day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        outcome = rng.choice(OUTCOMES)
        closed_on = day + timedelta(days=rng.randrange(40)) if outcome else None
        is_session = kind is RequestKind.TRAINING and outcome == "atendida"
        yield {
            **same_for_all(number, kind, day),
            "status": RequestStatus.CLOSED if outcome else RequestStatus.RECEIVED,
            "outcome": outcome,
            "closed_on": closed_on,
            "closed_recorded_at": instant(closed_on) if closed_on else None,
            "closing_execution_id": rng.choice(sessions) if is_session else None,
        }


def same_for_all(number: int, kind: RequestKind, day: date) -> dict[str, Any]:
    return {
        "kind": kind,
        "filing_year": day.year,
        "filing_sequence": number,
        "filing_number": f"{kind.prefix}{number}",
        "public_row": f"S-{number:010d}",
        "channel": "web",
        "identity": "anonima",
        "received_at": instant(day),
        "received_on": day,
        "recorded_at": instant(day),
        "filed_on": day,
        "due_on": day + timedelta(days=21),
        "alert_on": day + timedelta(days=21),
    }


def _in_turns(*tasks: Callable[[], object]) -> list[float]:
    """The median milliseconds of each, run one after the other, again and again."""
    taken: list[list[float]] = [[] for _ in tasks]
    for _ in range(TURNS):
        for task, times in zip(tasks, taken, strict=True):
            db.session.expire_all()
            start = time.perf_counter()
            task()
            times.append((time.perf_counter() - start) * 1000)
    return [statistics.median(times) for times in taken]


def _report(requests: int, bare_ms: float, figures_ms: float) -> None:
    allowed = 2 * bare_ms + 10
    print(f"{requests} requests, {db.engine.dialect.name}")
    print(f"bare counts     {bare_ms:8.1f} ms")
    print(f"month's figures {figures_ms:8.1f} ms = {figures_ms / bare_ms:.2f} × bare")
    print(f"goal            {allowed:8.1f} ms ({'met' if figures_ms <= allowed else 'NOT met'})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
