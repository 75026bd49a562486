from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from portal.accounts import actions, passwords
from portal.accounts.models import Role, StaffUser
from portal.errors import Refused
from portal.extensions import db
from tests.conftest import PASSWORD
from tests.pages import submit

NEW = "tres palabras juntas"


@pytest.fixture
def browser(staff_client: Callable, ana: StaffUser) -> FlaskClient:
    return staff_client(ana)


def change(client: FlaskClient, **typed: str):
    typed = {"clave": PASSWORD, "clave_nueva": NEW, "clave_repetida": NEW} | typed
    return submit(client, "/cuenta/clave", **typed)


def test_the_new_one_opens_and_the_old_one_does_not(
    browser: FlaskClient, ana: StaffUser, new_client: Callable
) -> None:
    assert change(browser).location == "/gestion"
    other = new_client()
    old = submit(other, "/ingresar", correo=ana.email, clave=PASSWORD)
    assert old.status_code == 401
    assert submit(other, "/ingresar", correo=ana.email, clave=NEW).status_code == 303


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"clave": "no es esta"}, "Esa no es su clave actual."),
        ({"clave_nueva": "corta", "clave_repetida": "corta"}, "Use al menos 12 caracteres."),
        (
            {"clave_nueva": "Buenaventura2026", "clave_repetida": "Buenaventura2026"},
            "Esa clave es muy fácil de adivinar.",
        ),
        (
            {"clave_nueva": "ana@personeria.example", "clave_repetida": "ana@personeria.example"},
            "Esa clave es muy fácil de adivinar.",
        ),
        ({"clave_repetida": "otra cosa"}, "Las dos claves nuevas no son iguales."),
        (
            {"clave_nueva": PASSWORD, "clave_repetida": PASSWORD},
            "La clave nueva tiene que ser distinta.",
        ),
    ],
)
def test_it_says_what_is_wrong_and_changes_nothing(
    browser: FlaskClient, ana: StaffUser, typed: dict[str, str], message: str
) -> None:
    page = change(browser, **typed)
    assert page.status_code == 400
    assert message in page.text
    db.session.refresh(ana)
    assert passwords.password_matches(ana.password_hash, PASSWORD)


def test_strangers_are_turned_away(client: FlaskClient) -> None:
    assert client.get("/cuenta/clave").location.startswith("/ingresar")


def test_a_one_time_password_opens_nothing_but_its_change(client: FlaskClient, app: object) -> None:
    user, one_time = actions.add_staff(
        email="nueva@personeria.example", name="Nueva Persona", role=Role.COORDINATOR
    )
    db.session.commit()
    submit(client, "/ingresar", correo=user.email, clave=one_time)
    assert client.get("/gestion/solicitudes").location == "/cuenta/clave"
    assert client.get("/gestion").location == "/cuenta/clave"
    page = client.get("/cuenta/clave")
    assert "sirve una sola vez" in page.text
    change(client, clave=one_time)
    assert client.get("/gestion/solicitudes").status_code == 200


def test_a_weak_password_is_refused_by_the_command_too(app: object) -> None:
    with pytest.raises(Refused):
        actions.add_staff(
            email="x@personeria.example", name="X", role=Role.PLANNING, password="corta"
        )
