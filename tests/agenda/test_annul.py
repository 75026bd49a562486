"""Annulling an activity."""

from collections.abc import Callable

from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.agenda.queries_requests import requests_without_session
from portal.extensions import db
from portal.intake.kinds import Outcome
from tests.agenda.sessions import address, fresh, held, planned, training
from tests.agenda.test_evidence import events_of
from tests.pages import fill, form_fields, submit

Browser = Callable[[StaffUser], FlaskClient]


def test_it_leaves_the_count_with_its_reason(staff_client: Browser, ana: StaffUser) -> None:
    service_request = training()
    execution = held(ana, service_request)
    answer = submit(
        staff_client(ana), address(execution, "anular"), motivo="Se registró dos veces."
    )
    assert answer.status_code == 303
    execution = fresh(execution)
    assert not execution.counts
    assert execution.annulled_by_id == ana.id
    db.session.refresh(service_request)
    assert service_request.outcome is Outcome.ATTENDED
    assert events_of(service_request) == ["closed", "session_lost"]
    assert requests_without_session() == [service_request]
    page = staff_client(ana).get(address(execution)).text
    assert "No cuenta: está anulada. Se registró dos veces." in page


def test_a_planned_one_frees_its_requests(staff_client: Browser, ana: StaffUser) -> None:
    service_request = training()
    execution = planned(ana, service_request)
    submit(staff_client(ana), address(execution, "anular"), motivo="No hubo quórum.")
    assert events_of(service_request) == []
    assert requests_without_session() == []


def test_the_reason_is_asked_for(staff_client: Browser, ana: StaffUser) -> None:
    execution = held(ana)
    answer = submit(staff_client(ana), address(execution, "anular"), motivo="   ")
    assert answer.status_code == 400
    assert "Escriba por qué." in answer.text
    assert fresh(execution).counts


def test_an_annulled_one_cannot_change(staff_client: Browser, ana: StaffUser) -> None:
    execution = held(ana)
    browser = staff_client(ana)
    [evidence] = execution.evidences
    changes: dict[str, dict[str, str]] = {
        "anular": {"motivo": "Otra vez."},
        "editar": {"titulo": "Otro"},
        "evidencia": {"evidencia": "Acta"},
        f"evidencia/{evidence.public_id}/retirar": {"motivo": "x"},
        "solicitudes": {},
    }
    forms = {page: form_fields(browser.get(address(execution, page)).text) for page in changes}
    submit(browser, address(execution, "anular"), motivo="Error.")
    now = {"version": str(fresh(execution).version)}
    for page, filled in changes.items():
        assert "ya no se puede cambiar" in browser.get(address(execution, page)).text, page
        answer = browser.post(address(execution, page), data=fill(forms[page], filled | now))
        assert answer.status_code == 400, page
        assert "está anulada" in answer.text, page
    assert "Qué hacer" not in browser.get(address(execution)).text


def test_the_second_person_is_told(staff_client: Browser, ana: StaffUser, luis: StaffUser) -> None:
    execution = held(ana)
    page, second = address(execution, "anular"), staff_client(luis)
    fields = form_fields(second.get(page).text)
    submit(staff_client(ana), page, motivo="Error.")
    answer = second.post(page, data=fill(fields, {"motivo": "Igual."}))
    assert answer.status_code == 409
    assert "Igual." in answer.text
    assert fresh(execution).annulment_reason == "Error."


def test_strangers_and_readers_cannot_annul(
    client: FlaskClient, staff_client: Browser, ana: StaffUser, marta: StaffUser
) -> None:
    execution = held(ana)
    page = address(execution, "anular")
    assert client.post(page, data={"motivo": "x"}).status_code == 302
    assert staff_client(marta).post(page, data={"motivo": "x"}).status_code == 403
    assert fresh(execution).counts
