"""What staff typed when the sign-in had ended waits for the same person, and is sent by nobody."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from portal import clock
from portal.accounts import lost_forms
from portal.accounts.models import StaffSession, StaffUser
from portal.accounts.models_lost import LostForm
from portal.config import ROOT
from portal.extensions import db
from tests.agenda.sessions import planned
from tests.conftest import PASSWORD
from tests.pages import fill, form_fields, submit

PLACE, PORTAL = "/gestion/sin-enviar", ROOT / "portal"
WORDS = "Llevamos nueve días sin agua y nadie nos dice nada."
# A form of each room, with what the person typed on it.
FORMS = {
    "/gestion/solicitudes/nueva/queja": {"descripcion": WORDS, "nombre": "Rosa Cuero"},
    "/gestion/respuestas/nueva": {"titulo": "Sin agua", "texto": WORDS},
    "/gestion/canal": {"que_paso": WORDS},
    "/gestion/asuntos/nuevo": {"titulo": WORDS},
    "/gestion/agenda/nueva": {"titulo": WORDS, "lugar": "Casa comunal"},
    "/gestion/catalogos/temas/nueva": {"nombre": "Agua", "fuente": WORDS},
}


@pytest.fixture
def browser(staff_client: Callable[[StaffUser], FlaskClient], carmen: StaffUser) -> FlaskClient:
    return staff_client(carmen)


@pytest.fixture(autouse=True)
def _morning(at: Callable[[str], datetime]) -> None:
    at("2024-03-05 10:00")


def lose(browser: FlaskClient, page: str, at: Callable[[str], datetime], **typed: str) -> Any:
    """Send a form after the sign-in has slept too long."""
    fields = fill(form_fields(browser.get(page).text, having=next(iter(typed))), typed)
    at("2024-03-05 14:00")
    db.session.execute(update(StaffSession).values(started_at=clock.now()))
    db.session.commit()
    with browser.session_transaction() as session:
        session["seen"] = 0
    return browser.post(page, data=fields)


def kept() -> int:
    db.session.rollback()
    return int(db.session.execute(select(func.count()).select_from(LostForm)).scalar_one())


@pytest.mark.parametrize("page", FORMS)
def test_a_form_is_found_again_with_all_that_was_typed(
    browser: FlaskClient, carmen: StaffUser, at: Callable[[str], datetime], page: str
) -> None:
    typed = FORMS[page]
    answer = lose(browser, page, at, **typed)
    assert answer.status_code == 303
    back = submit(browser, answer.location, correo=carmen.email, clave=PASSWORD)
    assert back.location == PLACE
    assert "1 formulario que no alcanzó a enviar" in browser.get("/gestion").text
    shown = browser.get(PLACE).text
    assert WORDS[:40] in shown
    fields = form_fields(shown, having=next(iter(typed)))
    opened = browser.post(f"{page}?recuperado=si", data=fields)
    assert opened.status_code == 400  # nothing is done: it is shown again
    found = form_fields(opened.text, having=next(iter(typed)))
    assert {name: found[name] for name in typed} == typed
    assert found["csrf_token"]
    assert kept() == 0


def test_nobody_else_sees_it_and_it_is_gone_the_next_day(
    browser: FlaskClient,
    carmen: StaffUser,
    ana: StaffUser,
    at: Callable[[str], datetime],
    staff_client: Callable[[StaffUser], FlaskClient],
) -> None:
    lose(browser, "/gestion/canal", at, que_paso=WORDS)
    assert kept() == 1
    assert "No hay nada sin enviar." in staff_client(ana).get(PLACE).text
    at("2024-03-06 14:00:01")
    assert lost_forms.of_person(carmen) == []


def test_a_form_without_its_own_token_is_kept_for_nobody(
    browser: FlaskClient, at: Callable[[str], datetime], client: FlaskClient
) -> None:
    at("2024-03-05 14:00")
    with browser.session_transaction() as session:
        session["seen"] = 0
    for one in (browser, client):
        answer = one.post("/gestion/canal", data={"que_paso": WORDS, "csrf_token": "x"})
        assert answer.status_code == 302
    assert kept() == 0


def test_the_questions_of_its_address_come_back_with_it(
    browser: FlaskClient, carmen: StaffUser, at: Callable[[str], datetime]
) -> None:
    page = "/gestion/agenda/nueva?actividad=3"
    lose(browser, page, at, titulo=WORDS)
    [one] = lost_forms.of_person(carmen)
    assert one.path == page


def test_no_password_is_ever_kept(
    browser: FlaskClient, carmen: StaffUser, at: Callable[[str], datetime]
) -> None:
    typed = {"clave": PASSWORD, "clave_nueva": "agua limpia y rio", "clave_repetida": "agua"}
    assert lose(browser, "/cuenta/clave", at, **typed).status_code == 302
    assert kept() == 0
    lost_forms.keep(carmen, "/gestion/x", {"clave": [PASSWORD], "motivo": ["Falta algo."]})
    [one] = lost_forms.of_person(carmen)
    assert one.fields == {"motivo": ["Falta algo."]}


def test_no_password_field_of_the_portal_has_another_name() -> None:
    fields = {
        name
        for path in PORTAL.rglob("forms*.py")
        for name in re.findall(r"(\w+) = PasswordField", path.read_text())
    }
    assert fields
    assert all(lost_forms.NOT_KEPT.fullmatch(name) for name in fields)


def test_what_was_opened_again_can_be_sent(
    browser: FlaskClient, carmen: StaffUser, at: Callable[[str], datetime]
) -> None:
    """The version that the person saw comes back with it, so nobody's change is overwritten."""
    execution = planned(carmen, takes_place_on=date(2024, 3, 20))
    page = f"/gestion/agenda/{execution.id}/editar"
    answer = lose(browser, page, at, titulo=WORDS)
    submit(browser, answer.location, correo=carmen.email, clave=PASSWORD)
    fields = form_fields(browser.get(PLACE).text, having="titulo")
    opened = browser.post(f"{page}?recuperado=si", data=fields)
    assert opened.status_code == 400
    sent = browser.post(page, data=form_fields(opened.text, having="titulo"))
    assert sent.status_code == 303
    db.session.refresh(execution)
    assert execution.title == WORDS
