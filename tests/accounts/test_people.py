"""The people of the office, as administrators see and change them."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient, FlaskCliRunner

from portal.accounts import people, queries
from portal.accounts.models import Role, StaffUser
from portal.errors import Refused
from portal.extensions import db
from tests.conftest import PASSWORD
from tests.indicators.words import words_of
from tests.pages import form_fields, submit

ONE_TIME = re.compile(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}")


@pytest.fixture
def browser(staff_client: Callable, admin: StaffUser) -> FlaskClient:
    return staff_client(admin)


def add(browser: FlaskClient, **typed: str):
    typed = {
        "nombre": "Rosa Cuero",
        "correo": "rosa@personeria.example",
        "rol": "attendant",
    } | typed
    return submit(browser, "/gestion/personas/nueva", **typed)


def press(browser: FlaskClient, user: StaffUser, act: str, **typed: str):
    page = browser.get(f"/gestion/personas/{user.public_id}").text
    address = f"/gestion/personas/{user.public_id}/{act}"
    return browser.post(address, data=seen(page) | typed)


def seen(page: str) -> dict[str, str]:
    """What each form of a person's page carries."""
    fields = form_fields(page)
    return {name: fields[name] for name in ("csrf_token", "version")}


def test_everybody_is_listed(browser: FlaskClient, ana: StaffUser, luis: StaffUser) -> None:
    luis.is_enabled = False
    page = browser.get("/gestion/personas").text
    assert "Ana Riascos" in page
    assert "Luis Hurtado" in page
    assert "Ya no entra" in page


def test_a_new_person_gets_a_password_shown_once(
    browser: FlaskClient, new_client: Callable
) -> None:
    page = add(browser)
    assert page.status_code == 201
    one_time = ONE_TIME.search(page.text)[0]
    user = queries.staff_by_email("rosa@personeria.example")
    assert user.must_change_password
    assert one_time not in browser.get(f"/gestion/personas/{user.public_id}").text
    entering = new_client()
    answer = submit(entering, "/ingresar", correo=user.email, clave=one_time)
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"nombre": ""}, "Escriba el nombre."),
        ({"correo": "sin arroba"}, "Ese correo no está bien escrito."),
        ({"correo": "Adela@personeria.example"}, "Ya hay una persona con el correo"),
        ({"rol": None}, "Elija qué hace."),
    ],
)
def test_it_says_what_is_wrong_and_keeps_the_rest(
    browser: FlaskClient, typed: dict[str, str], message: str
) -> None:
    page = add(browser, **typed)
    assert page.status_code == 400
    assert message in page.text
    assert "rosa@personeria.example" in page.text or "Rosa Cuero" in page.text
    assert queries.count_staff() == 1


def test_a_role_can_be_changed(browser: FlaskClient, ana: StaffUser) -> None:
    assert press(browser, ana, "rol", rol="coordinator").status_code == 303
    db.session.refresh(ana)
    assert ana.role is Role.COORDINATOR


def test_a_role_that_does_not_exist_is_refused(browser: FlaskClient, ana: StaffUser) -> None:
    assert press(browser, ana, "rol", rol="dueño").status_code == 400
    db.session.refresh(ana)
    assert ana.role is Role.ATTENDANT


def test_a_person_can_be_kept_out_and_let_in_again(browser: FlaskClient, ana: StaffUser) -> None:
    press(browser, ana, "quitar")
    db.session.refresh(ana)
    assert not ana.is_enabled
    press(browser, ana, "devolver")
    db.session.refresh(ana)
    assert ana.is_enabled


def test_a_reset_password_is_shown_once_and_ends_the_old_one(
    browser: FlaskClient, ana: StaffUser, new_client: Callable
) -> None:
    one_time = ONE_TIME.search(press(browser, ana, "clave").text)[0]
    entering = new_client()
    old = submit(entering, "/ingresar", correo=ana.email, clave=PASSWORD)
    assert old.status_code == 401
    assert submit(entering, "/ingresar", correo=ana.email, clave=one_time).status_code == 303


@pytest.mark.parametrize(
    ("act", "typed"), [("rol", {"rol": "planning"}), ("quitar", {}), ("clave", {})]
)
def test_nobody_acts_on_themselves(
    browser: FlaskClient, admin: StaffUser, ana: StaffUser, act: str, typed: dict[str, str]
) -> None:
    carried = seen(browser.get(f"/gestion/personas/{ana.public_id}").text)
    answer = browser.post(f"/gestion/personas/{admin.public_id}/{act}", data=carried | typed)
    assert answer.status_code == 400
    db.session.refresh(admin)
    assert admin.role is Role.ADMINISTRATOR
    assert admin.is_enabled
    assert not admin.must_change_password


@pytest.mark.parametrize(("act", "typed"), [("rol", {"rol": "planning"}), ("clave", {})])
def test_of_two_administrators_the_second_is_told(
    browser: FlaskClient, ana: StaffUser, act: str, typed: dict[str, str]
) -> None:
    """Or a password would be handed over that was replaced meanwhile."""
    address = f"/gestion/personas/{ana.public_id}"
    carried = seen(browser.get(address).text)
    assert browser.post(f"{address}/clave", data=carried).status_code == 200
    db.session.refresh(ana)
    before = ana.password_hash
    late = browser.post(f"{address}/{act}", data=carried | typed)
    assert late.status_code == 409
    assert "Otra persona cambió algo de esta cuenta" in late.text
    db.session.refresh(ana)
    assert (ana.password_hash, ana.role) == (before, Role.ATTENDANT)


def test_an_administrator_who_lost_the_right_meanwhile_acts_no_more(
    admin: StaffUser, ana: StaffUser, hire: Callable
) -> None:
    other = hire("Otilia Segura", Role.ADMINISTRATOR)
    people.set_role(other, role=Role.PLANNING, actor=admin, seen_version=1)
    with pytest.raises(Refused):
        people.set_enabled(admin, is_enabled=False, actor=other, seen_version=1)


def test_without_the_token_of_the_page_nothing_changes(
    browser: FlaskClient, ana: StaffUser
) -> None:
    for act in ("rol", "quitar", "clave"):
        answer = browser.post(f"/gestion/personas/{ana.public_id}/{act}", data={"rol": "planning"})
        assert answer.status_code == 400
    db.session.refresh(ana)
    assert ana.is_enabled
    assert ana.role is Role.ATTENDANT


def test_an_unknown_person_is_not_found(browser: FlaskClient) -> None:
    assert browser.get("/gestion/personas/nadie").status_code == 404


def test_what_was_done_to_an_account_stays_written_down(
    browser: FlaskClient, admin: StaffUser
) -> None:
    add(browser)
    user = queries.staff_by_email("rosa@personeria.example")
    press(browser, user, "rol", rol="planning")
    press(browser, user, "quitar")
    press(browser, user, "devolver")
    press(browser, user, "clave")
    acts = queries.acts_upon(user)
    assert [one.version for one in acts] == [5, 4, 3, 2, 1]
    assert {one.actor_id for one in acts} == {admin.id}
    page = words_of(browser.get(f"/gestion/personas/{user.public_id}").text)
    said = page.partition("Historia")[2]
    for words in (
        "Le dieron una clave nueva Adela",
        "Le devolvieron la entrada Adela",
        "Le quitaron la entrada Adela",
        "Le dieron otro rol: Jefatura de Planeación Adela",
        "Entró al equipo: Atención a la ciudadanía Adela",
    ):
        assert words in said
        said = said.partition(words)[2]


def test_who_was_added_on_the_server_says_so(browser: FlaskClient, cli: FlaskCliRunner) -> None:
    cli.invoke(
        args=["staff", "add", "eva@personeria.example", "--name", "Eva", "--role", "planning"]
    )
    user = queries.staff_by_email("eva@personeria.example")
    page = words_of(browser.get(f"/gestion/personas/{user.public_id}").text)
    assert "Entró al equipo: Jefatura de Planeación Desde el servidor" in page
