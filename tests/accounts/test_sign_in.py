from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts import rules
from portal.accounts.models import StaffSession, StaffUser
from portal.extensions import db
from tests.conftest import PASSWORD
from tests.pages import submit

REFUSAL = "El correo o la clave no son correctos."


def sign_in(client: FlaskClient, **typed: str):
    typed = {"correo": "ana@personeria.example", "clave": PASSWORD} | typed
    return submit(client, "/ingresar", **typed)


def test_it_leads_to_what_has_to_be_done(client: FlaskClient, ana: StaffUser) -> None:
    answer = sign_in(client)
    assert answer.status_code == 303
    assert answer.location == "/gestion"
    assert "Lo que hay que hacer" in client.get("/gestion").text


def test_capitals_and_spaces_of_the_email_do_not_matter(
    client: FlaskClient, ana: StaffUser
) -> None:
    assert sign_in(client, correo=" Ana@Personeria.example ").status_code == 303


def test_a_wrong_password_an_unknown_and_a_former_person_read_the_same(
    client: FlaskClient, ana: StaffUser, luis: StaffUser
) -> None:
    luis.is_enabled = False
    pages = [
        sign_in(client, clave="otra clave cualquiera"),
        sign_in(client, correo="nadie@personeria.example"),
        sign_in(client, correo="luis@personeria.example"),
    ]
    for page in pages:
        assert page.status_code == 401
        assert REFUSAL in page.text
        assert PASSWORD not in page.text
    assert client.get("/gestion").location.startswith("/ingresar")


def test_what_is_missing_is_said_beside_its_field(client: FlaskClient) -> None:
    page = sign_in(client, correo="", clave="")
    assert page.status_code == 400
    assert "Escriba su correo." in page.text
    assert "Escriba su clave." in page.text


def test_it_goes_back_to_the_staff_page_that_was_asked_for(
    client: FlaskClient, ana: StaffUser
) -> None:
    turned_away = client.get("/gestion/solicitudes?tipo=queja")
    answer = submit(client, turned_away.location, correo="ana@personeria.example", clave=PASSWORD)
    assert answer.location == "/gestion/solicitudes?tipo=queja"


@pytest.mark.parametrize(
    "target",
    [
        "https://malo.example",
        "//malo.example",
        "/\\malo.example",
        "/gestion\\..\\malo",
        "/gestion.malo.example",
        "/gestion\n/x",
        "/otra",
        "javascript:alert(1)",
    ],
)
def test_it_never_leads_away_from_the_staff_pages(target: str) -> None:
    assert rules.staff_page(target) == "/gestion"


def test_each_sign_in_forgets_what_the_browser_held(
    client: FlaskClient, new_client: Callable, ana: StaffUser
) -> None:
    with client.session_transaction() as session:
        session["plantado"] = "por otro"
    sign_in(client)
    with client.session_transaction() as session:
        assert "plantado" not in session
        first = session["_user_id"]
        assert "_id" not in session
    other = new_client()
    sign_in(other)
    with other.session_transaction() as session:
        assert session["_user_id"] != first


def test_only_a_hash_of_the_secret_is_kept(client: FlaskClient, ana: StaffUser) -> None:
    sign_in(client)
    with client.session_transaction() as session:
        token = session["_user_id"]
    assert token not in db.session.execute(select(StaffSession.token_hash)).scalars().all()


def test_many_wrong_tries_have_to_wait_and_then_the_account_opens_again(
    client: FlaskClient, ana: StaffUser, at: Callable
) -> None:
    at("2026-03-02 09:00")
    for _ in range(rules.TRIES_FROM_ONE_PLACE):
        assert sign_in(client, clave="no es esta clave").status_code == 401
    refused = sign_in(client)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= rules.SIGN_IN_WINDOW
    at("2026-03-02 09:16")
    assert sign_in(client).status_code == 303


def test_tries_at_one_person_do_not_keep_another_out(
    client: FlaskClient, ana: StaffUser, luis: StaffUser
) -> None:
    for _ in range(rules.TRIES_FROM_ONE_PLACE + 1):
        sign_in(client, clave="no es esta clave")
    assert sign_in(client, correo="luis@personeria.example").status_code == 303


def test_a_form_without_its_token_signs_nobody_in(client: FlaskClient, ana: StaffUser) -> None:
    answer = client.post("/ingresar", data={"correo": "ana@personeria.example", "clave": PASSWORD})
    assert answer.status_code == 400
    assert "La página esperó demasiado" in answer.text
    assert client.get("/gestion").status_code == 302
