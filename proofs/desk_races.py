"""Hundreds of races of two members of staff, of each pair of acts, on both databases.

Upon a request, an activity or what the office keeps one of two wins and the other is told.
"""

import time

from portal import one_writer
from portal.extensions import db
from proofs._servers import databases, fresh
from tests.agenda import races as agenda
from tests.casework import races as desk
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.transparency import office_races as office

SAMPLE, FULL = 4, 200
OFFICES = (
    (desk.DeskRaces, desk.PAIRS),
    (agenda.AgendaRaces, agenda.PAIRS),
    (office.OfficeRaces, office.RACES),
)


def main(sample: bool) -> int:
    return max(_prove(name, SAMPLE if sample else FULL) for name in databases())


def _prove(database: str, rounds: int) -> int:
    started = time.monotonic()
    with fresh(database) as template:
        faults = _race_all(template, rounds)
    for fault in faults:
        print(f"FALLA ({database}): {fault}")
    pairs, seconds = sum(len(pairs) for _, pairs in OFFICES), time.monotonic() - started
    print(
        f"{database}: {rounds} carreras de cada una de {pairs} parejas en {seconds:.0f} s, "
        f"{len(faults)} fallas",
        flush=True,
    )
    return 1 if faults else 0


def _race_all(template: SqliteTemplate | PostgresTemplate, rounds: int) -> list[str]:
    one_writer.mark_reading(False)
    faults = []
    for office_of, pairs in OFFICES:
        template.restore()  # each opens its office in an empty database
        with template.app.app_context():
            races = office_of(template.app)
            for name in pairs:
                faults += [fault for _ in range(rounds) for fault in races.race(name)]
            db.session.remove()
            db.engine.dispose()
    return faults
