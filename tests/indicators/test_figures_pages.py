"""``/gestion/cifras/…``: a month's figures for staff, and the rows behind each."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import Role, StaffUser
from portal.extensions import db
from portal.plan.models import ActionPlan
from tests.factories import instant, make_attended_training, make_execution, make_request
from tests.indicators.words import words_of

Browser = Callable[[StaffUser], FlaskClient]
ADDRESSES = ("/gestion/cifras", "/gestion/cifras/2024/03", "/gestion/cifras/2024/03/6")


@pytest.fixture
def carmens(
    staff_client: Browser, carmen: StaffUser, plan_2024: ActionPlan, at: Any
) -> FlaskClient:
    at("2024-04-10 09:00")
    return staff_client(carmen)


def test_the_page_alone_leads_to_the_present_month(carmens: FlaskClient) -> None:
    assert carmens.get("/gestion/cifras").location == "/gestion/cifras/2024/04"


@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_have_to_sign_in(client: FlaskClient, address: str) -> None:
    assert client.get(address).location.startswith("/ingresar")


@pytest.mark.parametrize("role", list(Role))
def test_all_but_communications_may_read(
    hire: Any, staff_client: Browser, plan_2024: ActionPlan, role: Role
) -> None:
    browser = staff_client(hire("Alguien", role))
    expected = 403 if role is Role.COMMUNICATIONS else 200
    assert browser.get("/gestion/cifras/2024/03").status_code == expected
    assert browser.get("/gestion/cifras/2024/03/6").status_code == expected


def test_a_month_and_its_year_to_date_stand_side_by_side(carmens: FlaskClient) -> None:
    make_request(received_on=date(2024, 2, 5), outcome="atendida", closed_on=date(2024, 2, 9))
    make_request(received_on=date(2024, 3, 5), due_on=date(2024, 4, 1))
    make_request(received_on=date(2024, 3, 6), outcome="no_valida", closed_on=date(2024, 3, 9))
    page = words_of(carmens.get("/gestion/cifras/2024/03").text)
    sixth = page.split("6. Asesorías y quejas atendidas")[1].split("7. Cap")[0]
    assert "Marzo 0 / 1 0 de 1 0,0 % No cumple" in sixth
    assert "Abiertas en plazo: 1; vencidas: 0." in sixth
    assert "Excluidas por duplicadas: 0; por no válidas: 1." in sixth
    assert "Acumulado 1 / 2 1 de 2 50,0 % No cumple" in sixth
    assert "En curso, sin publicar" in page
    assert "El plan completo Marzo 0,0 % (0,0 % ÷ 6)" in page


def test_each_figure_opens_to_its_rows(carmens: FlaskClient) -> None:
    assert 'href="/gestion/cifras/2024/03/6"' in carmens.get("/gestion/cifras/2024/03").text


def test_backlog_of_earlier_years_stands_apart(carmens: FlaskClient) -> None:
    make_request(received_on=date(2023, 12, 20), outcome="atendida", closed_on=date(2024, 1, 8))
    january = words_of(carmens.get("/gestion/cifras/2024/01").text)
    assert january.count("Rezago: 1 de años anteriores") == 2
    assert words_of(carmens.get("/gestion/cifras/2024/02").text).count("Rezago") == 1


def test_a_year_without_a_plan_says_so(carmens: FlaskClient) -> None:
    page = carmens.get("/gestion/cifras/2023/12")
    assert page.status_code == 200
    assert "No hay plan de acción del año 2023." in page.text
    assert carmens.get("/gestion/cifras/2023/12/6").status_code == 404


@pytest.mark.parametrize("address", ["2024/13", "2024/00", "2024/3", "0000/01", "2024/03/9"])
def test_what_is_no_month_or_indicator_is_not_found(carmens: FlaskClient, address: str) -> None:
    assert carmens.get(f"/gestion/cifras/{address}").status_code == 404


def test_the_rows_say_in_words_why_each_counts_or_not(carmens: FlaskClient) -> None:
    march = date(2024, 3, 5)
    make_request(received_on=date(2024, 2, 5), outcome="atendida", closed_on=date(2024, 2, 9))
    make_request(received_on=march, outcome="desistida", closed_on=date(2024, 3, 9))
    make_request(received_on=march, outcome="duplicada", closed_on=date(2024, 3, 9))
    make_request(received_on=march, due_on=date(2024, 3, 26))
    page = words_of(carmens.get("/gestion/cifras/2024/03/6").text)
    assert "Denominador y numerador del acumulado Cuenta (atendida el 9 feb" in page
    assert "Denominador del mes Su desenlace no cuenta (desistida el 9 mar" in page
    assert "Ninguno Excluida por duplicada" in page
    assert "Abierta en la fecha de corte (vencida)" in page


def test_training_without_its_session_says_so(carmens: FlaskClient) -> None:
    make_attended_training(instant(date(2024, 3, 5)), date(2024, 3, 9))
    db.session.execute(db.text("UPDATE executions SET evidence_count = 0"))
    page = words_of(carmens.get("/gestion/cifras/2024/03/1").text)
    assert "Sin una sesión hecha y con soporte" in page


def test_scheduled_months_and_executions_are_rows_too(carmens: FlaskClient) -> None:
    execution = make_execution(4, takes_place_on=date(2024, 3, 20))
    page = carmens.get("/gestion/cifras/2024/03/4")
    words = words_of(page.text)
    assert "P-4-01 Mes previsto Enero Denominador del acumulado" in words
    assert "P-4-03 Mes previsto Marzo Denominador del mes" in words
    assert f"{execution.public_row} Actividad 20 mar 2024 Numerador del mes" in words
    assert f'href="/gestion/agenda/{execution.id}"' in page.text


def test_only_whoever_works_requests_may_open_them(
    carmens: FlaskClient, staff_client: Browser, paz: StaffUser
) -> None:
    request = make_request(received_on=date(2024, 3, 5))
    link = f'href="/gestion/solicitudes/{request.filing_number}"'
    assert link in carmens.get("/gestion/cifras/2024/03/6").text
    pazs = staff_client(paz).get("/gestion/cifras/2024/03/6").text
    assert link not in pazs
    assert request.filing_number in pazs


def test_long_lists_come_in_pages(carmens: FlaskClient) -> None:
    for _ in range(120):
        make_request(received_on=date(2024, 3, 5))
    address: str | None = "/gestion/cifras/2024/03/6"
    seen: list[str] = []
    pages = 0
    while address:
        page = carmens.get(address).text
        seen += [line.split("<")[0] for line in page.split('<th scope="row" class="code">')[1:]]
        following = (
            page.split('rel="next"')[0].rsplit('href="', 1)[1] if 'rel="next"' in page else ""
        )
        address = following.split('"')[0].replace("&amp;", "&") or None
        pages += 1
    assert (pages, len(seen), len(set(seen))) == (3, 120, 120)


def test_an_unknown_place_in_the_list_has_nothing_after_it(carmens: FlaskClient) -> None:
    page = carmens.get("/gestion/cifras/2024/03/6?despues=S-NADA")
    assert "Todavía no hay filas." in page.text


def test_more_rows_take_no_more_statements(carmens: FlaskClient, statements: Any) -> None:
    def count(address: str) -> int:
        db.session.commit()
        with statements() as seen:
            carmens.get(address)
        return len(seen)

    addresses = ("/gestion/cifras/2024/03", "/gestion/cifras/2024/03/6")
    few = [count(address) for address in addresses]
    for _ in range(45):
        make_request(received_on=date(2024, 3, 5))
    assert [count(address) for address in addresses] == few
