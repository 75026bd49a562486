"""``/plan/<year>``: the official text beside the live figures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.extensions import db
from portal.plan import actions
from portal.plan.models import ActionPlan
from portal.plan.queries import document_of
from tests.factories import instant, make_attended_training, make_execution, make_request
from tests.indicators.words import words_of

At = Callable[[str], Any]


@pytest.fixture(autouse=True)
def april(at: At) -> None:
    at("2024-04-10 09:00")


def test_the_plan_alone_leads_to_the_year(client: FlaskClient) -> None:
    response = client.get("/plan")
    assert (response.status_code, response.location) == (302, "/plan/2024")


def test_it_shows_every_official_text_of_each_activity(
    client: FlaskClient, plan_2024: ActionPlan
) -> None:
    page = words_of(client.get("/plan/2024").text)
    for activity in document_of(plan_2024).activities:
        for _column, text in activity.official.cells:
            if text not in ("90%", "100%"):
                assert text in page


def test_it_shows_how_each_indicator_is_counted_and_its_flags(
    client: FlaskClient, plan_2024: ActionPlan
) -> None:
    document = document_of(plan_2024)
    page = words_of(client.get("/plan/2024").text)
    for activity in document.activities:
        assert activity.reading.plain_formula in page
        assert activity.reading.reason in page
        assert all(note.text in page for note in activity.notes)
    assert all(note.text in page for note in document.notes)
    assert page.count("Por confirmar con Planeación.") == 8


def test_it_shows_who_signs(client: FlaskClient, plan_2024: ActionPlan) -> None:
    page = client.get("/plan/2024").text
    for text in ("OSCAR CABEZAS BLANDON", "Comité enero-29", "Aprobado por", "sumatoria"):
        assert text in page


def test_the_figures_are_live_and_said_to_be(client: FlaskClient, plan_2024: ActionPlan) -> None:
    make_attended_training(instant(date(2024, 3, 5)), date(2024, 3, 28))
    make_request("capacitacion", received_on=date(2024, 4, 2))
    make_execution(4, takes_place_on=date(2024, 1, 20))
    page = words_of(client.get("/plan/2024").text)
    assert "En curso, sin publicar" in page
    assert "De enero a abril" in page
    assert "1 de 2 50,0 % meta 90 %" in page
    assert "Controles a los servicios públicos Porcentaje" in page
    assert "1 de 2 50,0 % de enero a abril, meta 100 %" in page


def test_the_months_show_what_was_done_missed_and_late(
    client: FlaskClient, plan_2024: ActionPlan
) -> None:
    make_execution(4, takes_place_on=date(2024, 2, 20))
    months = words_of(client.get("/plan/2024").text).split("Actividad 4")[1]
    assert "enero Faltó feb febrero Tarde mar marzo Faltó abr abril: no prevista" in months
    assert "nov noviembre Prevista (mes supuesto)" in months


def test_an_adopted_plan_is_no_draft(client: FlaskClient, plan_2024: ActionPlan) -> None:
    assert "borrador" not in client.get("/plan/2024").text.lower()


def test_a_draft_says_so_and_whose_copy_it_is(
    client: FlaskClient, plan_2024: ActionPlan, at: At
) -> None:
    actions.draft_plan(2025, from_year=2024)
    at("2025-02-01 09:00")
    page = words_of(client.get("/plan/2025").text)
    assert "Este plan es un borrador. Es una copia del plan de 2024." in page
    assert "En curso, sin publicar" in page


def test_a_year_to_come_has_no_figures(client: FlaskClient, plan_2024: ActionPlan) -> None:
    actions.draft_plan(2025, from_year=2024)
    page = client.get("/plan/2025").text
    assert "todavía no hay cifras" in page
    assert "sin publicar" not in page
    assert 'href="/plan/2024"' in page


def test_a_year_that_is_over_shows_its_december(
    client: FlaskClient, plan_2024: ActionPlan, at: At
) -> None:
    at("2026-01-10 09:00")
    assert "De enero a diciembre" in client.get("/plan/2024").text


@pytest.mark.parametrize("address", ["/plan/2023", "/plan/9999", "/plan/0000", "/plan/20244"])
def test_a_year_without_a_plan_is_not_found(
    client: FlaskClient, plan_2024: ActionPlan, address: str
) -> None:
    assert client.get(address).status_code == 404


def test_more_requests_take_no_more_statements(
    client: FlaskClient, plan_2024: ActionPlan, statements: Any
) -> None:
    def count() -> int:
        db.session.commit()
        with statements() as seen:
            client.get("/plan/2024")
        return len(seen)

    few = count()
    for day in range(1, 21):
        make_request(received_on=date(2024, 3, day))
        make_execution(3, takes_place_on=date(2024, 3, day))
    assert count() == few
