"""``/plan/<year>/indicadores/<n>``: one indicator, month by month."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.plan import actions
from portal.plan.models import ActionPlan
from tests.factories import make_execution, make_request
from tests.indicators.words import words_of


@pytest.fixture(autouse=True)
def april(at: Callable[[str], Any], plan_2024: ActionPlan) -> None:
    at("2024-04-10 09:00")


def page(client: FlaskClient, number: int) -> str:
    return words_of(client.get(f"/plan/2024/indicadores/{number}").text)


def test_demand_month_by_month_with_open_and_excluded(client: FlaskClient) -> None:
    march = date(2024, 3, 5)
    make_request("asesoria", received_on=march, outcome="atendida", closed_on=date(2024, 3, 9))
    make_request("queja", received_on=march, outcome="trasladada", closed_on=date(2024, 4, 2))
    make_request("queja", received_on=march, outcome="duplicada", closed_on=march)
    make_request("asesoria", received_on=march)
    text = page(client, 6)
    assert "Marzo 1/3 No cumple 33,3 %" in text
    assert "Enero a abril 2/3 No cumple 66,7 %" in text
    assert "Febrero 0/0 Sin demanda —" in text
    assert "Abiertas y vencidas 1 Excluidas por duplicadas 1 Excluidas por no válidas 0" in text
    assert "Asesoría 1/2 Queja de servicio público 1/1" in text
    assert "En curso, sin publicar" in text


def test_schedule_month_by_month(client: FlaskClient) -> None:
    make_execution(4, takes_place_on=date(2024, 2, 10))
    text = page(client, 4)
    assert "Enero 0/1 No cumple 0,0 %" in text
    assert "Febrero 1/0 Sin programación —" in text
    assert "Enero a abril 1/2 No cumple 50,0 %" in text
    assert "enero, marzo, mayo, julio, septiembre y noviembre" in text
    assert "Excluidas" not in text


def test_it_says_who_is_in_and_who_is_out(client: FlaskClient) -> None:
    assert "quedaron atendidas o trasladadas a la entidad que responde" in page(client, 6)
    assert "Una capacitación cuenta solo si la sesión se hizo" in page(client, 1)
    assert "Una capacitación cuenta" not in page(client, 6)
    assert "Por confirmar con Planeación." in page(client, 6)


def test_backlog_stands_apart(client: FlaskClient, at: Callable[[str], Any]) -> None:
    make_request(received_on=date(2024, 12, 20), outcome="atendida", closed_on=date(2025, 1, 8))
    make_request(received_on=date(2023, 12, 20), outcome="atendida", closed_on=date(2024, 1, 8))
    at("2025-02-01 09:00")
    text = page(client, 6)
    assert "Diciembre 0/1" in text
    assert "Rezago: de 2024, cumplidas después del 31 de diciembre 1" in text
    assert "Rezago: de años anteriores, cumplidas en 2024 1" in text


def test_without_backlog_nothing_is_said_of_it(client: FlaskClient) -> None:
    assert "Rezago" not in page(client, 6)


def test_a_year_to_come_has_no_figures(client: FlaskClient) -> None:
    actions.draft_plan(2025, from_year=2024)
    for number in (4, 6):
        text = words_of(client.get(f"/plan/2025/indicadores/{number}").text)
        assert "todavía no hay cifras" in text
        assert "Borrador" in text


@pytest.mark.parametrize(
    "address", ["2024/indicadores/8", "2024/indicadores/0", "2019/indicadores/1"]
)
def test_what_the_plan_does_not_have_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(f"/plan/{address}").status_code == 404
