"""Notes, questions and answers that leave the request open, and what the requester adds."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import actions
from portal.extensions import db
from portal.intake.actions import add_information
from portal.intake.kinds import RequestStatus
from portal.intake.models import ServiceRequest
from portal.intake.queries import conversation
from portal.notices.texts import Notice, text_of
from tests.casework.reading import current, event_types, mails, messages, page_of
from tests.pages import form_fields, submit


def test_a_note_stays_in_the_office(desk: FlaskClient, complaint: ServiceRequest) -> None:
    submit(desk, page_of(complaint, "nota"), texto="Ojo: es la tercera")
    assert [message.is_internal for message in messages(complaint)] == [True]
    assert conversation(complaint) == []
    assert mails(complaint) == []
    assert current(complaint).status is RequestStatus.RECEIVED
    assert "Ojo: es la tercera" in desk.get(page_of(complaint)).text


def test_a_question_makes_the_request_wait_for_the_person(
    desk: FlaskClient, advice: ServiceRequest
) -> None:
    submit(desk, page_of(advice, "preguntar"), texto="¿Cuál es la dirección?")
    assert current(advice).status is RequestStatus.WAITING
    assert [message.body for message in conversation(advice)] == ["¿Cuál es la dirección?"]
    assert mails(advice)[0].subject == text_of(Notice.ASKED, advice.filing_number).subject
    assert "Espera al ciudadano" in desk.get("/gestion/solicitudes?estado=en_espera").text


def test_what_the_person_adds_brings_it_back_to_the_office(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    actions.ask(complaint, actor=ana, seen_version=1, body="¿Cuál es la dirección?")
    add_information(complaint, body="Calle 5 con carrera 3")
    actions.requester_answered(complaint)
    db.session.commit()
    assert current(complaint).status is RequestStatus.IN_PROGRESS
    assert event_types(complaint) == ["filed", "asked", "added"]
    assert complaint.filing_number in desk.get("/gestion").text
    page = desk.get(page_of(complaint)).text
    assert "La persona agregó información" in page
    assert "Calle 5 con carrera 3" in page


def test_an_answer_does_not_close(desk: FlaskClient, complaint: ServiceRequest) -> None:
    upload = (BytesIO("Señores empresa".encode()), "oficio.txt")
    submit(desk, page_of(complaint, "responder"), respuesta="Ya pedimos cuentas", archivos=upload)
    assert current(complaint).status is RequestStatus.IN_PROGRESS
    assert [message.body for message in conversation(complaint)] == ["Ya pedimos cuentas"]
    assert "oficio.txt" in desk.get(page_of(complaint)).text
    assert len(mails(complaint)) == 1


def test_a_file_that_is_not_allowed_is_refused_by_name_and_the_words_stay(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    upload = (BytesIO(b"MZ\x90\x00" + b"\x00" * 64), "virus.exe")
    page = submit(desk, page_of(complaint, "responder"), respuesta="Mire esto", archivos=upload)
    assert page.status_code == 400
    assert "virus.exe" in page.text
    assert "Mire esto" in page.text
    assert event_types(complaint) == ["filed"]


def test_the_same_words_sent_twice_are_kept_once(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    from tests.pages import fill, form_fields

    address = page_of(complaint, "nota")
    fields = fill(form_fields(desk.get(address).text), {"texto": "Una vez"})
    assert desk.post(address, data=fields).status_code == 303
    page = desk.post(address, data=fields)
    assert page.status_code == 409
    assert "Ana Riascos escribió una nota interna" in page.text
    assert len(messages(complaint)) == 1


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("preguntar", {"texto": "¿Es este el recibo?"}),
        ("requerir", {"texto": "Falta la factura, como esta."}),
        ("ampliar", {"motivo": "Falta un concepto.", "nueva_fecha": "2024-04-10"}),
        ("responder", {"respuesta": "Aquí va el plano."}),
    ],
)
def test_whatever_is_written_to_the_person_may_carry_files_and_a_bad_one_loses_nothing(
    desk: FlaskClient,
    advice: ServiceRequest,
    new_client: Callable[[], FlaskClient],
    act: str,
    typed: dict[str, str],
) -> None:
    good, bad = (BytesIO(b"hola"), "nota.txt"), (BytesIO(b"MZ\x00\x01"), "virus.exe")
    refused = submit(desk, page_of(advice, act), **typed, archivos=[good, bad])
    assert refused.status_code == 400
    assert "virus.exe" in refused.text
    assert "Quitar nota.txt" in refused.text
    kept = form_fields(refused.text, having="version")
    assert desk.post(page_of(advice, act), data=kept).status_code == 303
    citizen = new_client()
    with citizen.session_transaction() as session:
        session["solicitudes"] = {advice.filing_number: (advice.tracking_code_hash or "")[:16]}
    page = citizen.get(f"/seguimiento/{advice.filing_number}").text
    assert "nota.txt" in page
    link = page.partition(f"/seguimiento/{advice.filing_number}/archivos/")[2].partition('"')[0]
    assert citizen.get(f"/seguimiento/{advice.filing_number}/archivos/{link}").data == b"hola"
    assert new_client().get(f"/seguimiento/{advice.filing_number}/archivos/{link}").status_code == (
        404
    )
