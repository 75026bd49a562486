"""How long freezing a month takes, and recounting a year of what was published.

    python -m bench.freezing [REQUESTS]     (1000000 without; a new SQLite file)
    python -m bench.freezing recount [ROWS]     (12 months of 20000 rows each)

Freezing is measured in turns with what it cannot do without: the bare counts of the month and of
the year to date, and the same rows written to a file as the database gives them. Goal: twice that
and 50 ms.
The recount is that of the published program, a process of its own, over the files and the chain of
twelve months that three people published through the portal's own actions. Goal: 5 s.
"""

import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from bench import figures
from bench.office import hire_signers, office, publish
from portal.extensions import db
from portal.indicators.queries import figures_for
from portal.intake.kinds import RequestKind, RequestStatus
from portal.intake.models import ServiceRequest
from portal.transparency import copy_of_site
from portal.transparency.frozen import Frozen, freeze
from tests.factories import instant

YEAR, MONTH = figures.YEAR, figures.MONTH
TURNS = 5
BATCH = 10_000

# The rows of the file with the columns that it shows, in its order; for each indicator of demand.
ROWS = """
SELECT public_row, kind, received_on, closed_on, outcome, due_on
FROM service_requests WHERE kind IN ({kinds}) AND received_on BETWEEN :first AND :cutoff
ORDER BY received_on, id
"""
KINDS = ("'capacitacion'", "'asesoria', 'queja'")


def main(requests: int) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, office(folder):
        figures.fill(requests)
        bare_ms, freezing_ms = in_turns(lambda: bare(folder), lambda: write(folder, frozen()))
        rows = frozen().files["filas.csv"].count(b"\n") - 1
    allowed = 2 * bare_ms + 50
    print(f"{requests} requests, {rows} rows in the month's file")
    print(f"bare counts and rows {bare_ms:8.0f} ms")
    print(f"freezing, writing    {freezing_ms:8.0f} ms = {freezing_ms / bare_ms:.2f} × bare")
    print(f"goal                 {allowed:8.0f} ms ({met(freezing_ms <= allowed)})")


def bare(folder: str) -> None:
    figures.bare()
    days = {"first": f"{YEAR}-01-01", "cutoff": f"{YEAR}-{MONTH}-30"}
    with Path(folder, "bare.csv").open("w", newline="") as file:
        for kinds in KINDS:
            rows = db.session.execute(text(ROWS.format(kinds=kinds)), days)
            csv.writer(file).writerows(rows)


def frozen() -> Frozen:
    return freeze(figures_for(YEAR, MONTH), version=1, previous_seal=None, reason=None)


def write(folder: str, what: Frozen) -> None:
    for name, content in what.files.items():
        Path(folder, name).write_bytes(content)


def recount(rows: int) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        office(folder),
        tempfile.TemporaryDirectory(prefix="bench-") as copy,
    ):
        _fill_evenly(rows)
        signers = hire_signers()
        for month in range(1, 13):
            publish(YEAR, month, signers)
        copy_of_site.write_chain(Path(copy))
        found = [path.read_bytes().count(b"\n") - 1 for path in Path(copy).rglob("filas.csv")]
        seconds, of_processor = zip(*(_run_program(copy) for _ in range(3)), strict=True)
    print(f"{len(found)} months, {sum(found)} rows in all, {max(found)} in the longest")
    print(f"recount  {statistics.median(seconds):.2f} s, worst of three {max(seconds):.2f} s")
    print(f"of the processor {statistics.median(of_processor):.2f} s")
    print(f"goal     5.00 s ({met(statistics.median(seconds) <= 5)})")


def _fill_evenly(rows: int) -> None:
    """So many requests, received before the first month ends: each month's file has them all."""
    batch: list[dict[str, Any]] = []
    for number in range(rows):
        batch.append(_request(number))
        if len(batch) == BATCH or number == rows - 1:
            db.session.execute(insert(ServiceRequest), batch)
            batch.clear()
    db.session.commit()


def _request(number: int) -> dict[str, Any]:
    day = date(YEAR, 1, 2) + timedelta(days=number % 29)
    closed_on = day + timedelta(days=number % 200) if number % 5 else None
    kind = (RequestKind.COMPLAINT, RequestKind.ADVICE)[number % 2]
    return {
        **figures.same_for_all(number, kind, day),
        "status": RequestStatus.CLOSED if closed_on else RequestStatus.RECEIVED,
        "outcome": "trasladada" if closed_on else None,
        "closed_on": closed_on,
        "closed_recorded_at": instant(closed_on) if closed_on else None,
    }


def _run_program(copy: str) -> tuple[float, float]:
    """Seconds by the clock, and of the processor: the others' share of the machine apart."""
    program = next(Path(copy).rglob("recalcular.py"))
    start, before = time.perf_counter(), os.times()
    subprocess.run(  # noqa: S603 - what we published
        [sys.executable, "-I", str(program), copy], check=True, capture_output=True
    )
    after = os.times()
    spent = after.children_user + after.children_system
    return time.perf_counter() - start, spent - before.children_user - before.children_system


def in_turns(*tasks: Callable[[], object]) -> Iterator[float]:
    """The median milliseconds of each."""
    taken: list[list[float]] = [[] for _ in tasks]
    for _ in range(TURNS):
        for task, times in zip(tasks, taken, strict=True):
            db.session.expire_all()
            start = time.perf_counter()
            task()
            times.append((time.perf_counter() - start) * 1000)
    return (statistics.median(times) for times in taken)


def met(holds: bool) -> str:
    return "met" if holds else "NOT met"


if __name__ == "__main__":
    given = sys.argv[1:]
    if given[:1] == ["recount"]:
        recount(int(given[1]) if len(given) > 1 else 20_000)
    else:
        main(int(given[0]) if given else 1_000_000)
