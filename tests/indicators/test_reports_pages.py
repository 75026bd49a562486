"""``/gestion/informes/…``: the reports as pages, as PDF and as a book; for staff alone."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import python_calamine
from flask.testing import FlaskClient

from portal.accounts.models import Role, StaffUser
from portal.extensions import db
from tests.casework.papers import listen
from tests.factories import make_request
from tests.indicators.words import words_of
from tests.pages import form_fields

Browser = Callable[[StaffUser], FlaskClient]
HOME = "/gestion/informes"
MARCH = f"{HOME}/2024/03"
HALF = f"{HOME}/2024/s1"
CONTROL = f"{HALF}/control-interno"
READERS = {Role.COORDINATOR, Role.PLANNING, Role.ADMINISTRATOR, Role.COMMITTEE}


@pytest.fixture
def carmens(staff_client: Browser, carmen: StaffUser, at: Any) -> FlaskClient:
    at("2024-04-10 09:00")
    return staff_client(carmen)


def some_requests() -> None:
    march = date(2024, 3, 5)
    make_request(received_on=march, outcome="atendida", closed_on=date(2024, 3, 8))
    make_request(received_on=march, outcome="no_atendida", closed_on=date(2024, 3, 11))
    make_request("queja", received_on=march, outcome="duplicada", closed_on=date(2024, 3, 9))
    make_request("queja", received_on=march, due_on=date(2024, 3, 26))
    db.session.commit()


@pytest.mark.parametrize("address", [HOME, MARCH, f"{MARCH}/informe.xlsx", CONTROL])
def test_strangers_have_to_sign_in(client: FlaskClient, address: str) -> None:
    assert client.get(address).location.startswith("/ingresar")


@pytest.mark.parametrize("role", list(Role))
def test_only_who_directs_and_controls_reads_the_reports_and_has_them_in_the_menu(
    hire: Any, staff_client: Browser, role: Role
) -> None:
    browser = staff_client(hire("Alguien", role))
    expected = 200 if role in READERS else 403
    assert browser.get(HOME).status_code == expected
    assert browser.get(CONTROL).status_code == expected
    assert (f'href="{HOME}"' in browser.get("/cuenta/clave").text) == (role in READERS)


def test_the_periods_that_have_begun_are_offered(carmens: FlaskClient) -> None:
    page = carmens.get(HOME)
    words = words_of(page.text)
    assert "Segundo trimestre de 2024 en curso" in words
    assert "Primer trimestre de 2024 Segundo" in words
    assert f'href="{CONTROL}"' in page.text
    for code in ("05", "t3", "s2"):
        assert f"/2024/{code}" not in page.text


@pytest.mark.parametrize(
    "address",
    ["2024/05", "2024/s2", "2025/01", "2024/13", "2024/t5", "2024/3", "9999/s1", "2024/x"],
)
def test_there_is_no_report_of_the_future_nor_of_what_is_no_period(
    carmens: FlaskClient, address: str
) -> None:
    for end in ("", "/informe.pdf", "/informe.xlsx", "/control-interno"):
        assert carmens.get(f"{HOME}/{address}{end}").status_code == 404


def test_only_half_years_go_to_internal_control(carmens: FlaskClient) -> None:
    assert carmens.get(f"{MARCH}/control-interno").status_code == 404
    assert "control interno" not in carmens.get(MARCH).text


def test_an_empty_period_says_so(carmens: FlaskClient) -> None:
    page = words_of(carmens.get(MARCH).text)
    assert "En este periodo no se recibió ninguna solicitud." in page
    assert carmens.get(f"{MARCH}/informe.pdf").data.startswith(b"%PDF")


def test_the_report_tells_each_number_with_that_of_which_it_is_a_part(carmens: FlaskClient) -> None:
    some_requests()
    page = words_of(carmens.get(MARCH).text)
    assert "Recibidas 4 —" in page
    assert "Excluidas por duplicadas 1 1 de 4 (25,0 %)" in page
    assert "Negadas (cerradas como no atendidas) 1 1 de 3 (33,3 %)" in page
    assert "Pendientes, con el plazo vencido 1 1 de 3 (33,3 %)" in page
    assert "Todas las respuestas 2 3,5 3,5 4 2 de 2 (100,0 %) 0 de 2 (0,0 %)" in page
    assert "Queja de servicio público 2 1 0 0 0 0 0 1" in page
    assert "Solo para el personal" in page


def test_a_period_in_course_says_until_when_it_is_known(carmens: FlaskClient) -> None:
    page = words_of(carmens.get(f"{HOME}/2024/04").text)
    assert "miércoles 10 de abril de 2024; el periodo no ha terminado" in page


def test_the_paper_and_the_book_say_the_same(
    carmens: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_requests()
    said = listen(monkeypatch)
    answer = carmens.get(f"{HALF}/informe.pdf")
    assert (answer.mimetype, answer.data[:4]) == ("application/pdf", b"%PDF")
    [paper] = said
    assert ["Recibidas", "4", "—"] in paper["tables"][0]["rows"]
    book = python_calamine.load_workbook(BytesIO(carmens.get(f"{HALF}/informe.xlsx").data))
    assert book.get_sheet_by_name("Resumen").to_python()[1][:2] == ["Recibidas", 4.0]
    requests = book.get_sheet_by_name("Solicitudes").to_python()
    assert len(requests) == 1 + 4
    assert requests[1][9:] == ["Atendida", 3.0, "Sí"]
    missed = book.get_sheet_by_name("Plazos incumplidos").to_python()
    assert missed[1][2:5] == ["Nadie la tiene", "26 mar 2024", "Sin cerrar"]


def test_recommendations_are_printed_as_they_were_written_and_kept_nowhere(
    carmens: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_requests()
    said = listen(monkeypatch)
    text = "Repartir las quejas.\n#eval *dos*"
    fields = form_fields(carmens.get(CONTROL).text)
    answer = carmens.post(f"{CONTROL}/informe.pdf", data={**fields, "recomendaciones": text})
    assert answer.data.startswith(b"%PDF")
    [paper] = said
    assert paper["recommendations"] == text
    assert paper["author"] == ["Carmen Valencia", "Director Operativo"]
    assert paper["missed"] == "Plazos incumplidos: 1. Sin cerrar en el corte: 1 de 1."
    assert "Repartir" not in carmens.get(CONTROL).text


def test_too_many_words_are_refused_beside_their_field_and_stay(carmens: FlaskClient) -> None:
    fields = form_fields(carmens.get(CONTROL).text)
    text = "Repartir. " * 600
    answer = carmens.post(f"{CONTROL}/informe.pdf", data={**fields, "recomendaciones": text})
    assert answer.status_code == 400
    assert "Escriba máximo 5000 letras aquí." in words_of(answer.text)
    assert text.strip() in answer.text


def test_more_requests_take_no_more_statements(carmens: FlaskClient, statements: Any) -> None:
    def count(address: str) -> int:
        db.session.commit()
        with statements() as seen:
            assert carmens.get(address).status_code == 200
        return len(seen)

    addresses = (HOME, MARCH, f"{HALF}/informe.xlsx", CONTROL)
    few = [count(address) for address in addresses]
    for _ in range(12):
        some_requests()
    assert [count(address) for address in addresses] == few
