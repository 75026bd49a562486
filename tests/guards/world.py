"""A small office in the middle of its work, and everybody who may visit it.

For the proofs that send odd or forbidden requests: each page has something to show and each act
something to be done to.
"""

import itertools
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from unittest import mock

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from portal import clock, storage
from portal.accounts import actions as accounts
from portal.accounts import passwords
from portal.accounts.access_log import note_access
from portal.accounts.models import Role, StaffSession, StaffUser
from portal.agenda.actions import plan_execution, record_held
from portal.agenda.actions_feeds import make_feed
from portal.agenda.actions_requests import attach_requests
from portal.agenda.actions_visits import add_commitment
from portal.casework import actions as casework
from portal.casework import actions_closing, actions_exclusion, actions_queue
from portal.casework.actions_matters import link, open_matter
from portal.data_rights.actions import file_data_request
from portal.data_rights.models import Wish
from portal.extensions import db
from portal.intake.actions import Filed, Filing, file_request
from portal.intake.actions_outages import record_outage
from portal.intake.kinds import Channel, Identity, Outcome, RequestKind, ToldBy
from portal.intake.models import ServiceRequest
from portal.intake.stored_files import PreparedFile, attach
from portal.plan.actions import draft_plan
from portal.transparency.models_audit import AuditRow, AuditSample
from tests.factories import make_staff
from tests.guards import sessions
from tests.plan import cast

NOW = datetime(2024, 6, 10, 14, 0, tzinfo=UTC)
NOBODY, CITIZEN, NEWCOMER = "nobody", "citizen", "newcomer"
VISITORS = (NOBODY, CITIZEN, NEWCOMER, *(role.value for role in Role))
PASSWORD = "una clave que nadie adivina"
_serial = itertools.count(1)


@dataclass
class World:
    """``cookies``: what each visitor's browser holds. ``parts``: what addresses may name."""

    cookies: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[Any]] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)


@contextmanager
def office_hours() -> Iterator[None]:
    """A Monday morning of June 2024, whenever the proof runs."""
    with mock.patch.object(clock, "now", return_value=NOW):
        yield


def build(app: Flask) -> World:
    """Fill an empty database, and let everybody in."""
    world = World()
    cast.load()
    draft_plan(2026, from_year=2024)
    people = {role.value: _hire(role) for role in Role}
    people[NEWCOMER] = _hire(Role.COORDINATOR, login=NEWCOMER, must_change_password=True)
    retired = _hire(Role.PLANNING, login="retired", is_enabled=False)
    world.staff = {name: person.id for name, person in people.items()}
    filed = make_requests(people[Role.ATTENDANT.value], people[Role.COORDINATOR.value])
    executions = make_executions(people[Role.ATTENDANT.value], filed)
    attendees, dates = sessions.settle(executions, people[Role.ATTENDANT.value])
    token = make_feed(people[Role.COORDINATOR.value])
    world.codes = {one.service_request.filing_number: one.tracking_code or "" for one in filed}
    evidence = [one.public_id for execution in executions for one in execution.evidences]
    files = [_file_of(one.service_request) for one in filed]
    outage = record_outage(
        channel=Channel.WEB,
        began_at=NOW - timedelta(hours=3),
        ended_at=None,
        what_happened="Se fue la luz.",
        actor=people[Role.ATTENDANT.value],
    )
    views = [
        actions_queue.save_view(owner=people[role.value], name="Quejas", query="tipo=queja")
        for role in (Role.ATTENDANT, Role.COORDINATOR)
    ]
    promise = add_commitment(
        executions[1],
        promised_by="La empresa de aseo",
        text="Pasar dos veces por semana",
        due_on=date(2024, 6, 1),
        actor=people[Role.ATTENDANT.value],
    )
    matter = open_matter(
        title="Sin agua",
        service="acueducto",
        territory=None,
        since=date(2024, 6, 1),
        actor=people[Role.ATTENDANT.value],
    )
    link(
        matter,
        seen_version=1,
        service_requests=[filed[4].service_request],
        actor=people[Role.COORDINATOR.value],
    )
    data_request = file_data_request(
        {
            "wish": Wish.KNOW,
            "name": "Rosa Mosquera",
            "document_type": "cc",
            "document_number": "31.234.567",
            "email": "rosa@correo.example",
            "description": "Qué datos míos tienen.",
        },
        nonce="de la prueba",
    )
    _sample(filed[6].service_request, people[Role.COORDINATOR.value])
    note_access(user=people[Role.ATTENDANT.value], action="export", rows=9, with_people=False)
    db.session.commit()
    world.parts = {
        "outage_id": [outage.id],
        "filing_number": list(world.codes),
        "person": [person.public_id for person in (*people.values(), retired)],
        "evidence": evidence,
        "file": files,
        "view": [one.public_id for one in views],
        "execution_id": [execution.id for execution in executions],
        "number": [1, 2, 6, 7],
        "row": attendees,
        "date": dates,
        "code": sessions.CODES,
        "token": [token],
        "year": [2024, 2023, 2025],
        "month": [1, 6, 12],
        "period": ["s1", "06", "t1"],
        "place": [1],
        "matter": [matter.public_id],
        "commitment_id": [promise.id],
        "reply": ["completar"],
        "data_number": [data_request.data_request.filing_number],
        "data_code": [data_request.code],
        "section": ["servicios", "telefonos_de_emergencia", "temas"],
        "entry": ["gas"],
    }
    _open_browsers(app, world, people)
    return world


def renew(world: World) -> None:
    """Everybody is again who they were, and signed in, whatever was done to them."""
    for name, id_ in world.staff.items():
        facts = {"is_enabled": True, "must_change_password": name == NEWCOMER}
        role = Role.COORDINATOR if name == NEWCOMER else Role(name)
        db.session.execute(update(StaffUser).where(StaffUser.id == id_).values(role=role, **facts))
    db.session.execute(update(StaffSession).values(ended_at=None))
    db.session.commit()


def _hire(role: Role, *, login: str | None = None, **facts: Any) -> StaffUser:
    return make_staff(
        role,
        name=f"Persona de {role.value}",
        email=f"{login or role.value}@personeria.example",
        password_hash=_password_hash(),
        **{"must_change_password": False, **facts},
    )


@cache
def _password_hash() -> str:
    return passwords.hash_password(PASSWORD)


def make_requests(ana: StaffUser, carmen: StaffUser) -> list[Filed]:
    """One of each kind and state."""
    kinds = (RequestKind.TRAINING, RequestKind.ADVICE, RequestKind.COMPLAINT)
    filed = [_file(kind) for kind in kinds]
    filed += [_file(RequestKind.ADVICE, identity=Identity.RESERVED)]
    filed += [_file(RequestKind.COMPLAINT, is_protected=True)]
    filed += [_file(RequestKind.TRAINING, identity=Identity.ANONYMOUS)]
    filed += [_file(RequestKind.COMPLAINT), _file(RequestKind.ADVICE)]
    closed, proposed = (one.service_request for one in filed[-2:])
    filed += [_file(RequestKind.COMPLAINT)]
    _transfer(filed[-1].service_request, ana)
    casework.ask(filed[1].service_request, actor=ana, seen_version=1, body="¿Desde cuándo?")
    casework.note(filed[2].service_request, actor=ana, seen_version=1, body="Llamar mañana.")
    actions_closing.close(
        closed,
        actor=carmen,
        seen_version=closed.version,
        outcome=Outcome.NOT_ATTENDED,
        closed_on=clock.today(),
        told_by=ToldBy.PORTAL,
        answer="No se pudo.",
        reason="No se pudo.",
    )
    actions_exclusion.propose_exclusion(
        proposed,
        actor=ana,
        seen_version=proposed.version,
        outcome=Outcome.NOT_VALID,
        reason="Es una prueba.",
    )
    return filed


def _transfer(one: ServiceRequest, ana: StaffUser) -> None:
    actions_closing.transfer(
        one,
        actor=ana,
        seen_version=one.version,
        body="superservicios",
        told_on=clock.today(),
        told_by=ToldBy.PORTAL,
        answer="La enviamos.",
    )


def _file(kind: RequestKind, **facts: Any) -> Filed:
    topic = {"capacitacion": "veedurias", "asesoria": "tutela", "queja": "acueducto"}[kind.value]
    filing = Filing(
        kind=kind,
        received_at=clock.now(),
        **{
            "topic": topic,
            "description": "Llevamos nueve días sin agua.",
            "name": "Rosa Mosquera",
            "email": f"rosa{next(_serial)}@correo.example",
            "telephone": "310 555 1234",
            **facts,
        },
    )
    return file_request(filing, nonce=secrets.token_hex(16))


def _file_of(service_request: ServiceRequest) -> str:
    content = b"hola"
    prepared = PreparedFile("nota.txt", "text/plain", len(content), storage.keep(content))
    return attach(service_request, prepared).public_id


def make_executions(ana: StaffUser, filed: list[Filed], *, title: str = "Taller") -> list[Any]:
    """One to come, with a request on its list, one that was held, and one of today."""
    days = (date(2024, 7, 1), date(2024, 5, 3), clock.today())
    planned, held, of_today = (
        plan_execution(activity_number=2, title=title, takes_place_on=day, actor=ana)
        for day in days
    )
    attach_requests(planned, service_requests=[filed[0].service_request])
    content = b"acta"
    proof = PreparedFile("acta.txt", "text/plain", len(content), storage.keep(content))
    record_held(
        held,
        seen_version=held.version,
        held_on=held.takes_place_on,
        starts_at=None,
        people_reached=20,
        evidence_reference="Acta 7",
        files=[proof],
        service_requests=[],
        actor=ana,
    )
    return [planned, held, of_today]


def _sample(closed: ServiceRequest, carmen: StaffUser) -> None:
    """The sample of January, of one request, which nobody has looked at yet."""
    sample = AuditSample(
        year=2024,
        month=1,
        rule=1,
        seal_sha256="0" * 64,
        seal_path="2024/01/v1/",
        population=1,
        drawn_at=clock.now(),
        drawn_by_id=carmen.id,
    )
    sample.rows = [AuditRow(place=1, service_request_id=closed.id)]
    db.session.add(sample)


def _open_browsers(app: Flask, world: World, people: dict[str, StaffUser]) -> None:
    """Each as a browser that has already opened a page with a form."""
    tokens = {name: accounts.begin_session(person) for name, person in people.items()}
    db.session.commit()
    for name in VISITORS:
        client = _browser(app, tokens.get(name))
        if name == CITIZEN:
            _open_requests(app, client, world)
        world.cookies[name] = _cookie(client)


def colleague_cookie(app: Flask, role: Role) -> str:
    """What the browser of one more person of a role holds."""
    token = accounts.begin_session(_hire(role, login=f"otra-{role.value}"))
    db.session.commit()
    return _cookie(_browser(app, token))


def _browser(app: Flask, token: str | None) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["csrf_token"], session["visita"] = secrets.token_hex(20), 1
        if token:
            session["_user_id"], session["_fresh"] = token, True
    return client


def _open_requests(app: Flask, client: Any, world: World) -> None:
    """Somebody who opened requests, a closed one among them, with their codes."""
    for number in (*list(world.codes)[:4], list(world.codes)[6]):
        sent = {"radicado": number, "codigo": world.codes[number]}
        with app.app_context():
            answer = client.post("/seguimiento", data=sent)
        assert answer.status_code == 303, answer.text


def _cookie(client: Any) -> str:
    found = client.get_cookie("sesion")
    return f"{found.key}={found.value}"
