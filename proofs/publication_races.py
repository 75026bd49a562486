"""Hundreds of races of two people who sign a publication, of each pair of acts, on both databases.

Each time one wins and the other is told; no signature stands twice and the chain has no gap.
"""

import time

from portal import one_writer
from portal.extensions import db
from proofs._servers import databases, fresh
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.transparency.races import PAIRS, SigningRaces

SAMPLE, FULL = 10, 200


def main(sample: bool) -> int:
    return max(_prove(name, SAMPLE if sample else FULL) for name in databases())


def _prove(database: str, rounds: int) -> int:
    started, faults = time.monotonic(), []
    with fresh(database) as template:
        for pair in PAIRS:
            faults += _race(template, pair, rounds)
    for fault in faults:
        print(f"FALLA ({database}): {fault}")
    seconds = time.monotonic() - started
    print(
        f"{database}: {rounds} carreras de cada una de {len(PAIRS)} parejas en {seconds:.0f} s, "
        f"{len(faults)} fallas",
        flush=True,
    )
    return 1 if faults else 0


def _race(template: SqliteTemplate | PostgresTemplate, pair: str, rounds: int) -> list[str]:
    template.restore()
    one_writer.mark_reading(False)
    with template.app.app_context():
        races = SigningRaces(template.app)
        faults = [fault for _ in range(rounds) for fault in races.race(pair)]
        db.session.remove()
        db.engine.dispose()
    return faults
