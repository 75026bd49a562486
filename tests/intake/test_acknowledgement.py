"""What whoever files is given, and that nobody else sees it."""

import re
from urllib.parse import unquote

import pytest

from portal import clock
from portal.extensions import db
from portal.intake import tracking_codes
from portal.intake.models import ServiceRequest
from tests.pages import submit

COMPLAINT = "/solicitudes/queja"
WORDS = {"tema": "agua", "descripcion": "No llega."}


def the_request() -> ServiceRequest:
    db.session.expire_all()
    return db.session.execute(db.select(ServiceRequest)).scalar_one()


def code_in(html: str) -> str:
    return html.split('class="tracking-code">')[1].split("<", maxsplit=1)[0]


def test_it_shows_number_code_and_every_date(client, at):
    at("2026-11-17 16:12")
    page = client.get(submit(client, COMPLAINT, **WORDS).location)
    assert page.status_code == 200
    for words in (
        "QUE-2026-000001",
        "Recibida el martes 17 de noviembre de 2026 a las 4:12",
        "17 nov 2026",
        "24 nov 2026",
        "9 dic 2026",
        "Si le toca a otra entidad",
    ):
        assert words in page.text
    code = code_in(page.text)
    assert [len(group) for group in code.split()] == [5, 4, 4]
    assert tracking_codes.matches(the_request().tracking_code_hash, code)


def test_it_may_be_read_again_in_the_same_session(client):
    address = submit(client, COMPLAINT, **WORDS).location
    assert code_in(client.get(address).text) == code_in(client.get(address).text)


def test_another_session_learns_nothing(client, new_client):
    address = submit(client, COMPLAINT, **WORDS).location
    known = new_client().get(address)
    unknown = new_client().get("/solicitudes/recibida/QUE-2031-000009")
    assert (known.status_code, known.data) == (unknown.status_code, unknown.data)
    assert known.status_code == 404


def test_advice_and_training_have_no_day_of_transfer(client):
    page = client.get(submit(client, "/solicitudes/asesoria", descripcion="Ayuda.").location)
    assert "Si le toca a otra entidad" not in page.text
    assert "Su solicitud de asesoría quedó radicada" in page.text


def test_it_warns_who_left_no_way_to_be_told(client):
    page = client.get(submit(client, COMPLAINT, **WORDS).location)
    assert "No tenemos cómo avisarle." in page.text
    assert "desde cuándo pasa" in page.text


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        (
            "capacitacion",
            ["comunidad u organización", "qué lugar", "qué fechas", "cuántas personas"],
        ),
        ("asesoria", ["contra quién es", "en qué barrio, vereda o río es"]),
        ("queja", ["desde cuándo pasa", "qué empresa o entidad"]),
    ],
)
def test_it_says_what_would_still_help(client, kind, questions):
    words = {"tema": "otro", "descripcion": "Esto."}
    page = client.get(submit(client, f"/solicitudes/{kind}", **words).location)
    for question in questions:
        assert question in page.text


def test_a_full_request_with_a_telephone_is_warned_of_nothing(client):
    words = {
        **WORDS,
        "desde_cuando": "ayer",
        "proveedor": "Celsia",
        "territorio": "Comuna 8",
        "telefono": "310 555 0101",
    }
    page = client.get(submit(client, COMPLAINT, **words).location)
    assert "No tenemos cómo avisarle." not in page.text
    assert "Nos ayuda si" not in page.text
    assert "por el teléfono que dejó" in page.text


def test_whoever_may_be_in_danger_is_promised_no_mail(client):
    words = {**WORDS, "correo": "ana@correo.example", "protegida": "y"}
    page = client.get(submit(client, COMPLAINT, **words).location)
    assert "Por su seguridad no le mandaremos correos." in page.text
    assert "le avisamos por correo" not in page.text


def test_a_code_given_anew_takes_the_old_one_off_the_page(client):
    address = submit(client, COMPLAINT, **WORDS).location
    code = code_in(client.get(address).text)
    service_request = the_request()
    service_request.tracking_code_reissued_at = clock.now()
    service_request.tracking_code_hash = tracking_codes.code_hash("ZZZZZZZZZZZZZ")
    db.session.commit()
    page = client.get(address)
    assert "Ya le dimos otro código después." in page.text
    assert code not in page.text


def test_closing_leaves_nothing_in_a_borrowed_device(client):
    address = submit(client, COMPLAINT, **WORDS).location
    assert client.get(address).status_code == 200
    assert client.post("/seguimiento/cerrar").location == "/"
    assert client.get(address).status_code == 404


def test_only_the_newest_five_stay_in_the_session(client):
    addresses = [submit(client, COMPLAINT, **WORDS).location for _ in range(6)]
    assert [client.get(address).status_code for address in addresses] == [404] + [200] * 5


def test_the_code_stands_in_no_row(client, app):
    page = client.get(submit(client, COMPLAINT, **WORDS).location)
    code = code_in(page.text).replace(" ", "")
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(table.select()):
            assert code not in str(tuple(row))


def test_a_reminder_to_send_oneself_has_the_number_and_never_the_code(client):
    """The code stands in no address (design: addresses)."""
    page = client.get(submit(client, COMPLAINT, **WORDS).location).text
    links = re.findall(r'href="((?:https://wa\.me/|sms:)[^"]+)"', page)
    assert len(links) == 2
    for link in links:
        said = unquote(link)
        assert "QUE-" in said
        assert f"/seguimiento/{the_request().filing_number}" in said
        assert code_in(page).replace(" ", "") not in said.replace(" ", "")
    assert "mejor no lo mande" not in page


def test_whoever_must_not_be_found_is_told_so_before_sending_it(client):
    page = client.get(submit(client, COMPLAINT, **WORDS, protegida="y").location).text
    assert "Si otras personas usan su teléfono, mejor no lo mande." in page
