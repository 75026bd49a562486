"""``/gestion/encargos``: who signs for somebody else, for which days and by which act."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import Role, StaffUser
from portal.accounts.posts import title_held
from portal.extensions import db
from tests.indicators.words import words_of
from tests.pages import submit

Browser = Callable[[StaffUser], FlaskClient]
PAGE = "/gestion/encargos"


@pytest.fixture(autouse=True)
def _in_april(at: Callable[[str], Any]) -> None:
    at("2024-04-08 09:00")


def appoint(client: FlaskClient, user: StaffUser, **filled: str) -> Any:
    given = {
        "persona": user.public_id,
        "cargo": "coordinator",
        "desde": "2024-04-08",
        "hasta": "12/04/2024",
        "acto": "Resolución 31",
    }
    return submit(client, PAGE, **given | filled)


def test_it_is_recorded_and_holds_for_its_days_alone(
    staff_client: Browser, admin: StaffUser, ana: StaffUser
) -> None:
    client = staff_client(admin)
    assert "No hay ninguno." in client.get(PAGE).text
    assert appoint(client, ana).status_code == 303
    page = words_of(client.get(PAGE).text)
    assert "Ana Riascos Director Operativo 8 abr 2024 a 12 abr 2024 Resolución 31 Vigente" in page
    titles = [title_held(ana, Role.COORDINATOR, date(2024, 4, day)) for day in (7, 8, 12, 13)]
    assert titles == [None, "Director Operativo (E)", "Director Operativo (E)", None]
    assert title_held(ana, Role.PLANNING, date(2024, 4, 9)) is None


@pytest.mark.parametrize(
    ("filled", "field", "says"),
    [
        ({"persona": ""}, "persona", "Elija a la persona."),
        ({"persona": "nadie"}, "persona", "Elija a la persona."),
        ({"cargo": "rey"}, "cargo", "Elija el cargo."),
        ({"cargo": "attendant"}, "cargo", "Ese cargo no firma publicaciones."),
        ({"desde": ""}, "desde", "Escriba desde qué día."),
        ({"hasta": "2024-04-07"}, "hasta", "no puede terminar antes de empezar"),
        ({"hasta": "2025-04-09"}, "hasta", "dura máximo un año"),
        ({"hasta": "31 de junio"}, "hasta", "Esa fecha no existe"),
        ({"acto": "  "}, "acto", "Escriba el acto del encargo."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    staff_client: Browser,
    admin: StaffUser,
    ana: StaffUser,
    filled: dict[str, str],
    field: str,
    says: str,
) -> None:
    answer = appoint(staff_client(admin), ana, **filled)
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert says in answer.text
    if field != "acto":
        assert 'value="Resolución 31"' in answer.text
    assert title_held(ana, Role.COORDINATOR, date(2024, 4, 9)) is None


def test_nobody_appoints_themselves_nor_the_owner_of_the_post(
    staff_client: Browser, admin: StaffUser, carmen: StaffUser
) -> None:
    client = staff_client(admin)
    assert "Nadie puede registrar su propio encargo." in appoint(client, admin).text
    assert "Esa persona ya tiene ese cargo." in appoint(client, carmen).text


def test_who_may_no_longer_enter_is_not_offered_and_is_refused(
    staff_client: Browser, admin: StaffUser, ana: StaffUser
) -> None:
    ana.is_enabled = False
    db.session.commit()
    client = staff_client(admin)
    assert ana.public_id not in client.get(PAGE).text
    assert "Esa persona ya no puede entrar al portal." in appoint(client, ana).text


def test_a_post_is_not_given_twice_for_the_same_days(
    staff_client: Browser, admin: StaffUser, ana: StaffUser, luis: StaffUser
) -> None:
    client = staff_client(admin)
    appoint(client, ana)
    for days in ({}, {"desde": "2024-04-12", "hasta": "2024-04-20"}):
        again = appoint(client, ana, **days)
        assert again.status_code == 400
        assert "ya tiene ese encargo en esos días" in again.text
    after = {"desde": "2024-04-13", "hasta": "2024-04-20"}
    for other in (after, {"cargo": "planning"}, {"persona": luis.public_id}):
        assert appoint(client, ana, **other).status_code == 303
