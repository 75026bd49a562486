"""Which requests a session attends."""

from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.agenda.models import Execution
from portal.casework.actions_closing import reopen
from portal.extensions import db
from portal.intake.kinds import Outcome
from tests.agenda.sessions import HELD_ON, address, fresh, held, planned, training
from tests.pages import fill, form_fields, submit

Browser = Callable[[StaffUser], FlaskClient]


def listed(execution: Execution) -> set[int]:
    return {one.service_request_id for one in fresh(execution).attendances}


def test_those_of_its_place_and_topic_are_proposed_first(
    staff_client: Browser, ana: StaffUser
) -> None:
    other = training(topic="otro", due_on=date(2024, 6, 1))
    same_topic = training(topic="veedurias", due_on=date(2024, 6, 20))
    same_place = training(territory="comuna_05", due_on=date(2024, 6, 25))
    execution = planned(ana, topic="veedurias", territory="comuna_05")
    page = staff_client(ana).get(address(execution, "solicitudes")).text
    places = [page.index(one.filing_number) for one in (same_place, same_topic, other)]
    assert places == sorted(places)


def test_a_planned_session_takes_and_gives_back_requests(
    staff_client: Browser, ana: StaffUser
) -> None:
    first, second = training(), training()
    execution = planned(ana, first)
    submit(
        staff_client(ana),
        address(execution, "solicitudes"),
        solicitudes=[second.filing_number],
    )
    assert listed(execution) == {second.id}
    db.session.refresh(second)
    assert not second.is_closed


def test_one_already_held_attends_them_at_once(staff_client: Browser, ana: StaffUser) -> None:
    first, second = training(), training()
    execution = held(ana, first)
    answer = submit(
        staff_client(ana),
        address(execution, "solicitudes"),
        solicitudes=[second.filing_number],
    )
    assert answer.status_code == 303, answer.text
    db.session.refresh(second)
    assert (second.outcome, second.closed_on) == (Outcome.ATTENDED, HELD_ON)
    # What it had closed stays on its list.
    assert listed(execution) == {first.id, second.id}


def test_a_reopened_request_can_be_attended_again_or_let_go(
    staff_client: Browser, ana: StaffUser
) -> None:
    service_request = training()
    execution = held(ana, service_request)
    reopen(service_request, actor=ana, seen_version=service_request.version, reason="No fue esa.")
    browser = staff_client(ana)
    page = address(execution, "solicitudes")
    submit(browser, page, solicitudes=None)
    assert listed(execution) == set()
    submit(browser, page, solicitudes=[service_request.filing_number])
    db.session.refresh(service_request)
    assert service_request.closing_execution_id == execution.id


def test_one_held_without_proof_attends_nobody(staff_client: Browser, ana: StaffUser) -> None:
    service_request = training()
    execution = held(ana)
    browser = staff_client(ana)
    [evidence] = execution.evidences
    page = address(execution, "solicitudes")
    fields = form_fields(browser.get(page).text)
    submit(browser, address(execution, f"evidencia/{evidence.public_id}/retirar"), motivo="Error.")
    assert "Primero agregue el soporte" in browser.get(page).text
    sent = {
        "solicitudes": [service_request.filing_number],
        "version": str(fresh(execution).version),
    }
    answer = browser.post(page, data=fill(fields, sent))
    assert answer.status_code == 400
    assert "Primero agregue el soporte" in answer.text
    db.session.refresh(service_request)
    assert not service_request.is_closed


def test_a_request_that_came_later_is_refused(staff_client: Browser, ana: StaffUser) -> None:
    later = training(received_on=date(2024, 6, 8))
    execution = planned(ana)
    assert later.filing_number not in staff_client(ana).get(address(execution, "solicitudes")).text
    answer = submit(
        staff_client(ana), address(execution, "solicitudes"), solicitudes=[later.filing_number]
    )
    assert f"{later.filing_number} se recibió después" in answer.text


def test_the_second_person_is_told_and_keeps_the_ticks(
    staff_client: Browser, ana: StaffUser, luis: StaffUser
) -> None:
    first, second = training(), training()
    execution = planned(ana)
    page, seen = address(execution, "solicitudes"), str(execution.version)
    submit(staff_client(ana), page, solicitudes=[first.filing_number])
    answer = submit(staff_client(luis), page, solicitudes=[second.filing_number], version=seen)
    assert answer.status_code == 409
    assert form_fields(answer.text).getlist("solicitudes") == [second.filing_number]
    assert listed(execution) == {first.id}


def test_only_whoever_attends_requests_chooses_them(
    client: FlaskClient, staff_client: Browser, ana: StaffUser, pablo: StaffUser
) -> None:
    page = address(planned(ana), "solicitudes")
    assert client.get(page).status_code == 302
    assert staff_client(pablo).get(page).status_code == 403
