"""A request registered for somebody at the desk, on the telephone or by letter."""

import re
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.intake import tracking_codes
from portal.intake.kinds import Channel, Identity, RequestKind
from portal.intake.models import ServiceRequest
from portal.intake.queries import requester_of, visible_attachments
from tests.casework.reading import events, mails
from tests.pages import fill, form_fields, submit

NEW = "/gestion/solicitudes/nueva"
CODE = re.compile(r'class="tracking-code">([0-9A-Z ]+)<')
COMPLAINT = {
    "canal": "telefono",
    "tema": "acueducto",
    "descripcion": "No llega agua hace nueve días",
    "nombre": "Rosa Mosquera",
    "correo": "rosa@correo.example",
}


@pytest.fixture(autouse=True)
def _now(today) -> None:
    """The fifth of March 2024."""


def only_one() -> ServiceRequest:
    return db.session.execute(select(ServiceRequest)).scalar_one()


def test_number_and_code_are_handed_over(desk: FlaskClient, ana: StaffUser) -> None:
    page = submit(desk, f"{NEW}/queja", **COMPLAINT)
    assert page.status_code == 201
    one = only_one()
    assert one.filing_number in page.text
    assert tracking_codes.matches(one.tracking_code_hash, CODE.search(page.text)[1])
    assert one.channel is Channel.TELEPHONE
    assert one.recorded_by_id == ana.id
    assert requester_of(one).name == "Rosa Mosquera"
    assert len(mails(one)) == 1
    [event] = events(one)
    assert event.actor_id == ana.id
    assert not event.by_requester
    assert "La registró Ana Riascos" in desk.get(f"/gestion/solicitudes/{one.filing_number}").text


@pytest.mark.parametrize("kind", list(RequestKind))
def test_each_kind_has_its_form(desk: FlaskClient, kind: RequestKind) -> None:
    typed = {
        RequestKind.TRAINING: {"tema": "veedurias"},
        RequestKind.ADVICE: {"descripcion": "Me negaron una cita"},
        RequestKind.COMPLAINT: {"tema": "aseo", "descripcion": "No recogen"},
    }[kind]
    assert submit(desk, f"{NEW}/{kind.value}", **typed).status_code == 201
    assert only_one().kind is kind
    assert kind.label in desk.get(NEW).text or "Queja" in desk.get(NEW).text


def test_the_day_it_was_received_counts(desk: FlaskClient) -> None:
    submit(desk, f"{NEW}/queja", **COMPLAINT, recibida_en="2024-02-29", hora="16:00")
    one = only_one()
    assert one.received_at == datetime(2024, 2, 29, 21, 0, tzinfo=UTC)
    assert one.received_on == one.filed_on == date(2024, 2, 29)
    assert one.recorded_at.date() == date(2024, 3, 5)


def test_a_day_without_an_hour_is_that_day_in_bogota(desk: FlaskClient) -> None:
    submit(desk, f"{NEW}/queja", **COMPLAINT, recibida_en="2023-12-29")
    one = only_one()
    assert one.received_on == one.filed_on == date(2023, 12, 29)
    assert one.filing_number == "QUE-2023-000001"


def test_today_without_an_hour_is_now(desk: FlaskClient) -> None:
    submit(desk, f"{NEW}/queja", **COMPLAINT)
    assert only_one().received_at == datetime(2024, 3, 5, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"recibida_en": "2024-03-06"}, "La fecha de recepción no puede estar en el futuro."),
        ({"recibida_en": "2024-03-05", "hora": "10:01"}, "Esa hora todavía no llega."),
        ({"hora": "25:99"}, "Esa hora no existe. Escríbala como 14:30."),
        ({"recibida_en": "30/02/2024"}, "Esa fecha no existe."),
        ({"recibida_en": ""}, "Diga qué día llegó."),
        ({"descripcion": ""}, "Cuente qué está pasando."),
        ({"correo": "rosa arroba"}, "Ese correo no está bien escrito."),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    desk: FlaskClient, typed: dict, message: str
) -> None:
    page = submit(desk, f"{NEW}/queja", **COMPLAINT | typed)
    assert page.status_code == 400
    assert message in page.text
    assert "Rosa Mosquera" in page.text
    assert db.session.execute(select(ServiceRequest)).first() is None


def test_sent_twice_it_is_one_request_with_the_same_code(desk: FlaskClient) -> None:
    fields = fill(form_fields(desk.get(f"{NEW}/queja").text), COMPLAINT)
    first = desk.post(f"{NEW}/queja", data=fields)
    second = desk.post(f"{NEW}/queja", data=fields)
    assert (first.status_code, second.status_code) == (201, 200)
    assert CODE.search(first.text)[1] == CODE.search(second.text)[1]
    assert "ya se había enviado" in second.text
    assert len(mails(only_one())) == 1


def test_a_form_that_is_not_ours_files_nothing_and_keeps_the_text(desk: FlaskClient) -> None:
    page = submit(desk, f"{NEW}/queja", **COMPLAINT, formulario="inventado")
    assert page.status_code == 400
    assert "La página estuvo abierta mucho tiempo." in page.text
    assert "Rosa Mosquera" in page.text
    again = desk.post(f"{NEW}/queja", data=form_fields(page.text))
    assert again.status_code == 201


def test_files_come_with_it(desk: FlaskClient) -> None:
    upload = (BytesIO(b"Carta de la comunidad"), "carta.txt")
    submit(desk, f"{NEW}/queja", **COMPLAINT, archivos=upload)
    assert [file.name for file in visible_attachments(only_one())] == ["carta.txt"]


def test_an_unknown_way_is_another_way(desk: FlaskClient) -> None:
    submit(desk, f"{NEW}/queja", **COMPLAINT | {"canal": "paloma"})
    assert only_one().channel is Channel.OTHER


def test_whoever_wants_no_name_leaves_none(desk: FlaskClient) -> None:
    submit(desk, f"{NEW}/queja", **COMPLAINT, anonima="y")
    assert only_one().identity is Identity.ANONYMOUS
    assert requester_of(only_one()) is None


def test_the_form_of_another_kind_does_not_file_this_one(desk: FlaskClient) -> None:
    other = form_fields(desk.get(f"{NEW}/asesoria").text)["formulario"]
    page = submit(desk, f"{NEW}/queja", **COMPLAINT, formulario=other)
    assert page.status_code == 400
