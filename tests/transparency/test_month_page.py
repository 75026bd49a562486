"""``/transparencia/<año>/<mes>`` and its versions: only frozen bytes, in plain words."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.extensions import db
from portal.transparency.models import Publication
from tests.factories import close, make_execution, make_request, reopen
from tests.indicators.words import words_of

At = Callable[[str], Any]
Publish = Callable[..., Publication]
MARCH = "/transparencia/2024/03"


@pytest.fixture
def march(publish: Publish, at: At) -> Publication:
    """March: one complaint done of four, one open past its term, one duplicated; seen in April."""
    at("2024-04-08 09:10")
    close(make_request("queja", received_on=date(2024, 3, 4)), "trasladada", date(2024, 3, 8))
    make_request("queja", received_on=date(2024, 3, 5), due_on=date(2024, 3, 26))
    for day in (6, 7):
        make_request("asesoria", received_on=date(2024, 3, day), due_on=date(2024, 4, 1))
    duplicate = make_request("asesoria", received_on=date(2024, 3, 8))
    close(duplicate, "duplicada", date(2024, 3, 9))
    make_execution(3, takes_place_on=date(2024, 3, 12))
    db.session.commit()
    return publish(2024, 3)


def words(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return words_of(response.text)


def test_each_figure_stands_with_its_goal_its_result_and_its_state(
    client: FlaskClient, march: Publication
) -> None:
    page = words(client, MARCH)
    assert (
        "Marzo de 2024 De siete compromisos, uno se cumplió, cinco no se cumplieron y uno" in page
    )
    assert "6. Asesorías y quejas atendidas Asistencia y asesoría realizada 1 / 4 1 de 4" in page
    assert "25,0 % meta 100 % No cumple" in page
    assert "3. Transmisiones en redes sociales espacios creados 1 / 1 1 de 1" in page
    assert "1. Capacitaciones pedidas que se hicieron Plan de Capacitación Externa 0 / 0" in page
    assert "meta 90 % Sin demanda" in page


def test_the_year_to_date_what_is_open_and_what_is_excluded_stand_beside(
    client: FlaskClient, march: Publication
) -> None:
    page = words(client, MARCH)
    assert "Lo que va del año: enero a marzo" in page
    assert "3. Transmisiones en redes sociales 1/3 No cumple 33,3 % 100 %" in page
    assert "Abiertas en plazo 2 2 Abiertas vencidas 1 1" in page
    assert "Duplicadas 1 1 No válidas 0 0" in page
    assert "Con corte al 31 mar 2024" in page


def test_it_says_who_signed_and_when_and_the_hashes(
    client: FlaskClient, march: Publication
) -> None:
    page = words(client, MARCH)
    assert "Elaboró Carmen" in page
    assert "· Director Operativo · 8 abr 2024, 9:10 a. m." in page
    assert "· Comité · 8 abr 2024, 9:10 a. m. · acta 7 del 8 abr 2024" in page
    assert march.end
    assert f"Lo que firmaron {march.figures_sha256} Sello SHA-256 {march.end.seal_sha256}" in page


def test_it_offers_the_five_files_and_says_what_only_an_outside_seal_shows(
    client: FlaskClient, march: Publication
) -> None:
    page = words(client, MARCH)
    assert "python3 -I recalcular.py" in page
    assert march.end
    head = march.end.seal_sha256
    assert f"recalcular.py http://localhost/transparencia/ --cabeza {head}" in page
    assert "Quien controle este servidor podría" in page
    html = client.get(MARCH).text
    for file in march.files:
        assert f'href="/transparencia/2024/03/v1/{file.name}" download' in html


def test_what_happens_later_changes_nothing_on_it(client: FlaskClient, march: Publication) -> None:
    before = client.get(MARCH).text
    make_request("queja", received_on=date(2024, 3, 9))
    db.session.commit()
    assert client.get(MARCH).text == before
    assert client.get(f"{MARCH}/").text == before
    assert client.get(f"{MARCH}/v1/").text == before


def test_a_correction_says_why_and_what_changed_and_the_old_one_carries_a_banner(
    client: FlaskClient, march: Publication, publish: Publish, at: At
) -> None:
    at("2024-05-09 09:00")
    late = make_request(
        "queja", received_on=date(2024, 3, 9), outcome="trasladada", closed_on=date(2024, 3, 20)
    )
    publish(2024, 3, reason="Una queja llegó en papel & no se registró.")
    page = words(client, MARCH)
    assert "Corregido: versión 2" in page
    assert "Motivo. Una queja llegó en papel & no se registró." in page
    assert "Indicador 6, marzo 1/4 · 25,0 % 2/5 · 40,0 %" in page
    assert "Indicador 6, acumulado 1/4 · 25,0 % 2/5 · 40,0 %" in page
    assert f"Filas: 1 agregada {late.public_row} , indicador 6. Se agregó: cuenta" in page
    assert "ya no vale" not in page
    old = words(client, f"{MARCH}/v1/")
    assert (
        "Esta versión ya no vale. Se corrigió el 9 may 2024. Motivo: Una queja llegó en papel & "
        "no se registró. Ver la versión que vale" in old
    )
    assert "1 / 4 1 de 4" in old
    assert "Qué corrige esta versión" not in old


def test_a_changed_and_a_removed_row_say_how(client: FlaskClient, publish: Publish, at: At) -> None:
    at("2024-04-08 09:00")
    opened, moved = (make_request("queja", received_on=date(2024, 3, day)) for day in (4, 5))
    close(opened, "atendida", date(2024, 3, 9))
    publish(2024, 3)
    reopen(opened)
    moved.received_on = date(2024, 5, 2)
    publish(2024, 3, reason="Se volvió a mirar.")
    page = words(client, MARCH)
    assert "Filas: 1 retirada, 1 cambiada" in page
    assert f"{moved.public_row} , indicador 6. Se retiró; decía: abierta" in page
    assert (
        f"{opened.public_row} , indicador 6. Cambió. mes de cierre: marzo de 2024 → —; "
        "desenlace: atendida → —" in page
    )
    assert "motivo: cuenta → abierta en la fecha de corte" in page


def test_a_later_month_shows_what_was_corrected_after_it_was_signed(
    client: FlaskClient, march: Publication, publish: Publish, at: At
) -> None:
    at("2024-05-08 09:00")
    publish(2024, 4)
    assert "se corrigieron meses anteriores" not in words(client, "/transparencia/2024/04")
    at("2024-05-09 09:00")
    make_request("queja", received_on=date(2024, 3, 9))
    publish(2024, 3, reason="Faltaba una queja.")
    april = words(client, "/transparencia/2024/04")
    assert "Desde entonces se corrigieron meses anteriores. Marzo, versión 2" in april
    assert (
        "Indicador 6, marzo 1/4 · 25,0 % · abiertas 2 en plazo y 1 vencida "
        "1/5 · 20,0 % · abiertas 2 en plazo y 2 vencidas" in april
    )
    at("2024-06-07 09:00")
    publish(2024, 5)
    assert "se corrigieron meses" not in words(client, "/transparencia/2024/05")
    assert "se corrigieron meses" not in words(client, MARCH)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2024-03-15 09:00", "Este mes no ha terminado. Sus cifras se publican a más tardar el"),
        ("2024-04-02 09:00", "Este mes se publica a más tardar el viernes 12 de abril de 2024"),
        ("2024-04-13 09:00", "el viernes 12 de abril de 2024: va un día de atraso"),
        ("2024-04-22 09:00", "van 10 días de atraso"),
    ],
)
def test_a_month_without_publication_says_since_when(
    client: FlaskClient, plan_2024: Any, at: At, now: str, says: str
) -> None:
    at(now)
    assert says in words(client, MARCH)


@pytest.mark.parametrize(
    "address",
    [
        *("/transparencia/2024/3", "/transparencia/2024/13", "/transparencia/2025/01"),
        *("/transparencia/2019/03", f"{MARCH}/v1/", f"{MARCH}/v1/filas", f"{MARCH}/cifras.json"),
    ],
)
def test_what_was_never_published_is_not_found(
    client: FlaskClient, plan_2024: Any, at: At, address: str
) -> None:
    at("2024-12-30 09:00")
    assert client.get(address).status_code == 404
