"""A complaint is transferred, or the office decides to attend it itself."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from portal.intake.kinds import Outcome, ToldBy
from portal.intake.models import ServiceRequest
from portal.intake.queries import conversation
from portal.notices.texts import Notice, text_of
from tests.casework.reading import closings, current, events, mails, page_of
from tests.pages import submit

TRANSFER = {
    "entidad": "Superintendencia de Servicios Públicos Domiciliarios",
    "respuesta": "La pasamos: ellos le responden.",
    "avisada_por": "carta",
    "cerrada_en": "2024-03-05",
    "evidencia": "Oficio 12",
}


def test_a_transfer_closes_it_and_tells_the_person(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    answer = submit(desk, page_of(complaint, "trasladar"), **TRANSFER)
    assert answer.status_code == 303
    assert current(complaint).outcome is Outcome.TRANSFERRED
    assert complaint.transferred_to == "superservicios"
    assert complaint.told_by is ToldBy.LETTER
    assert complaint.closed_on == date(2024, 3, 5)
    assert closings(complaint)[0].evidence_reference == "Oficio 12"
    assert conversation(complaint)[0].body == TRANSFER["respuesta"]
    subject = text_of(Notice.TRANSFERRED, complaint.filing_number).subject
    assert mails(complaint)[0].subject == subject


def test_a_body_that_no_list_has_keeps_its_name(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    submit(desk, page_of(complaint, "trasladar"), **TRANSFER | {"entidad": "Junta de Acción"})
    assert current(complaint).transferred_to == "Junta de Acción"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"entidad": ""}, "Diga a qué entidad se traslada."),
        ({"respuesta": ""}, "Escriba lo que se le respondió"),
        ({"avisada_por": None}, "Diga cómo se le avisó"),
        ({"cerrada_en": "2024-03-09"}, "Esa fecha todavía no llega."),
    ],
)
def test_it_says_what_is_missing(
    desk: FlaskClient, complaint: ServiceRequest, typed: dict, message: str
) -> None:
    page = submit(desk, page_of(complaint, "trasladar"), **TRANSFER | typed)
    assert page.status_code == 400
    assert message in page.text
    assert not current(complaint).is_closed


def test_to_attend_it_here_stops_the_term_to_transfer(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    assert complaint.transfer_due_on == date(2024, 3, 12)
    assert submit(desk, page_of(complaint, "asumir")).status_code == 303
    assert current(complaint).transfer_due_on is None
    assert complaint.due_on == date(2024, 3, 27)
    assert complaint.queue_on == date(2024, 3, 27)
    assert events(complaint)[-1].details == {"transfer_due_on": "2024-03-12"}
    assert "Ya se decidió" in desk.get(page_of(complaint, "asumir")).text
    assert "La atiende esta oficina</a>" not in desk.get(page_of(complaint)).text


def test_only_complaints_have_a_term_to_transfer(desk: FlaskClient, advice: ServiceRequest) -> None:
    page = submit(desk, page_of(advice, "nota"), texto="x")
    assert page.status_code == 303
    assert "Ya se decidió" in desk.get(page_of(advice, "asumir")).text
