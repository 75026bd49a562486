"""Proofs, added and withdrawn."""

import io
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.agenda.queries_requests import requests_without_session
from portal.extensions import db
from portal.intake.kinds import Outcome
from portal.intake.models import RequestEvent, ServiceRequest
from tests.agenda.sessions import address, fresh, held, planned, training
from tests.agenda.test_hold import PDF
from tests.pages import fill, form_fields, submit

Browser = Callable[[StaffUser], FlaskClient]


def events_of(service_request: ServiceRequest) -> list[str]:
    query = select(RequestEvent.type).where(RequestEvent.service_request_id == service_request.id)
    return list(db.session.execute(query.order_by(RequestEvent.version)).scalars())


def test_a_reference_and_files_are_added(staff_client: Browser, ana: StaffUser) -> None:
    execution = held(ana)
    submit(
        staff_client(ana),
        address(execution, "evidencia"),
        evidencia="Carpeta 3",
        archivos=[(io.BytesIO(PDF), "a.pdf"), (io.BytesIO(PDF + b"\n"), "b.pdf")],
    )
    found = [(one.reference, one.file_name) for one in fresh(execution).evidences]
    assert found == [("Acta 7", None), ("Carpeta 3", "a.pdf"), (None, "b.pdf")]
    assert fresh(execution).evidence_count == 3


def test_something_has_to_be_shown(staff_client: Browser, ana: StaffUser) -> None:
    execution = held(ana)
    answer = submit(staff_client(ana), address(execution, "evidencia"))
    assert answer.status_code == 400
    assert "Escriba una referencia o adjunte un archivo." in answer.text


def test_a_file_that_is_refused_keeps_the_words(staff_client: Browser, ana: StaffUser) -> None:
    execution = held(ana)
    answer = submit(
        staff_client(ana),
        address(execution, "evidencia"),
        evidencia="Carpeta 3",
        archivos=(io.BytesIO(b"MZ\x90\x00"), "programa.exe"),
    )
    assert answer.status_code == 400
    assert "programa.exe" in answer.text
    assert 'value="Carpeta 3"' in answer.text
    assert fresh(execution).evidence_count == 1


def test_what_was_not_held_has_no_proof(staff_client: Browser, ana: StaffUser) -> None:
    browser = staff_client(ana)
    fields = form_fields(browser.get(address(held(ana), "evidencia")).text)
    execution = planned(ana)
    page = address(execution, "evidencia")
    assert "Primero registre que la actividad se hizo" in browser.get(page).text
    sent = fill(fields, {"evidencia": "Acta", "version": str(execution.version)})
    answer = browser.post(page, data=sent)
    assert "Primero registre que la actividad se hizo" in answer.text
    assert fresh(execution).evidence_count == 0


def test_the_last_proof_withdrawn_takes_its_requests_out_of_the_count(
    staff_client: Browser, ana: StaffUser
) -> None:
    service_request = training()
    execution = held(ana, service_request)
    [evidence] = execution.evidences
    page = address(execution, f"evidencia/{evidence.public_id}/retirar")
    assert "Es el único soporte" in staff_client(ana).get(page).text
    answer = submit(staff_client(ana), page, motivo="Era de otra sesión.")
    assert answer.status_code == 303
    execution = fresh(execution)
    assert not execution.counts
    assert execution.evidences[0].withdrawal_reason == "Era de otra sesión."
    assert execution.evidences[0].withdrawn_by_id == ana.id
    assert service_request.outcome is Outcome.ATTENDED
    assert events_of(service_request) == ["closed", "session_lost"]
    assert requests_without_session() == [service_request]
    assert "Era de otra sesión." in staff_client(ana).get(address(execution)).text


def test_a_new_proof_brings_them_back(staff_client: Browser, ana: StaffUser) -> None:
    service_request = training()
    execution = held(ana, service_request)
    browser = staff_client(ana)
    [evidence] = execution.evidences
    submit(browser, address(execution, f"evidencia/{evidence.public_id}/retirar"), motivo="Error.")
    submit(browser, address(execution, "evidencia"), evidencia="Acta 8")
    assert fresh(execution).counts
    assert events_of(service_request) == ["closed", "session_lost", "session_restored"]
    assert requests_without_session() == []


def test_one_of_two_proofs_may_go_and_nobody_is_told(staff_client: Browser, ana: StaffUser) -> None:
    service_request = training()
    execution = held(ana, service_request)
    browser = staff_client(ana)
    submit(browser, address(execution, "evidencia"), evidencia="Acta 8")
    [first, _] = fresh(execution).evidences
    submit(browser, address(execution, f"evidencia/{first.public_id}/retirar"), motivo="Repetido.")
    assert fresh(execution).counts
    assert events_of(service_request) == ["closed"]


def test_a_proof_is_withdrawn_once_and_with_a_reason(staff_client: Browser, ana: StaffUser) -> None:
    execution = held(ana)
    page = address(execution, f"evidencia/{execution.evidences[0].public_id}/retirar")
    browser = staff_client(ana)
    assert "Escriba por qué." in submit(browser, page).text
    fields = form_fields(browser.get(page).text)
    submit(browser, page, motivo="Error.")
    assert "ya está retirado" in browser.get(page).text
    version = str(fresh(execution).version)
    again = browser.post(page, data=fill(fields, {"motivo": "Otra vez.", "version": version}))
    assert "ya estaba retirado" in again.text
    assert fresh(execution).evidence_count == 0


def test_a_proof_of_another_activity_is_not_found(staff_client: Browser, ana: StaffUser) -> None:
    execution, other = held(ana), held(ana)
    page = address(execution, f"evidencia/{other.evidences[0].public_id}/retirar")
    assert staff_client(ana).get(page).status_code == 404


def test_two_who_withdraw_at_once_do_it_once(
    staff_client: Browser, ana: StaffUser, luis: StaffUser
) -> None:
    execution = held(ana)
    page = address(execution, f"evidencia/{execution.evidences[0].public_id}/retirar")
    second = staff_client(luis)
    fields = form_fields(second.get(page).text)
    submit(staff_client(ana), page, motivo="Error.")
    answer = second.post(page, data=fill(fields, {"motivo": "También lo vi."}))
    assert answer.status_code == 409
    assert "También lo vi." in answer.text


def test_strangers_and_readers_cannot_touch_proofs(
    client: FlaskClient, staff_client: Browser, ana: StaffUser, paz: StaffUser
) -> None:
    execution = held(ana)
    public_id = execution.evidences[0].public_id
    for page in ("evidencia", f"evidencia/{public_id}/retirar"):
        assert client.post(address(execution, page)).status_code == 302
        assert staff_client(paz).post(address(execution, page)).status_code == 403
