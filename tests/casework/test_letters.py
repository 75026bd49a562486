"""The letter to the body that must attend a request, and the answer on paper."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal import storage
from portal.accounts.models import StaffUser
from portal.casework import actions, actions_closing
from portal.casework.queries_letters import letters_of
from portal.extensions import db
from portal.intake.kinds import Identity, Outcome, ToldBy
from portal.intake.models import ServiceRequest
from portal.intake.queries import visible_attachments
from portal.notices.models import OutboxMessage
from tests.casework.conftest import FileOne
from tests.casework.papers import Said, listen
from tests.casework.reading import current, event_types, events, page_of
from tests.pages import fill, form_fields, submit

TOLD = "La pasamos a la Superintendencia: ellos le responden."


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    return listen(monkeypatch)


def transfer(one: ServiceRequest, actor: StaffUser, **facts: Any) -> ServiceRequest:
    actions_closing.transfer(
        one,
        actor=actor,
        seen_version=one.version,
        told_on=date(2024, 3, 5),
        told_by=ToldBy.PORTAL,
        **{"body": "superservicios", "answer": TOLD, **facts},
    )
    db.session.commit()
    return one


def test_the_transfer_letter_says_number_object_and_ground_and_is_kept(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest, said: Said
) -> None:
    """CPACA art. 21: the letter to the body, and its copy to the person."""
    transfer(complaint, ana)
    address = page_of(complaint, "oficio-de-traslado")
    assert "Oficio de traslado en PDF" in desk.get(page_of(complaint)).text
    answer = submit(desk, address, peticion="No llega el agua.", anexos="2 fotos")
    assert answer.status_code == 303
    [letter] = letters_of(complaint)
    assert (letter.sequence, letter.issued_by_id) == (1, ana.id)
    rows = dict(said[0]["rows"])
    assert said[0]["number"] == "QUE-2024-000001-01"
    assert said[0]["addressee"] == "Superintendencia de Servicios Públicos Domiciliarios"
    assert rows["Radicado"] == "QUE-2024-000001"
    assert "artículo 21" in rows["Fundamento"]
    assert rows["Anexos"] == "2 fotos"
    assert "QUE-2024-000001" in said[0]["body"]
    assert said[0]["petition"] == "No llega el agua."
    assert ["Nombre", "Rosa Mosquera Cuero"] in said[0]["person"]
    assert said[0]["signer"] == "Ana Riascos"
    assert said[0]["post"] == "Atención a la ciudadanía"
    assert "persona que presentó" in said[0]["copy"]
    assert said[0]["address"] == f"http://localhost/seguimiento/{complaint.filing_number}"
    assert events(complaint)[-1].details == {"letter": 1, "kind": "traslado"}
    [copy] = visible_attachments(complaint)
    assert storage.read(copy.sha256).startswith(b"%PDF-")
    assert "expidió el oficio 01, de traslado" in desk.get(page_of(complaint)).text


def test_the_person_reads_the_copy_beside_what_they_were_told(
    desk: FlaskClient, client: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    transfer(complaint, ana)
    submit(desk, page_of(complaint, "oficio-de-traslado"))
    code = complaint.tracking_code_hash
    with client.session_transaction() as session:
        session["solicitudes"] = {complaint.filing_number: code[:16]}
    page = client.get(f"/seguimiento/{complaint.filing_number}").text
    assert "Oficio QUE-2024-000001-01 (traslado).pdf" in page
    [copy] = visible_attachments(complaint)
    file = client.get(f"/seguimiento/{complaint.filing_number}/archivos/{copy.public_id}")
    assert file.data == storage.read(copy.sha256)


def test_what_changes_later_does_not_alter_a_letter(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    transfer(complaint, ana)
    submit(desk, page_of(complaint, "oficio-de-traslado"))
    [copy] = visible_attachments(complaint)
    before = storage.read(copy.sha256)
    actions_closing.reopen(complaint, actor=ana, seen_version=complaint.version, reason="Error")
    ana.name = "Ana Riascos Cuero"
    transfer(complaint, ana, body="sic")
    submit(desk, page_of(complaint, "oficio-de-traslado"))
    assert [letter.sequence for letter in letters_of(complaint)] == [1, 2]
    first, second = visible_attachments(complaint)
    assert storage.read(first.sha256) == before
    assert storage.read(second.sha256) != before
    assert (first.message_id, second.message_id) == tuple(
        letter.message_id for letter in letters_of(complaint)
    )


@pytest.mark.parametrize("facts", [{"identity": Identity.RESERVED}, {"is_protected": True}])
def test_who_asked_not_to_be_known_is_named_only_where_staff_say_so(
    coordination: FlaskClient, carmen: StaffUser, file_one: FileOne, said: Said, facts: dict
) -> None:
    hidden = transfer(file_one(**facts), carmen)
    address = page_of(hidden, "oficio-de-traslado")
    assert "pidió que no se sepa quién es" in coordination.get(address).text
    submit(coordination, address)
    submit(coordination, address, con_datos="y")
    assert said[0]["person"] == []
    assert "cuya identidad no se da" in said[0]["body"]
    assert ["Nombre", "Rosa Mosquera Cuero"] in said[1]["person"]


def test_whoever_may_not_know_the_person_cannot_name_them(
    desk: FlaskClient, carmen: StaffUser, file_one: FileOne
) -> None:
    hidden = transfer(file_one(identity=Identity.RESERVED), carmen)
    page = submit(desk, page_of(hidden, "oficio-de-traslado"), con_datos="y")
    assert page.status_code == 400
    assert "Mosquera" not in page.text
    assert letters_of(hidden) == []


def test_nobody_is_named_in_the_letter_of_an_anonymous_one(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne, said: Said
) -> None:
    one = transfer(file_one(identity=Identity.ANONYMOUS), ana)
    assert "con_datos" not in desk.get(page_of(one, "oficio-de-traslado")).text
    submit(desk, page_of(one, "oficio-de-traslado"), con_datos="y")
    assert said[0]["person"] == []


def test_the_answer_letter_says_what_the_person_was_told(
    desk: FlaskClient, ana: StaffUser, advice: ServiceRequest, said: Said
) -> None:
    actions.answer(advice, actor=ana, seen_version=1, body="Estamos en eso.")
    actions.ask(advice, actor=ana, seen_version=2, body="¿Desde cuándo?")
    actions.note(advice, actor=ana, seen_version=3, body="Ojo con esto.")
    db.session.commit()
    address = page_of(advice, "oficio-de-respuesta")
    assert "Estamos en eso." in desk.get(address).text
    assert submit(desk, address).status_code == 303
    assert said[0]["body"] == "Estamos en eso."
    assert said[0]["addressee"] == "Rosa Mosquera Cuero"
    assert said[0]["copy"] == ""
    actions_closing.close(
        advice,
        actor=ana,
        seen_version=advice.version,
        outcome=Outcome.ATTENDED,
        closed_on=date(2024, 3, 5),
        told_by=ToldBy.LETTER,
        answer="Presente la tutela.",
        evidence_reference="Acta 7",
    )
    assert submit(desk, address).status_code == 303
    assert said[1]["body"] == "Presente la tutela."
    assert said[1]["number"].endswith("-02")


def test_a_person_with_reserved_identity_is_not_named_in_the_answer(
    coordination: FlaskClient, carmen: StaffUser, file_one: FileOne, said: Said
) -> None:
    hidden = file_one("asesoria", identity=Identity.RESERVED)
    actions.answer(hidden, actor=carmen, seen_version=1, body="Ya va.")
    submit(coordination, page_of(hidden, "oficio-de-respuesta"))
    assert said[0]["addressee"] == f"Persona que presentó la solicitud {hidden.filing_number}"


@pytest.mark.parametrize(
    ("act", "message"),
    [
        ("oficio-de-respuesta", "primero respóndale en el portal"),
        ("oficio-de-traslado", "La solicitud no está trasladada."),
    ],
)
def test_without_anything_told_there_is_no_letter(
    desk: FlaskClient, complaint: ServiceRequest, act: str, message: str
) -> None:
    assert message in desk.get(page_of(complaint, act)).text
    token = form_fields(desk.get(page_of(complaint, "nota")).text)
    typed = dict.fromkeys(("destinatario", "asunto", "fundamento", "cargo", "cuerpo"), "x")
    page = desk.post(page_of(complaint, act), data=fill(token, typed))
    assert page.status_code == 400
    assert event_types(complaint) == ["filed"]


@pytest.mark.parametrize("name", ["destinatario", "asunto", "fundamento", "cargo", "cuerpo"])
def test_it_says_what_is_missing_and_keeps_the_rest(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest, name: str
) -> None:
    transfer(complaint, ana)
    typed = {"anexos": "Tres fotos", name: ""}
    page = submit(desk, page_of(complaint, "oficio-de-traslado"), **typed)
    assert page.status_code == 400
    assert "Tres fotos" in page.text
    assert letters_of(complaint) == []


def test_what_was_written_meanwhile_stops_the_letter(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    transfer(complaint, ana)
    address = page_of(complaint, "oficio-de-traslado")
    fields = form_fields(desk.get(address).text)
    actions.note(current(complaint), actor=ana, seen_version=complaint.version, body="Espere")
    page = desk.post(address, data=fill(fields, {"anexos": "Tres fotos"}))
    assert page.status_code == 409
    assert "Tres fotos" in page.text
    assert letters_of(complaint) == []


def test_what_a_person_wrote_is_no_markup_in_a_letter(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne, new_client: Callable[[], FlaskClient]
) -> None:
    one = transfer(file_one(description='#import "/etc": x\n$ * _ @ ]'), ana)
    assert submit(desk, page_of(one, "oficio-de-traslado")).status_code == 303


def test_art_21_a_transfer_without_its_letter_is_told_until_there_is_one(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    transfer(complaint, ana)
    missing = "Se trasladó y no hay oficio"
    assert missing in desk.get(page_of(complaint)).text
    before = mails()
    submit(desk, page_of(complaint, "oficio-de-traslado"))
    assert missing not in desk.get(page_of(complaint)).text
    assert mails() == before + 1


def test_art_21_a_letter_kept_elsewhere_is_enough(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    transfer(complaint, ana, evidence_reference="Oficio 12 en papel")
    assert "no hay oficio" not in desk.get(page_of(complaint)).text


def test_art_23_the_letter_asks_to_receive_what_was_refused(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    one = file_one("asesoria", topic="otra_entidad")
    transfer(one, ana)
    form = form_fields(desk.get(page_of(one, "oficio-de-traslado")).text, having="cuerpo")
    assert "no le recibió su petición" in form["cuerpo"]
    assert "artículos 21 y 23" in form["fundamento"]


def mails() -> int:
    return int(db.session.execute(select(func.count(OutboxMessage.id))).scalar_one())


def test_a_letter_is_saved_under_its_number(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    transfer(complaint, ana)
    submit(desk, page_of(complaint, "oficio-de-traslado"))
    [letter] = letters_of(complaint)
    [file] = [one for one in visible_attachments(complaint) if one.id == letter.attachment_id]
    answer = desk.get(page_of(complaint, f"archivos/{file.public_id}"))
    name = f"oficio-{complaint.filing_number}-01.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
