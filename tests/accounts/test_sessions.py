"""How long a sign-in lasts, and what ends it for good."""

from collections.abc import Callable

import html5lib
import pytest
from flask.testing import FlaskClient

from portal.accounts import actions, people
from portal.accounts.models import Role, StaffUser
from portal.extensions import db
from tests.conftest import PASSWORD
from tests.pages import submit


@pytest.fixture
def signed_in(client: FlaskClient, ana: StaffUser, at: Callable) -> FlaskClient:
    at("2026-03-02 08:00")
    submit(client, "/ingresar", correo="ana@personeria.example", clave=PASSWORD)
    return client


def is_in(client: FlaskClient) -> bool:
    return client.get("/gestion").status_code == 200


def test_half_an_hour_without_use_ends_it(signed_in: FlaskClient, at: Callable) -> None:
    at("2026-03-02 08:29")
    assert is_in(signed_in)
    at("2026-03-02 08:58")
    assert is_in(signed_in)
    at("2026-03-02 09:29")
    assert not is_in(signed_in)


def test_ten_hours_end_it_however_busy(signed_in: FlaskClient, at: Callable) -> None:
    for hour in range(8, 18):
        for minute in ("10", "35", "59"):
            at(f"2026-03-02 {hour:02d}:{minute}")
            assert is_in(signed_in)
    at("2026-03-02 18:01")
    assert not is_in(signed_in)


def test_signing_out_ends_it_also_for_a_copied_cookie(
    signed_in: FlaskClient, new_client: Callable[[], FlaskClient]
) -> None:
    with signed_in.session_transaction() as session:
        copied = dict(session)
    answer = signed_in.post("/salir", data={"csrf_token": _sign_out_token(signed_in)})
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    thief = new_client()
    with thief.session_transaction() as session:
        session.update(copied)
    assert not is_in(thief)
    assert not is_in(signed_in)


def test_signing_out_needs_the_token_of_the_page(signed_in: FlaskClient) -> None:
    signed_in.post("/salir")
    assert is_in(signed_in)


def test_signing_out_is_not_a_link(signed_in: FlaskClient) -> None:
    assert signed_in.get("/salir").status_code == 405
    assert is_in(signed_in)


def test_a_person_who_may_no_longer_enter_is_out_at_once(
    signed_in: FlaskClient, ana: StaffUser, admin: StaffUser
) -> None:
    people.set_enabled(ana, is_enabled=False, actor=admin, seen_version=1)
    assert not is_in(signed_in)
    people.set_enabled(ana, is_enabled=True, actor=admin, seen_version=2)
    assert not is_in(signed_in)


def test_a_new_role_needs_a_new_sign_in(
    signed_in: FlaskClient, ana: StaffUser, admin: StaffUser
) -> None:
    people.set_role(ana, role=Role.PLANNING, actor=admin, seen_version=1)
    assert not is_in(signed_in)


def test_a_new_password_ends_the_other_sessions_and_not_this_one(
    signed_in: FlaskClient, ana: StaffUser, staff_client: Callable
) -> None:
    other = staff_client(ana)
    assert is_in(other)
    new = "otra clave bien larga"
    answer = submit(signed_in, "/cuenta/clave", clave=PASSWORD, clave_nueva=new, clave_repetida=new)
    assert answer.status_code == 303
    assert is_in(signed_in)
    assert not is_in(other)


def test_an_invented_secret_opens_nothing(client: FlaskClient, ana: StaffUser) -> None:
    actions.begin_session(ana)
    db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = "inventado"
    assert not is_in(client)


def _sign_out_token(client: FlaskClient) -> str:
    """The token in the menu's own form."""
    page = html5lib.parse(client.get("/gestion").text, namespaceHTMLElements=False)
    form = next(one for one in page.iter("form") if one.get("action") == "/salir")
    return next(one.get("value") for one in form.iter("input"))
