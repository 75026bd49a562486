"""Recording that an activity took place."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.casework.actions import note
from portal.extensions import db
from portal.intake.kinds import Outcome
from portal.intake.models import RequestEvent
from tests.agenda.sessions import HELD_ON, address, fresh, planned, training
from tests.pages import fill, form_fields, submit

Browser = Callable[[StaffUser], FlaskClient]

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
DONE = {"fecha": HELD_ON.isoformat(), "participantes": "25", "evidencia": "Lista de asistencia 4"}


def test_it_counts_from_its_day_with_its_proof(staff_client: Browser, ana: StaffUser) -> None:
    execution = planned(ana, takes_place_on=date(2024, 6, 28))
    answer = submit(staff_client(ana), address(execution, "realizada"), **DONE)
    assert answer.status_code == 303, answer.text
    execution = fresh(execution)
    assert execution.counts
    assert (execution.takes_place_on, execution.people_reached) == (HELD_ON, 25)
    assert execution.held_recorded_by_id == ana.id
    assert [one.reference for one in execution.evidences] == ["Lista de asistencia 4"]


def test_its_requests_are_attended_on_that_day(staff_client: Browser, ana: StaffUser) -> None:
    first, second = training(), training()
    execution = planned(ana, first, second)
    answer = submit(staff_client(ana), address(execution, "realizada"), **DONE)
    assert answer.status_code == 303, answer.text
    for service_request in (first, second):
        db.session.refresh(service_request)
        assert service_request.outcome is Outcome.ATTENDED
        assert service_request.closed_on == HELD_ON
        assert service_request.closing_execution_id == execution.id


def test_only_those_that_were_really_attended(staff_client: Browser, ana: StaffUser) -> None:
    came, stayed_away, walked_in = training(), training(), training()
    execution = planned(ana, came, stayed_away)
    chosen = [came.filing_number, walked_in.filing_number]
    submit(staff_client(ana), address(execution, "realizada"), **DONE, solicitudes=chosen)
    for service_request in (came, stayed_away, walked_in):
        db.session.refresh(service_request)
    assert came.is_closed
    assert walked_in.is_closed
    assert not stayed_away.is_closed
    listed = {one.service_request_id for one in fresh(execution).attendances}
    assert listed == {came.id, walked_in.id}


def test_a_request_closed_meanwhile_keeps_its_closing(
    staff_client: Browser, ana: StaffUser
) -> None:
    service_request = training(outcome="desistida", closed_on=date(2024, 6, 5))
    execution = planned(ana, service_request)
    submit(
        staff_client(ana),
        address(execution, "realizada"),
        **DONE,
        solicitudes=[service_request.filing_number],
    )
    db.session.refresh(service_request)
    assert service_request.outcome is Outcome.WITHDRAWN


def test_a_file_is_proof_enough_and_only_staff_get_it(
    client: FlaskClient, staff_client: Browser, ana: StaffUser, marta: StaffUser, admin: StaffUser
) -> None:
    service_request = training()
    execution = planned(ana, service_request)
    upload = (io.BytesIO(PDF), "lista.pdf")
    submit(
        staff_client(ana),
        address(execution, "realizada"),
        **(DONE | {"evidencia": ""}),
        archivos=upload,
    )
    db.session.refresh(service_request)
    assert service_request.is_closed
    [evidence] = fresh(execution).evidences
    file = address(execution, f"evidencia/{evidence.public_id}/archivo")
    answer = staff_client(marta).get(file)
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(file).status_code == 302
    assert staff_client(admin).get(file).status_code == 403
    other = planned(ana)
    wrong = address(other, f"evidencia/{evidence.public_id}/archivo")
    assert staff_client(ana).get(wrong).status_code == 404


def test_without_proof_no_request_is_closed_and_nothing_is_lost(
    staff_client: Browser, ana: StaffUser
) -> None:
    service_request = training()
    execution = planned(ana, service_request)
    answer = submit(
        staff_client(ana), address(execution, "realizada"), **(DONE | {"evidencia": ""})
    )
    assert answer.status_code == 400
    assert "no se pueden cerrar las solicitudes" in answer.text
    assert 'value="25"' in answer.text
    db.session.refresh(service_request)
    assert not service_request.is_closed
    assert not fresh(execution).is_held


def test_an_activity_of_the_plan_may_wait_for_its_proof(
    staff_client: Browser, ana: StaffUser
) -> None:
    execution = planned(ana)
    submit(staff_client(ana), address(execution, "realizada"), **(DONE | {"evidencia": ""}))
    assert fresh(execution).is_held
    assert not fresh(execution).counts
    assert "No cuenta mientras no tenga soporte" in staff_client(ana).get(address(execution)).text


@pytest.mark.parametrize(
    ("field", "wrong", "message"),
    [
        ("fecha", "2024-06-11", "Esa fecha no ha llegado"),
        ("fecha", "", "Escriba la fecha."),
        ("hora", "ocho", "Esa hora no existe"),
        ("participantes", "muchas", "Escriba solo un número"),
        ("evidencia", "x" * 301, "máximo 300"),
    ],
)
def test_an_error_stands_beside_its_field(
    staff_client: Browser, ana: StaffUser, field: str, wrong: str, message: str
) -> None:
    execution = planned(ana)
    answer = submit(staff_client(ana), address(execution, "realizada"), **(DONE | {field: wrong}))
    assert answer.status_code == 400
    assert message in answer.text
    assert not fresh(execution).is_held


def test_today_at_an_hour_to_come_has_not_been_held(staff_client: Browser, ana: StaffUser) -> None:
    execution = planned(ana, takes_place_on=date(2024, 6, 10))
    page = address(execution, "realizada")
    late = submit(staff_client(ana), page, **(DONE | {"fecha": "2024-06-10", "hora": "09:01"}))
    assert "Esa hora no ha llegado" in late.text
    assert submit(staff_client(ana), page, **(DONE | {"fecha": "2024-06-10"})).status_code == 303


def test_a_session_before_a_request_came_cannot_attend_it(
    staff_client: Browser, ana: StaffUser
) -> None:
    service_request = training(received_on=HELD_ON)
    execution = planned(ana, service_request)
    answer = submit(
        staff_client(ana), address(execution, "realizada"), **(DONE | {"fecha": "2024-06-06"})
    )
    assert f"{service_request.filing_number} se recibió después" in answer.text


def test_it_is_held_once(staff_client: Browser, ana: StaffUser) -> None:
    execution = planned(ana)
    browser, page = staff_client(ana), address(execution, "realizada")
    fields = form_fields(browser.get(page).text)
    submit(browser, page, **DONE)
    assert "Ya está registrada como hecha" in browser.get(page).text
    again = fill(fields, DONE | {"version": str(fresh(execution).version)})
    answer = browser.post(page, data=again)
    assert answer.status_code == 400
    assert "ya estaba registrada" in answer.text
    assert fresh(execution).evidence_count == 1


def test_the_second_person_is_told_and_loses_nothing(
    staff_client: Browser, ana: StaffUser, luis: StaffUser
) -> None:
    execution = planned(ana)
    page = address(execution, "realizada")
    stale = staff_client(luis)
    fields: dict[str, Any] = {"version": str(execution.version), **DONE}
    submit(staff_client(ana), address(execution, "editar"), titulo="Taller que cambió")
    answer = submit(stale, page, **fields)
    assert answer.status_code == 409
    assert "Otra persona cambió esta actividad" in answer.text
    assert "Taller que cambió" in answer.text
    assert 'value="Lista de asistencia 4"' in answer.text
    assert not fresh(execution).is_held


def test_what_casework_does_meanwhile_is_no_obstacle(staff_client: Browser, ana: StaffUser) -> None:
    """The session looks at the request as it is when it is closed, not as it was on the page."""
    service_request = training()
    service_request.version = 1
    execution = planned(ana, service_request)
    note(service_request, actor=ana, seen_version=1, body="Llamaron a confirmar.")
    db.session.commit()
    submit(staff_client(ana), address(execution, "realizada"), **DONE)
    db.session.refresh(service_request)
    assert service_request.is_closed
    events = db.session.execute(select(RequestEvent.type).order_by(RequestEvent.version)).scalars()
    assert list(events) == ["noted", "closed"]


def test_communications_leaves_sessions_for_requests_alone(
    staff_client: Browser, ana: StaffUser, pablo: StaffUser
) -> None:
    for_requests, broadcast = planned(ana, training()), planned(ana)
    browser = staff_client(pablo)
    assert browser.get(address(for_requests, "realizada")).status_code == 403
    forced = browser.post(
        address(for_requests, "realizada"), data=DONE | {"version": for_requests.version}
    )
    assert forced.status_code == 403
    assert submit(browser, address(broadcast, "realizada"), **DONE).status_code == 303


def test_strangers_and_readers_cannot_record(
    client: FlaskClient, staff_client: Browser, ana: StaffUser, paz: StaffUser
) -> None:
    page = address(planned(ana), "realizada")
    assert client.post(page, data=DONE).status_code == 302
    assert staff_client(paz).post(page, data=DONE).status_code == 403
    assert staff_client(ana).get("/gestion/agenda/999/realizada").status_code == 404
