"""Hundreds of races of two colleagues who send the same form of the office at the same instant.

Every address at which staff act, from the table of good forms, so that a new one is raced too.
Afterwards the office holds what it would hold had one of them been alone, and the other was told.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from sqlalchemy import func, select
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.http import parse_cookie

from portal.accounts.models import Role
from portal.extensions import db
from proofs._office import Office, forget
from proofs._servers import databases, fresh
from tests.guards.good_acts import GOOD_ACTS, GoodAct, filled_form, post
from tests.guards.page_forms import form_for
from tests.guards.wire import Answer
from tests.guards.world import office_hours

SAMPLE, FULL = 2, 200
STAFF = {role.value for role in Role}
# Each does these for oneself, or takes a copy away: there is nothing to win from the other.
OF_ONESELF = {
    *("accounts.change_password", "accounts.sign_in", "accounts.sign_out"),
    *("agenda.own_calendar", "agenda.revoke_calendar"),
    *("casework.saved_views", "casework.delete_view", "casework.mark_looked"),
    *("casework.export", "casework.export_access_log", "casework.dossier_file"),
    *("casework.receipt_paper", "indicators.control_paper"),
}
# These carry a key of their own, and each sending has its own.
BY_ITS_KEY = {"agenda.attendance", "casework.new_walk_in"}
# Of tries and of readings each leaves its own.
OF_EACH = {"throttle_windows", "access_entries"}

Sending = tuple[str, MultiDict[str, Any], str]


def main(sample: bool) -> int:
    return max(_prove(name, SAMPLE if sample else FULL) for name in databases())


def _prove(database: str, rounds: int) -> int:
    started = time.monotonic()
    acts = {name: act for name, act in GOOD_ACTS.items() if act.visitor in STAFF}
    raced = {name: act for name, act in acts.items() if name not in OF_ONESELF | BY_ITS_KEY}
    with fresh(database) as template, template.app.app_context(), office_hours():
        office = Office(template)
        faults = [one for name in raced for one in _race(office, name, raced[name], rounds)]
        forget()
    for fault in faults:
        print(f"FALLA ({database}): {fault}")
    print(
        f"{database}: {rounds} carreras de cada uno de {len(raced)} formularios en "
        f"{time.monotonic() - started:.0f} s, {len(faults)} fallas",
        flush=True,
    )
    return 1 if faults else 0


def _race(office: Office, name: str, act: GoodAct, rounds: int) -> Iterator[str]:
    """Both have the form before them; first one alone sends it, then both at once."""
    office.put_back("office")
    both = _forms(office, act)
    office.keep("ready")
    alone = _send(office, both[0])
    if alone.status != act.status:
        yield f"{name}: {alone.status} for one alone"
    wanted = _counts()
    for _ in range(rounds):
        office.put_back("ready")
        answers = _at_once(office, both)
        done = [one for one in answers if _outcome(office, one) == _outcome(office, alone)]
        if len(done) != 1 or any(one.status >= 500 for one in answers):
            yield f"{name}: {[_outcome(office, one) for one in answers]}"
        if (found := _counts()) != wanted:
            yield f"{name}: {dict(found.items() - wanted.items())}, not as after one"


def _forms(office: Office, act: GoodAct) -> list[Sending]:
    app, colleague = office.app, office.colleagues[act.visitor]
    path, fields = filled_form(app, office.world, act)
    others = MultiDict(fields)
    others["csrf_token"] = form_for(app, "/cuenta/clave", colleague)["csrf_token"]
    return [(path, fields, office.world.cookies[act.visitor]), (path, others, colleague)]


def _send(office: Office, sending: Sending) -> Answer:
    try:
        return post(office.app, *sending)
    except Exception as failure:  # noqa: BLE001 - what a person would see as a broken page
        return Answer(500, Headers(), repr(failure).encode())


def _at_once(office: Office, both: list[Sending]) -> list[Answer]:
    barrier = Barrier(2)

    def send(sending: Sending) -> Answer:
        with office.app.app_context():
            barrier.wait(timeout=20)
            return _send(office, sending)

    forget()
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(send, both, timeout=60))


def _outcome(office: Office, answer: Answer) -> tuple[int, Any]:
    """The status, and what the next page will say above all else."""
    app = office.app
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = parse_cookie(answer.headers.get("Set-Cookie", "")).get("sesion")
    said = cookie and serializer.loads(cookie).get("_flashes")
    return answer.status, answer.body if answer.status >= 500 else said


def _counts() -> dict[str, int]:
    db.session.rollback()
    tables = [one for one in db.metadata.sorted_tables if one.name not in OF_EACH]
    counts = [select(func.count()).select_from(one).scalar_subquery() for one in tables]
    row = db.session.execute(select(*counts)).one()
    return dict(zip((one.name for one in tables), row, strict=True))
