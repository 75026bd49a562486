"""How long the report of a half year takes, as a ratio to the bare counts it is made of.

    python -m bench.reports [REQUESTS]     (10000 without; spread over ten years)

Both run in turns on the same database (a new SQLite file, or DATABASE_URL, which must be empty), so
that what else the machine does hits both alike. Goal: at most three times the bare statements, and
30 ms: every closing is looked up in the calendar. The book is measured beside it, with the memory
that it needs at most.
"""

import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date

from sqlalchemy import text

from bench._generated import fill
from portal import clock, create_app, schema
from portal.extensions import db
from portal.indicators.control_report import control_of
from portal.indicators.report_papers import book
from portal.indicators.reports import report_of
from portal.indicators.rules_reports import ReportPeriod

LAST_DAY = date(2026, 11, 25)
PERIOD = ReportPeriod(2026, "s1", LAST_DAY)
TURNS = 9

# What the report needs at the least: a count by everything it is split by, and each closing.
BARE_COUNTS = """
SELECT kind, term_kind, channel, territory, outcome, closed_on <= :cutoff, due_on <= :cutoff,
  count(*)
FROM service_requests
WHERE kind IN ('capacitacion', 'asesoria', 'queja') AND received_on BETWEEN :first AND :cutoff
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
BARE_CLOSINGS = """
SELECT kind, term_kind, outcome, filed_on, closed_on, due_on FROM service_requests
WHERE kind IN ('capacitacion', 'asesoria', 'queja') AND received_on BETWEEN :first AND :cutoff
  AND outcome IN ('atendida', 'no_atendida', 'trasladada') AND closed_on <= :cutoff
"""


def main(requests: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = os.environ.get("DATABASE_URL")
        app = create_app({"PORTAL_DATA_DIR": folder} | ({"DATABASE_URL": url} if url else {}))
        schema.bind(app)
        with app.app_context():
            schema.bring_up_to_date()
            fill(requests, last_day=LAST_DAY)
            _report(requests)
            db.session.remove()
            db.engine.dispose()


def bare() -> None:
    days = {
        "first": PERIOD.period.first.isoformat(),
        "cutoff": PERIOD.period.cutoff.isoformat(),
    }
    for statement in (BARE_COUNTS, BARE_CLOSINGS):
        db.session.execute(text(statement), days).all()


def make_book() -> bytes:
    return book(report_of(PERIOD), made_at=clock.now())


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


def _most_memory(task: Callable[[], object]) -> float:
    tracemalloc.start()
    task()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1024 / 1024


def _report(requests: int) -> None:
    bare_ms, report_ms, control_ms, book_ms = _in_turns(
        bare, lambda: report_of(PERIOD), lambda: control_of(PERIOD), make_book
    )
    allowed = 3 * bare_ms + 30
    listed = report_of(PERIOD).total.received
    print(f"{requests} requests, {listed} in the half year, {db.engine.dialect.name}")
    print(f"bare statements {bare_ms:8.1f} ms")
    print(f"report          {report_ms:8.1f} ms = {report_ms / bare_ms:.2f} × bare")
    print(f"goal            {allowed:8.1f} ms ({'met' if report_ms <= allowed else 'NOT met'})")
    print(f"control report  {control_ms:8.1f} ms")
    print(f"book            {book_ms:8.1f} ms, {_most_memory(make_book):.1f} MB at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
