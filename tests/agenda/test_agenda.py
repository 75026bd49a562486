"""The agenda of a year."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from portal.accounts.models import StaffUser
from portal.agenda.actions import annul
from portal.extensions import db
from tests.agenda.sessions import held, planned, training
from tests.factories import make_execution, make_plan

Browser = Callable[[StaffUser], FlaskClient]


def test_it_shows_what_was_planned_held_and_missed(staff_client: Browser, ana: StaffUser) -> None:
    make_plan()
    make_execution(4, title="Control al aseo", takes_place_on=date(2024, 3, 20))
    planned(ana, title="Taller que viene", takes_place_on=date(2024, 7, 3))
    page = staff_client(ana).get("/gestion/agenda").text
    assert "Control al aseo" in page
    assert "Taller que viene" in page
    # Activity 5 was scheduled for January and nothing stands there.
    assert "Faltó" in page
    assert "Por programar" in page


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"takes_place_on": date(2024, 6, 7)}, "Hecha"),
        ({"takes_place_on": date(2024, 6, 7), "evidence_count": 0}, "Hecha, sin soporte"),
        ({"takes_place_on": date(2024, 6, 7), "annulled": True}, "Anulada"),
    ],
)
def test_each_says_how_it_is(
    staff_client: Browser, ana: StaffUser, facts: dict[str, Any], words: str
) -> None:
    make_execution(**facts)
    assert f"<span>{words}</span>" in staff_client(ana).get("/gestion/agenda").text


def test_what_nobody_recorded_after_its_day_is_pointed_out(
    staff_client: Browser, ana: StaffUser
) -> None:
    planned(ana, takes_place_on=date(2024, 6, 9))
    planned(ana, takes_place_on=date(2024, 6, 10))
    page = staff_client(ana).get("/gestion/agenda").text
    assert page.count("<span>Sin registrar</span>") == 1
    assert page.count("<span>Prevista</span>") == 1
    assert "1 por resolver" in page


def test_an_annulled_one_leaves_its_month_missing(staff_client: Browser, ana: StaffUser) -> None:
    make_plan(2024, [(4, [], [], 100, [3])])
    visit = make_execution(4, takes_place_on=date(2024, 3, 20))
    assert "Faltó" not in staff_client(ana).get("/gestion/agenda").text
    annul(visit, seen_version=visit.version, reason="No se hizo.", actor=ana)
    assert "Faltó" in staff_client(ana).get("/gestion/agenda").text


def test_another_year_has_its_own_page(staff_client: Browser, ana: StaffUser) -> None:
    make_execution(4, title="Control viejo", takes_place_on=date(2023, 3, 20))
    browser = staff_client(ana)
    assert "Control viejo" not in browser.get("/gestion/agenda").text
    assert "Control viejo" in browser.get("/gestion/agenda?anio=2023").text
    assert browser.get("/gestion/agenda?anio=1").status_code == 404
    assert browser.get("/gestion/agenda?anio=loma").status_code == 200


def test_more_activities_ask_the_database_nothing_more(
    staff_client: Browser, ana: StaffUser
) -> None:
    make_plan()
    browser = staff_client(ana)
    statements: list[str] = []

    @event.listens_for(db.engine, "before_cursor_execute")
    def count(*arguments: Any) -> None:
        statements.append(arguments[2])

    def asked() -> int:
        browser.get("/gestion/agenda")
        statements.clear()
        browser.get("/gestion/agenda")
        return len(statements)

    held(ana, training())
    few = asked()
    for _ in range(20):
        held(ana, training())
    assert asked() == few
    event.remove(db.engine, "before_cursor_execute", count)


def test_strangers_go_to_the_sign_in_and_administrators_are_refused(
    client: FlaskClient, staff_client: Browser, admin: StaffUser
) -> None:
    assert "/ingresar" in client.get("/gestion/agenda").headers["Location"]
    assert staff_client(admin).get("/gestion/agenda").status_code == 403


def test_the_committee_reads_and_records_nothing(staff_client: Browser, marta: StaffUser) -> None:
    browser = staff_client(marta)
    assert "Anotar una actividad" not in browser.get("/gestion/agenda").text
    assert browser.get("/gestion/agenda/nueva").status_code == 403
