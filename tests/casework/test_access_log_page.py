"""``/gestion/bitacora``: who read, sought or took away personal data."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal import clock
from portal.accounts.access_log import note_access
from portal.accounts.models import StaffUser
from portal.accounts.models_access import AccessEntry
from portal.casework import queries_access
from portal.extensions import db
from portal.intake.models import ServiceRequest
from tests.casework.conftest import FileOne
from tests.casework.counting import statements
from tests.casework.reading import page_of
from tests.indicators.words import words_of
from tests.pages import form_fields, submit

LOG = "/gestion/bitacora"
At = Callable[[str], datetime]


@pytest.fixture
def control(staff_client: Callable[[StaffUser], FlaskClient], admin: StaffUser) -> FlaskClient:
    """The administrator's browser."""
    return staff_client(admin)


def noted() -> list[tuple[str, int | None]]:
    query = select(AccessEntry.action, AccessEntry.service_request_id).order_by(AccessEntry.id)
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(query)]


def test_reading_a_request_is_written_down_once_in_ten_minutes(
    desk: FlaskClient, coordination: FlaskClient, complaint: ServiceRequest, at: At
) -> None:
    page, id_ = page_of(complaint), complaint.id
    desk.get(page)
    at("2024-03-05 10:09")
    desk.get(page)
    desk.get(page_of(complaint, "datos"))
    assert noted() == [("read", id_)]
    coordination.get(page)
    at("2024-03-05 10:21")
    desk.get(page)
    assert noted() == [("read", id_)] * 3


def test_what_does_not_open_was_not_read(
    desk: FlaskClient, complaint: ServiceRequest, staff_client: Callable, paz: StaffUser
) -> None:
    desk.get("/gestion/solicitudes/QUE-2024-000999")
    staff_client(paz).get(page_of(complaint))
    assert noted() == []


def test_papers_of_a_request_are_written_down_each_as_what_it_is(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    id_ = complaint.id
    assert submit(desk, page_of(complaint, "constancia")).status_code == 200
    fields = form_fields(desk.get(page_of(complaint, "expediente")).text, having="csrf_token")
    assert desk.post(page_of(complaint, "expediente.zip"), data=fields).status_code == 200
    assert noted() == [("receipt", id_), ("dossier", id_)]


def test_the_administrator_finds_who_read_what_and_no_person(
    desk: FlaskClient, control: FlaskClient, complaint: ServiceRequest, ana: StaffUser, at: At
) -> None:
    desk.get(page_of(complaint))
    desk.get("/gestion/solicitudes?persona=Rosa+Mosquera")
    page = words_of(control.get(LOG).text)
    assert f"{ana.name} Leyó una solicitud {complaint.filing_number}" in page
    assert "Buscó a una persona: halló 1" in page
    assert "Mosquera" not in page
    for query, is_there in (
        (f"radicado={complaint.filing_number.lower()}", True),
        (f"persona={ana.public_id}", True),
        ("accion=read", True),
        ("desde=2024-03-05&hasta=05/03/2024", True),
        ("accion=file", False),
        ("desde=2024-03-06", False),
        ("hasta=2024-03-04", False),
    ):
        found = words_of(control.get(f"{LOG}?{query}").text)
        assert ("Leyó una solicitud QUE" in found) == is_there, query


def test_what_is_asked_wrongly_is_said_beside_its_field(control: FlaskClient) -> None:
    answer = control.get(f"{LOG}?radicado=QUE-2024-000999&desde=2024-03-09&hasta=2024-03-01")
    assert answer.status_code == 400
    page = words_of(answer.text)
    assert "No hay una solicitud con ese radicado." in page
    assert "Va antes del primer día" in page
    assert 'value="QUE-2024-000999"' in answer.text


def test_pages_follow_one_another_without_losing_or_repeating(
    control: FlaskClient, ana: StaffUser, today: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries_access, "PAGE", 3)
    with clock.set_to(clock.now() - timedelta(hours=1)):
        for rows in range(8):  # all at the same instant
            note_access(user=ana, action="export", rows=rows, with_people=False)
    db.session.commit()
    seen, address = [], LOG
    while address:
        page = control.get(address).text
        seen += [int(word) for word in words_of(page).split("archivo: ")[1:] for word in [word[0]]]
        link = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
        address = link.replace("&amp;", "&") if 'rel="next"' in page else ""
    assert seen == list(range(7, -1, -1))


def test_taking_the_log_away_is_itself_written_down_and_safe(
    control: FlaskClient, ana: StaffUser, today: At
) -> None:
    ana.name = "=HYPERLINK(1)"
    note_access(user=ana, action="export", rows=2, with_people=True)
    db.session.commit()
    fields = form_fields(control.get(LOG).text, having="csrf_token")
    answer = control.post(f"{LOG}/exportar", data=fields)
    assert answer.status_code == 200
    lines = answer.text.splitlines()
    assert lines[0] == "\ufeffCuándo,Quién,Qué hizo,Radicado,Detalle"
    assert "'=HYPERLINK(1)" in answer.text
    assert "con datos de las personas" in answer.text
    assert noted()[-1] == ("log_export", None)


def test_the_page_takes_a_fixed_number_of_queries(
    control: FlaskClient, ana: StaffUser, today: At
) -> None:
    def entries(number: int) -> int:
        for _ in range(number):
            note_access(user=ana, action="export", rows=1)
        db.session.commit()
        with statements() as queries:
            control.get(LOG)
        return len(queries)

    assert entries(1) == entries(30)


def test_a_made_up_place_is_the_first_page(control: FlaskClient, file_one: FileOne) -> None:
    for place in ("x", "2024-03-05T10:00.1", "2024-03-05T10:00:00+00:00.99999999999999999999", "."):
        assert control.get(LOG, query_string={"sigue": place}).status_code == 200
