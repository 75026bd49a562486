"""``/gestion/administracion``: the office's own data and its lists, kept by form."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal import clock
from portal.accounts.models import StaffUser
from portal.config import setting
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.intake import catalogues, office_entries
from portal.intake.actions_office import write_entry, write_office
from portal.intake.models_office import OfficeEntry
from portal.notices.chores import chores
from portal.notices.delivery import Post
from tests.casework.conftest import FileOne, file_one, today
from tests.indicators.words import words_of
from tests.pages import fill, form_fields, submit

__all__ = ["file_one", "today"]

OFFICE = "/gestion/oficina"
LISTS = "/gestion/catalogos"


@pytest.fixture(autouse=True)
def _own_lists(app: Flask) -> Iterator[None]:
    """The lists of this process are again those of the files when a test ends."""
    yield
    catalogues.adopt({})
    office_entries.configure()


@pytest.fixture
def control(staff_client: Callable[[StaffUser], FlaskClient], admin: StaffUser) -> FlaskClient:
    """The administrator's browser."""
    return staff_client(admin)


@pytest.fixture
def coordination(
    staff_client: Callable[[StaffUser], FlaskClient], carmen: StaffUser
) -> FlaskClient:
    """Carmen's browser."""
    return staff_client(carmen)


def changed(form: Any, **typed: Any) -> Any:
    return fill(form, typed)


def test_what_the_office_writes_of_itself_is_on_every_page_at_once(
    control: FlaskClient, client: FlaskClient
) -> None:
    assert "por definir" in client.get("/").text
    answer = submit(control, OFFICE, direccion="Calle 2 # 3-04", telefono="+57 602 240 0000")
    assert answer.status_code == 303
    for address in ("/", "/privacidad"):
        assert "Calle 2 # 3-04" in client.get(address).text
    assert "2 por definir" in words_of(control.get("/gestion/administracion").text)
    submit(control, OFFICE, direccion="")
    assert "Calle 2 # 3-04" not in client.get("/").text
    assert control.get(OFFICE).text.count("<li>") >= 2


def test_a_mailbox_that_is_none_is_refused_beside_its_field(control: FlaskClient) -> None:
    answer = submit(control, OFFICE, buzon="oficina", nombre="Personería de Prueba")
    assert answer.status_code == 400
    assert "Ese correo no está bien escrito." in answer.text
    assert "Personería de Prueba" in answer.text


def test_what_the_server_gives_no_form_changes(
    app: Flask, control: FlaskClient, admin: StaffUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "OFFICE_FIXED", frozenset({"name"}))
    assert "lo fija el servidor" in control.get(OFFICE).text
    before = setting("OFFICE").name
    write_office(seen_version=0, said={"name": "Otra", "hours": "8 a 12"}, actor=admin)
    db.session.commit()
    office_entries.renew()
    control.get(OFFICE)
    assert (setting("OFFICE").name, setting("OFFICE").hours) == (before, "8 a 12")


def test_of_two_who_change_the_office_the_second_is_told(
    control: FlaskClient, admin: StaffUser
) -> None:
    fields = form_fields(control.get(OFFICE).text, having="version")
    write_office(seen_version=0, said={"hours": "8 a 12"}, actor=admin)
    db.session.commit()
    office_entries.renew()
    late = control.post(OFFICE, data=changed(fields, horario="7 a 11"))
    assert late.status_code == 409
    assert f"{admin.name} los cambió" in late.text
    assert "7 a 11" in late.text
    with pytest.raises(Conflict):
        write_office(seen_version=0, said={}, actor=admin)
    db.session.rollback()


def test_an_entry_is_added_changed_verified_and_retired(
    coordination: FlaskClient, client: FlaskClient
) -> None:
    page = f"{LISTS}/servicios"
    added = submit(coordination, f"{page}/nueva", nombre="Gas en cilindro", fuente="Acta 3 de 2026")
    assert added.status_code == 303
    found = catalogues.entry("services", "gas_en_cilindro")
    assert (found.verified, found.certainty) == ("por verificar", "oficina")
    assert "Gas en cilindro" in client.get("/solicitudes/queja").text
    submit(coordination, f"{page}/gas_en_cilindro", verificado_el="2026-11-03", nombre="Pipeta")
    found = catalogues.entry("services", "gas_en_cilindro")
    assert (found.label, found.verified_on) == ("Pipeta", date(2026, 11, 3))
    submit(coordination, f"{page}/gas_en_cilindro", retirado="y")
    assert "Pipeta" not in client.get("/solicitudes/queja").text
    assert catalogues.label("services", "gas_en_cilindro") == "Pipeta"
    assert "Ya no se ofrece" in coordination.get(page).text


def test_a_telephone_needs_its_number_and_shows_on_the_pages(
    coordination: FlaskClient, client: FlaskClient
) -> None:
    page = f"{LISTS}/telefonos_de_emergencia/nueva"
    refused = submit(coordination, page, nombre="Línea de prueba", fuente="Llamada")
    assert "Escriba el número." in refused.text
    assert "Línea de prueba" in refused.text
    submit(coordination, page, nombre="Línea de prueba", fuente="Llamada", numero="199")
    assert "tel:199" in client.get("/ayuda").text


def test_a_name_that_means_another_entry_is_refused_beside_it(coordination: FlaskClient) -> None:
    answer = submit(coordination, f"{LISTS}/servicios/nueva", nombre="Alcantarillado", fuente="x")
    assert answer.status_code == 400
    assert "alcantarillado" in words_of(answer.text)
    assert not catalogues.has("services", "alcantarillado_2")


def test_requests_keep_their_code_and_are_found_by_the_new_name(
    coordination: FlaskClient, file_one: FileOne
) -> None:
    one = file_one("queja", topic="gas")
    submit(coordination, f"{LISTS}/servicios/gas", nombre="Butano", otros_nombres="Gas\nPipeta")
    assert "Butano" in coordination.get(f"/gestion/solicitudes/{one.filing_number}").text
    found = coordination.get("/gestion/solicitudes?buscar=butano").text
    assert one.filing_number in found
    assert catalogues.find("services", "pipeta") == "gas"


def test_of_two_who_change_an_entry_the_second_is_told(
    coordination: FlaskClient, admin: StaffUser
) -> None:
    page = f"{LISTS}/servicios/gas"
    fields = form_fields(coordination.get(page).text, having="version")
    said = {"nombre": "Gas natural domiciliario"}
    write_entry("services", code="gas", seen_version=0, fields=said, actor=admin)
    db.session.commit()
    office_entries.renew()
    late = coordination.post(page, data=changed(fields, nota="Por tubería"))
    assert late.status_code == 409
    assert f"{admin.name} lo cambió" in late.text
    assert "Por tubería" in late.text
    again = form_fields(late.text, having="version")
    assert coordination.post(page, data=again).status_code == 303


def test_only_who_keeps_them_changes_them(
    staff_client: Callable[[StaffUser], FlaskClient], ana: StaffUser, carmen: StaffUser
) -> None:
    with pytest.raises(Refused):
        write_entry("services", code="gas", seen_version=0, fields={}, actor=ana)
    with pytest.raises(Refused):
        write_office(seen_version=0, said={}, actor=carmen)
    assert staff_client(ana).get(LISTS).status_code == 403
    assert staff_client(carmen).get(OFFICE).status_code == 403
    assert staff_client(carmen).get(f"{LISTS}/inventada").status_code == 404


def test_what_was_written_stays_on_record(app: Flask, admin: StaffUser) -> None:
    write_office(seen_version=0, said={"hours": "8 a 12"}, actor=admin)
    db.session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text("UPDATE office_entries SET version = 2"))
    db.session.rollback()


def test_lists_that_no_longer_hold_together_keep_the_last_good_ones(
    app: Flask, admin: StaffUser, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """A row that a later file contradicts must not take every page down."""
    row = OfficeEntry(
        section="servicios",
        code="gas_2",
        version=1,
        fields={"nombre": "Alcantarillado", "fuente": "x", "certeza": "oficina"},
        recorded_by_id=admin.id,
        recorded_at=clock.now(),
    )
    db.session.add(row)
    db.session.commit()
    office_entries.renew()
    assert client.get("/solicitudes/queja").status_code == 200
    assert "do not hold together" in caplog.text
    assert not catalogues.has("services", "gas_2")


def test_mail_goes_out_under_the_name_that_the_office_wrote(app: Flask, admin: StaffUser) -> None:
    write_office(seen_version=0, said={"name": "Personería de Prueba"}, actor=admin)
    db.session.commit()
    office_entries.renew()
    for chore in chores:
        if chore is office_entries.refresh:
            chore()
    post = Post.from_settings({**app.config, "MAIL_URL": "smtp://127.0.0.1:1"})
    assert post is not None
    assert post.envelope.name == "Personería de Prueba"
