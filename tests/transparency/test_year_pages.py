"""``/transparencia`` and a year: what is published, what is late, and how each indicator goes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.transparency.models import Publication
from tests.factories import close, make_execution, make_request
from tests.indicators.words import words_of

At = Callable[[str], Any]
Publish = Callable[..., Publication]


def words(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return words_of(response.text)


def test_before_anything_is_published_it_says_so(
    client: FlaskClient, plan_2024: Any, at: At
) -> None:
    at("2024-02-05 09:00")
    page = words(client, "/transparencia")
    assert "Todavía no hay ningún mes publicado." in page
    assert "ene enero Sale el 14 feb" in page
    assert "no se ha publicado" not in page
    assert "Todas las correcciones (0)" in page
    year = words(client, "/transparencia/2024")
    assert "Todavía no se ha publicado ningún mes de 2024." in year


def test_a_late_month_is_said_with_the_days_since(
    client: FlaskClient, publish: Publish, at: At
) -> None:
    at("2024-04-15 09:00")
    publish(2024, 1)
    publish(2024, 3)
    for address in ("/transparencia", "/transparencia/2024"):
        page = words(client, address)
        assert "Febrero de 2024 no se ha publicado. Debía estar el 14 mar 2024: van 32 días" in page
        assert "Enero de 2024 no se ha" not in page
        assert "Marzo de 2024 no se ha" not in page


def test_the_index_shows_the_newest_month_and_the_last_seal(
    client: FlaskClient, publish: Publish, at: At
) -> None:
    at("2024-04-08 09:00")
    publish(2024, 3)
    last = publish(2024, 2)
    page = words(client, "/transparencia")
    assert "Marzo de 2024 , lo más reciente. De siete compromisos," in page
    assert last.end
    assert last.end.seal_sha256 in page
    assert "Se esperaban seis y se cumplieron cinco." in page
    assert 'href="/transparencia/feed.atom"' in client.get("/transparencia").text


def test_a_year_shows_each_indicator_to_date_and_its_twelve_months(
    client: FlaskClient, publish: Publish, at: At
) -> None:
    at("2024-04-08 09:00")
    close(make_request("queja", received_on=date(2024, 1, 9)), "atendida", date(2024, 3, 2))
    make_request("asesoria", received_on=date(2024, 3, 9))
    make_execution(3, takes_place_on=date(2024, 1, 12))
    publish(2024, 1)
    publish(2024, 3)
    page = words(client, "/transparencia/2024")
    assert "De enero a marzo: de siete compromisos, " in page
    assert "«" not in page.split("Indicador 1", 1)[0]
    assert (
        "1 de 2 50,0 % de enero a marzo, meta 100 % No cumple "
        "Hasta marzo llegaron 2 y se cumplieron 1." in page
    )
    assert "Hasta marzo se debían hacer 3 y van 1. En todo el año son 12." in page
    assert "se corrigió: vea qué cambió" not in page
    assert "Enero 0/1 No cumple 0,0 % Febrero — Sin publicar — Marzo 0/1 No cumple 0,0 %" in page
    assert "Abril — Sin publicar — " in page
    assert "Acumulado 1/2 No cumple 50,0 %" in page
    assert page.count("La tabla, mes a mes") == 7


def test_the_corrections_stand_together_the_latest_first(
    client: FlaskClient, publish: Publish, at: At
) -> None:
    at("2024-04-08 09:00")
    assert "No hay ninguna." in words(client, "/transparencia/correcciones")
    for month in (2, 3):
        publish(2024, month)
        make_request("queja", received_on=date(2024, month, 5))
        publish(2024, month, reason=f"Faltaba una queja del mes {month}.")
    page = words(client, "/transparencia/correcciones")
    assert page.index("mes 3.") < page.index("mes 2.")
    assert "Indicador 6, marzo 0/0 · sin demanda · abiertas 0 en plazo y 0 vencidas 0/1" in page
    assert "0/1 · 0,0 % · no cumple · abiertas 0 en plazo y 1 vencida" in page
    index = words(client, "/transparencia")
    assert "Todas las correcciones (2)" in index
    assert "Un mes marcado v2 o más se corrigió: vea qué cambió" in index


@pytest.mark.parametrize(
    "address", ["/transparencia/2019", "/transparencia/2025", "/transparencia/24"]
)
def test_a_year_without_plan_and_publications_is_not_found(
    client: FlaskClient, plan_2024: Any, at: At, address: str
) -> None:
    at("2024-12-30 09:00")
    assert client.get(address).status_code == 404
