"""A hundred thousand odd requests, to every address, by everybody, on both databases.

None may break a page, take long, show a trace or lead elsewhere. Each round begins with a fresh
office, so that what one round did to it does not tire the next; its seed is printed with a fault.
"""

import logging
import time
from collections.abc import Iterator

from portal import one_writer
from portal.extensions import db
from proofs._servers import databases, fresh
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.guards.odd_requests import Oddities
from tests.guards.world import build, office_hours

ROUND = 500
SAMPLE, FULL = 3_000, 100_000
SHOWN = 20


def main(sample: bool) -> int:
    logging.getLogger("portal").setLevel(logging.ERROR)  # each throttled sign-in says so
    number = SAMPLE if sample else FULL
    names = databases()
    return max(_prove(name, number // len(names)) for name in names)


def _prove(database: str, number: int) -> int:
    started, faults = time.monotonic(), []
    with fresh(database) as template:
        for seed in range(number // ROUND):
            faults += list(_round(template, seed))
    for fault in faults[:SHOWN]:
        print(f"FALLA ({database}): {fault}")
    seconds = time.monotonic() - started
    print(f"{database}: {number} envíos raros en {seconds:.0f} s, {len(faults)} fallas", flush=True)
    return 1 if faults else 0


def _round(template: SqliteTemplate | PostgresTemplate, seed: int) -> Iterator[str]:
    template.restore()
    one_writer.mark_reading(False)
    with template.app.app_context(), office_hours():
        world = build(template.app)
        for odd, why in Oddities(template.app, world, seed).faults(ROUND):
            yield f"semilla {seed}, {odd}\n{why}"
        db.session.remove()
        db.engine.dispose()
