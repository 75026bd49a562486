"""Thousands of posts of the same and of different forms, at once, over threads and processes.

However the answers get lost and the people press again: as many requests as forms, one number and
one code for each form, and no gap in the numbers.
"""

import http.client
import random
import re
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import func, select

from portal.extensions import db
from portal.intake import tracking_codes
from portal.intake.kinds import RequestKind
from portal.intake.models import FilingCounter, RequestEvent, ServiceRequest
from portal.intake.models_private import RequestContent
from proofs._servers import Portal, databases, portal

CLIENTS = 16
PROCESSES = 3
TIMES = 5  # each form is sent so often
WORDS = {
    RequestKind.TRAINING: {"tema": "veedurias", "comunidad": "Junta"},
    RequestKind.ADVICE: {"descripcion": "Me negaron una cita."},
    RequestKind.COMPLAINT: {"tema": "acueducto", "descripcion": "No llega el agua."},
}
NONCE = re.compile(r'name="formulario"[^>]*value="([^"]+)"')
NUMBER = re.compile(r'class="filing-number">([^<]+)<')
CODE = re.compile(r'class="tracking-code">([^<]+)<')


@dataclass(frozen=True)
class Form:
    """An opened form, as its browser will send it."""

    kind: RequestKind
    nonce: str
    body: str


@dataclass(frozen=True)
class Answer:
    nonce: str
    number: str
    code: str


def main(sample: bool) -> int:
    return max(_prove(database, 1_000 if sample else 5_000) for database in databases())


def _prove(database: str, posts: int) -> int:
    with portal(database, processes=PROCESSES) as running, ThreadPoolExecutor(CLIENTS) as clients:
        kinds = [list(RequestKind)[number % 3] for number in range(posts // TIMES)]
        forms = list(clients.map(lambda kind: _open(running, kind), kinds))
        sent = _order(forms)
        started = time.monotonic()
        answers = list(clients.map(lambda form: _send(running, form), sent))
        seconds = time.monotonic() - started
        with running.app.app_context():
            faults = _faults(forms, answers)
            db.session.remove()
            db.engine.dispose()
    for fault in faults:
        print(f"FALLA ({database}): {fault}")
    print(
        f"{database}: {len(sent)} envíos de {len(forms)} formularios en {seconds:.1f} s, ", end=""
    )
    print("bien" if not faults else f"{len(faults)} fallas", flush=True)
    return 1 if faults else 0


def _order(forms: list[Form]) -> list[Form]:
    """Neighbours leave together: first each form twice, then the rest in no order."""
    later = [form for form in forms for _ in range(TIMES - 2)]
    random.Random(1).shuffle(later)
    return [form for form in forms for _ in (1, 2)] + later


def _open(running: Portal, kind: RequestKind) -> Form:
    page = _ask(running, "GET", f"/solicitudes/{kind.value}")
    found = NONCE.search(page)
    assert found, page[:300]
    return Form(kind, found[1], urlencode(WORDS[kind] | {"formulario": found[1]}))


def _send(running: Portal, form: Form) -> Answer:
    """Without cookies, so that the answer itself carries number and code."""
    page = _ask(running, "POST", f"/solicitudes/{form.kind.value}", form.body)
    number, code = NUMBER.search(page), CODE.search(page)
    return Answer(form.nonce, number[1] if number else page[:200], code[1] if code else "")


def _ask(running: Portal, method: str, address: str, body: str | None = None) -> str:
    port = random.choice(running.ports)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    try:
        connection.request(method, address, body, headers)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def _faults(forms: list[Form], answers: list[Answer]) -> list[str]:
    faults = []
    given = defaultdict(set)
    for answer in answers:
        given[answer.nonce].add((answer.number, answer.code))
    faults += [f"un formulario, varias respuestas: {one}" for one in given.values() if len(one) > 1]
    if len(set.union(*given.values())) != len(forms):
        faults.append("dos formularios recibieron la misma respuesta")
    for model in (ServiceRequest, RequestContent, RequestEvent):
        rows = db.session.execute(select(func.count()).select_from(model)).scalar_one()
        if rows != len(forms):
            faults.append(f"{rows} filas de {model.__name__}, {len(forms)} formularios")
    return faults + _gaps() + _wrong_codes(given)


def _gaps() -> list[str]:
    faults = []
    for counter in db.session.execute(select(FilingCounter)).scalars():
        query = select(ServiceRequest.filing_sequence).where(ServiceRequest.kind == counter.kind)
        if sorted(db.session.execute(query).scalars()) != list(range(1, counter.last + 1)):
            faults.append(f"los números de {counter.kind} no son seguidos")
    return faults


def _wrong_codes(given: dict[str, set[tuple[str, str]]]) -> list[str]:
    query = select(ServiceRequest.filing_number, ServiceRequest.tracking_code_hash)
    hashes = dict(db.session.execute(query).all())
    shown = [pair for pairs in given.values() for pair in pairs]
    return [
        f"el código mostrado no abre {number}"
        for number, code in shown
        if not tracking_codes.matches(hashes.get(number), code)
    ]
