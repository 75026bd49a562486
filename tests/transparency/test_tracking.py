"""``/seguimiento/<radicado>``: a request as whoever filed it sees it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal import clock
from portal.accounts.models import StaffUser
from portal.casework import actions as casework
from portal.casework.actions_closing import close, close_imported, reopen
from portal.extensions import db
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import Outcome, RequestKind, ToldBy
from portal.intake.models import ServiceRequest
from portal.plan.models import ActionPlan
from portal.transparency.published_rows import published_rows
from tests.indicators.words import words_of

At = Callable[[str], Any]
NOBODYS = "/seguimiento/QUE-2024-000999"


def address(service_request: ServiceRequest) -> str:
    return f"/seguimiento/{service_request.filing_number}"


def read(browser: FlaskClient, service_request: ServiceRequest) -> str:
    return words_of(browser.get(address(service_request)).text)


def test_without_the_code_a_known_and_an_unknown_number_get_the_same_bytes(
    client: FlaskClient, request_of_maria: ServiceRequest
) -> None:
    known, unknown = client.get(address(request_of_maria)), client.get(NOBODYS)
    assert (known.status_code, unknown.status_code) == (404, 404)
    assert known.data == unknown.data
    assert 'href="/seguimiento"' in known.text


@pytest.mark.parametrize("ending", ["", "/archivos/abc"])
def test_the_code_of_one_request_does_not_open_another(
    opened: FlaskClient, app: Any, ending: str
) -> None:
    other = file_request(Filing(kind=RequestKind.ADVICE, received_at=clock.now())).service_request
    db.session.commit()
    known, unknown = opened.get(address(other) + ending), opened.get(NOBODYS + ending)
    assert known.status_code == unknown.status_code == 404
    assert known.data == unknown.data


def test_strangers_cannot_add_anything(
    client: FlaskClient, request_of_maria: ServiceRequest
) -> None:
    known = client.post(address(request_of_maria), data={"mensaje": "hola"})
    unknown = client.post(NOBODYS, data={"mensaje": "hola"})
    assert known.status_code == unknown.status_code == 404
    assert known.data == unknown.data
    assert len(request_of_maria.events) == 1


def test_it_shows_state_dates_and_row_and_no_word_of_the_person(
    opened: FlaskClient, request_of_maria: ServiceRequest, at: At
) -> None:
    at("2024-03-08 09:00")
    response = opened.get(address(request_of_maria))
    page = words_of(response.text)
    assert "<title>Su solicitud ·" in response.text
    assert "Hoy, día 3 de 15" in page
    assert "Si le toca a otra entidad se lo decimos hasta el 12 mar 2024" in page
    assert "Último día para responderle 27 mar 2024" in page
    assert "Usted envió su solicitud Martes 5 de marzo de 2024, 4:12 p. m." in page
    assert f"Su solicitud es la fila {request_of_maria.public_row}" in page
    assert "María" not in response.text
    assert "agua desde" not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_the_row_follows_the_life_of_the_request(
    opened: FlaskClient, request_of_maria: ServiceRequest, at: At, ana: StaffUser
) -> None:
    open_words = (
        "Cuenta en el denominador de marzo de 2024 (las recibidas),"
        " todavía no en el numerador (las cumplidas): falta responderla."
    )
    assert open_words in read(opened, request_of_maria)
    at("2024-04-03 10:00")
    close(
        request_of_maria,
        actor=ana,
        seen_version=request_of_maria.version,
        outcome=Outcome.ATTENDED,
        closed_on=date(2024, 4, 2),
        told_by=ToldBy.PORTAL,
        answer="El acueducto reparó la bomba.",
        evidence_reference="Acta 7",
    )
    page = read(opened, request_of_maria)
    assert "y en el numerador (las cumplidas), desde abril." in page
    assert "Indicador 6: Asesorías y quejas atendidas." in page
    assert "La oficina le respondió Martes 2 de abril de 2024 El acueducto reparó la bomba." in page
    assert "Acta 7" not in page
    reopen(request_of_maria, actor=ana, seen_version=request_of_maria.version, reason="Faltó algo")
    page = read(opened, request_of_maria)
    assert open_words in page
    assert "La oficina abrió de nuevo su solicitud" in page
    assert "Faltó algo" not in page


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.WITHDRAWN, "no en el numerador (las cumplidas): se cerró como desistida."),
        (Outcome.DUPLICATE, "No cuenta en las cifras de marzo de 2024: quedó excluida por dupl"),
    ],
)
def test_what_does_not_count_says_why(
    opened: FlaskClient, request_of_maria: ServiceRequest, outcome: Outcome, words: str
) -> None:
    close_imported(request_of_maria, outcome=outcome, closed_on=date(2024, 3, 5))
    assert words in read(opened, request_of_maria)


def test_answered_in_the_next_year_it_is_backlog(
    opened: FlaskClient, request_of_maria: ServiceRequest, at: At
) -> None:
    at("2025-01-09 10:00")
    close_imported(
        request_of_maria,
        outcome=Outcome.ATTENDED,
        closed_on=date(2025, 1, 8),
        evidence_reference="Acta 7",
    )
    assert "se cerró en 2025 y queda aparte, como rezago." in read(opened, request_of_maria)


def test_a_year_without_a_plan_says_that_nothing_counts_it(
    opened: FlaskClient, request_of_maria: ServiceRequest, plan_2024: ActionPlan
) -> None:
    db.session.delete(plan_2024)
    assert "Ningún plan cuenta las solicitudes de 2024." in read(opened, request_of_maria)


def test_the_office_is_heard_and_its_notes_are_not(
    opened: FlaskClient, request_of_maria: ServiceRequest, ana: StaffUser, luis: StaffUser
) -> None:
    for actor in (ana, luis):
        casework.assign(
            request_of_maria, actor=ana, seen_version=request_of_maria.version, assignee=actor
        )
    casework.note(
        request_of_maria, actor=luis, seen_version=request_of_maria.version, body="Parece grave."
    )
    casework.ask(
        request_of_maria, actor=luis, seen_version=request_of_maria.version, body="¿En qué calle?"
    )
    page = read(opened, request_of_maria)
    assert page.count("Una persona de la oficina tomó su solicitud") == 1
    assert "La oficina le hizo una pregunta" in page
    assert "¿En qué calle?" in page
    assert "Parece grave" not in page
    assert "Ana" not in page
    assert "Luis" not in page


def test_a_reissued_code_closes_the_page(
    opened: FlaskClient, request_of_maria: ServiceRequest
) -> None:
    request_of_maria.tracking_code_hash = "f" * 64
    assert opened.get(address(request_of_maria)).status_code == 404


def test_the_statements_do_not_grow_with_the_history(
    opened: FlaskClient, request_of_maria: ServiceRequest, ana: StaffUser, statements: Any
) -> None:
    def count() -> int:
        db.session.commit()
        with statements() as seen:
            opened.get(address(request_of_maria))
        return len(seen)

    few = count()
    for word in range(20):
        casework.answer(
            request_of_maria, actor=ana, seen_version=request_of_maria.version, body=str(word)
        )
    assert count() == few


def test_it_says_in_which_published_months_it_stands(
    opened: FlaskClient,
    request_of_maria: ServiceRequest,
    publish: Callable[..., Any],
    ana: StaffUser,
    at: At,
) -> None:
    """February is before it; March was open; in April it was answered."""
    assert "En lo publicado" not in read(opened, request_of_maria)
    at("2024-05-03 09:00")
    publish(2024, 2)
    publish(2024, 3)
    close(
        request_of_maria,
        actor=ana,
        seen_version=request_of_maria.version,
        outcome=Outcome.NOT_ATTENDED,
        closed_on=date(2024, 4, 5),
        told_by=ToldBy.LETTER,
        answer="No es de la Personería.",
    )
    db.session.commit()
    publish(2024, 4)
    seen = read(opened, request_of_maria)
    assert "Febrero de 2024:" not in seen
    assert "Marzo de 2024: cuenta entre las recibidas, no entre las cumplidas (abierta" in seen
    assert "Abril de 2024: cuenta entre las recibidas, no entre las cumplidas (su des" in seen
    row = request_of_maria.public_row
    page = opened.get(address(request_of_maria)).text
    assert f'/transparencia/2024/03/v1/filas?indicador=6&amp;fila={row}#{row}"' in page


def test_a_month_published_before_it_was_recorded_has_no_row(
    client: FlaskClient, publish: Callable[..., Any], at: At
) -> None:
    at("2024-04-08 09:00")
    publish(2024, 3)
    late = file_request(
        Filing(
            kind=RequestKind.COMPLAINT,
            received_at=clock.at_midnight(date(2024, 3, 4)),
            topic="acueducto",
            description="Llegó en papel.",
        )
    ).service_request
    db.session.commit()
    assert published_rows(late) == []
