"""``…/v<k>/filas``: row by row why it counts or not, and the citizen's own among them."""

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
ROWS = "/transparencia/2024/03/v1/filas"


def words(client: FlaskClient, query: str) -> str:
    return words_of(client.get(f"{ROWS}?{query}").text)


def test_each_row_of_a_request_says_what_it_adds_and_why(
    client: FlaskClient, publish: Publish, at: At
) -> None:
    at("2024-04-08 09:00")
    done = make_request("queja", received_on=date(2024, 2, 20))
    close(done, "trasladada", date(2024, 3, 1))
    opened = make_request("asesoria", received_on=date(2024, 3, 4), due_on=date(2024, 4, 20))
    overdue = make_request("asesoria", received_on=date(2024, 3, 4), due_on=date(2024, 3, 25))
    gone = make_request("queja", received_on=date(2024, 3, 5))
    close(gone, "desistida", date(2024, 3, 9))
    twice = make_request("queja", received_on=date(2024, 3, 6))
    close(twice, "duplicada", date(2024, 3, 7))
    publish(2024, 3)
    page = words(client, "indicador=6")
    expected = "Esperada, mes y año"
    assert f"{done.public_row} Queja, llegó en febrero" in page
    assert "Esperada y cumplida, año Trasladada" in page
    assert (
        f"{opened.public_row} Asesoría, llegó en marzo {expected} Abierta, dentro del plazo" in page
    )
    assert f"{overdue.public_row} Asesoría, llegó en marzo {expected} Abierta y vencida" in page
    assert f"llegó en marzo {expected} Desistida en marzo" in page
    assert f"{twice.public_row} Queja, llegó en marzo No cuenta Excluida" in page
    assert "5 filas de enero a marzo" in page
    assert "Esperada: suma abajo, en 4. Cumplida: suma arriba, en 1." in page


def test_a_schedule_says_what_was_due_and_what_was_done(
    client: FlaskClient, publish: Publish, at: At
) -> None:
    at("2024-04-08 09:00")
    make_execution(3, takes_place_on=date(2024, 3, 12))
    bare = make_execution(3, takes_place_on=date(2024, 3, 13), evidence_count=0)
    publish(2024, 3)
    page = words(client, "indicador=3")
    assert "Se hizo en marzo Cumplida, mes y año Hecha y con soporte" in page
    assert f"{bare.public_row} Se hizo en marzo No cuenta Sin soporte" in page
    assert "P-3-02 Prevista para febrero Esperada, año Mes previsto en el plan" in page


def test_many_rows_come_in_pages_and_a_name_opens_its_own(
    client: FlaskClient, publish: Publish, at: At
) -> None:
    at("2024-04-08 09:00")
    names = sorted(
        make_request("queja", received_on=date(2024, 3, 4)).public_row for _ in range(120)
    )
    publish(2024, 3)
    assert "Página 1 de 3" in words(client, "indicador=6")
    assert names[-1] in words(client, "indicador=6&pagina=3")
    assert "Página 3 de 3" in words(client, "indicador=6&pagina=99")
    assert "Página 1 de 3" in words(client, "indicador=6&pagina=-1")
    found = client.get(f"{ROWS}?indicador=6&fila={names[70]}").text
    assert f'id="{names[70]}"' in found
    assert "Página 2 de 3" in words_of(found)
    assert "Página 1 de 3" in words(client, "indicador=6&fila=S-ZZZZZZZZZZ")


@pytest.mark.parametrize("query", ["indicador=8", "indicador=0"])
def test_an_indicator_that_the_plan_does_not_have_is_not_found(
    client: FlaskClient, publish: Publish, at: At, query: str
) -> None:
    at("2024-04-08 09:00")
    publish(2024, 3)
    assert client.get(f"{ROWS}?{query}").status_code == 404


def test_without_an_indicator_it_shows_the_first(
    client: FlaskClient, publish: Publish, at: At
) -> None:
    at("2024-04-08 09:00")
    publish(2024, 3)
    assert "Este indicador todavía no tiene filas" in words(client, "")
    assert "1. Capacitaciones pedidas" in words(client, "indicador=x")
