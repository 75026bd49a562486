"""Whatever is written, by any process, the next visitor sees it: a kept page is never old."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import text

from portal import clock
from portal.accounts.models import StaffUser
from portal.demonstration.models import Demonstration
from portal.extensions import db
from portal.indicators import views
from portal.transparency import actions
from tests.checked_client import Stranger
from tests.conftest import PASSWORD
from tests.databases import make_app
from tests.factories import close, make_execution, make_request
from tests.pages import submit
from tests.plan import cast

PAGES = (
    *("/", "/plan/2024", "/transparencia", "/transparencia/2024/01"),
    *("/transparencia/2024/01/cifras.json", "/transparencia/cadena.json"),
)
BY_FLASK = {"Cookie": "sesion=nada"}  # with a session nothing kept is answered
At = Callable[[str], Any]


@pytest.fixture
def other(app: Flask) -> Iterator[Flask]:
    """A second process of the portal: its own memory and connections, the same data folder."""
    folder, url = app.config["PORTAL_DATA_DIR"], app.config["SQLALCHEMY_DATABASE_URI"]
    twin = make_app(folder, url)
    yield twin
    with twin.app_context():
        db.session.remove()
        db.engine.dispose()


def check(*apps: Flask) -> None:
    """Each process answers each page as Flask renders it now; twice, so that it is kept."""
    for address in PAGES:
        truth = Stranger(apps[0]).get(address, headers=BY_FLASK)
        for app in apps:
            for _ in range(2):
                answer = Stranger(app).get(address)
                assert (answer.status, answer.data) == (truth.status, truth.data), address


def test_after_each_act_of_the_office_every_process_shows_it(
    app: Flask,
    other: Flask,
    plan_2024: Any,
    publish: Callable[..., Any],
    carmen: StaffUser,
    paz: StaffUser,
    at: At,
) -> None:
    at("2024-06-11 09:00")

    def correct() -> None:
        publish(2024, 1, reason="Llegó tarde una evidencia.")

    def demonstration() -> None:
        db.session.add(Demonstration(id=1, began_at=clock.now(), staff_ids=[]))

    def reject() -> None:
        waiting = actions.prepare(year=2024, month=2, signer=carmen, password=PASSWORD)
        db.session.commit()
        check(app, other)
        actions.reject(waiting, actor=paz, password=PASSWORD, reason="Falta un acta.")

    make_request("queja", received_on=date(2024, 1, 9))
    publish(2024, 1)
    asked = make_request("asesoria", received_on=date(2024, 1, 12))
    acts: list[Callable[[], object]] = [
        lambda: make_request("queja", received_on=date(2024, 5, 20)),
        lambda: close(asked, "atendida", date(2024, 1, 30)),
        lambda: make_execution(3, takes_place_on=date(2024, 5, 12)),
        lambda: cast.load(goal=75, motivo="La junta bajó la meta.", rige_desde=date(2024, 1, 1)),
        lambda: db.session.execute(text("UPDATE executions SET evidence_count = 0")),
        *(correct, demonstration, reject),
    ]
    for act in acts:
        check(app, other)
        act()
        db.session.commit()
    check(app, other)


def test_what_a_form_sent_shows_on_the_plan_at_once(
    app: Flask, client: FlaskClient, plan_2024: Any, at: At
) -> None:
    at("2024-06-11 09:00")
    before = Stranger(app).get("/plan/2024").data
    sent = submit(client, "/solicitudes/queja", tema="acueducto", descripcion="No llega.")
    assert sent.status_code == 303
    check(app)
    assert Stranger(app).get("/plan/2024").data != before


def test_what_a_command_wrote_shows_at_once(
    other: Flask, cli: FlaskCliRunner, admin: StaffUser, plan_2024: Any
) -> None:
    check(other)
    assert cli.invoke(args=["plan", "load", "portal/plan/data/2024.toml"]).exit_code == 0
    check(other)


def test_what_was_written_while_a_page_was_rendered_is_on_the_next_one(
    app: Flask, plan_2024: Any, monkeypatch: pytest.MonkeyPatch, at: At
) -> None:
    """The page has read all that it shows, then somebody writes, then it would be kept."""
    at("2024-06-11 09:00")
    render = views.render_template

    def slow(*given: Any, **shown: Any) -> str:
        page = render(*given, **shown)
        with ThreadPoolExecutor(1) as somebody:
            somebody.submit(_write, app).result()
        return page

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(views, "render_template", slow)
        early = Stranger(app).get("/plan/2024")
    assert Stranger(app).get("/plan/2024").data != early.data
    check(app)


def _write(app: Flask) -> None:
    with app.app_context():
        make_request("queja", received_on=date(2024, 5, 20))
        db.session.commit()
