"""``/seguimiento/<radicado>``: adding words and files to a request, and getting files back."""

import io
from typing import Any

from flask.testing import FlaskClient
from PIL import Image

from portal import clock
from portal.accounts.models import StaffUser
from portal.casework import actions as casework
from portal.casework import actions_clock, actions_closing
from portal.extensions import db
from portal.formats import short_date
from portal.intake.kinds import RequestStatus, ToldBy
from portal.intake.models import ServiceRequest
from portal.working_days import add_working_days
from tests.indicators.words import words_of
from tests.pages import form_fields, submit


def address(service_request: ServiceRequest) -> str:
    return f"/seguimiento/{service_request.filing_number}"


def read(browser: FlaskClient, service_request: ServiceRequest) -> str:
    return words_of(browser.get(address(service_request)).text)


def test_what_the_requester_adds_goes_back_to_the_office(
    opened: FlaskClient, request_of_maria: ServiceRequest, ana: StaffUser
) -> None:
    casework.ask(
        request_of_maria, actor=ana, seen_version=request_of_maria.version, body="¿En qué calle?"
    )
    assert request_of_maria.status is RequestStatus.WAITING
    page = address(request_of_maria)
    photograph = (io.BytesIO(_png()), "calle.png")
    answer = submit(opened, page, having="mensaje", mensaje="En la 5 con 8.", archivos=[photograph])
    assert (answer.status_code, answer.location) == (303, page)
    db.session.refresh(request_of_maria)
    assert request_of_maria.status is RequestStatus.IN_PROGRESS
    text = read(opened, request_of_maria)
    assert "Usted agregó información" in text
    assert "En la 5 con 8." in text
    assert "Lo agregamos a su solicitud." in text


def test_its_files_are_handed_out_to_be_saved(
    opened: FlaskClient, request_of_maria: ServiceRequest, new_client: Any
) -> None:
    page = address(request_of_maria)
    submit(opened, page, having="mensaje", mensaje="", archivos=[(io.BytesIO(_png()), "calle.png")])
    link = opened.get(page).text.split(f'href="{page}/archivos/')[1].split('"')[0]
    file = opened.get(f"{page}/archivos/{link}")
    assert file.status_code == 200
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.mimetype == "image/png"
    assert new_client().get(f"{page}/archivos/{link}").status_code == 404
    assert opened.get(f"{page}/archivos/{'0' * 32}").status_code == 404


def test_nothing_to_add_is_said_beside_the_field(
    opened: FlaskClient, request_of_maria: ServiceRequest
) -> None:
    answer = submit(opened, address(request_of_maria), having="mensaje", mensaje="  ")
    assert answer.status_code == 400
    assert "Escriba su mensaje o adjunte un archivo." in answer.text
    assert len(request_of_maria.events) == 1


def test_a_page_that_waited_too_long_keeps_the_words(
    opened: FlaskClient, request_of_maria: ServiceRequest
) -> None:
    page = address(request_of_maria)
    answer = opened.post(page, data={"mensaje": "En la 5 con 8.", "csrf_token": "vencido"})
    assert answer.status_code == 400
    assert form_fields(answer.text, having="mensaje")["mensaje"] == "En la 5 con 8."
    assert len(request_of_maria.events) == 1


def _png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "PNG")
    return file.getvalue()


def ask_to_complete(service_request: ServiceRequest, ana: StaffUser) -> None:
    actions_clock.require_completion(
        service_request,
        actor=ana,
        seen_version=service_request.version,
        body="Falta la factura de enero.",
    )
    db.session.commit()


def test_art_17_what_the_requester_adds_completes_it(
    opened: FlaskClient, request_of_maria: ServiceRequest, ana: StaffUser
) -> None:
    ask_to_complete(request_of_maria, ana)
    text = read(opened, request_of_maria)
    assert "Falta que la complete." in text
    assert "Falta la factura de enero." in text
    assert "Ley 1437 de 2011, artículo 17" in text
    submit(opened, address(request_of_maria), having="mensaje", mensaje="Es esta.")
    db.session.refresh(request_of_maria)
    assert request_of_maria.completion_due_on is None
    assert request_of_maria.has_news
    text = read(opened, request_of_maria)
    assert "Su solicitud quedó completa: el plazo sigue al día siguiente" in text
    assert "Falta que la complete." not in text


def test_art_17_the_requester_asks_for_a_month_more_once(
    opened: FlaskClient, request_of_maria: ServiceRequest, ana: StaffUser
) -> None:
    page = f"{address(request_of_maria)}/mas-plazo"
    ask_to_complete(request_of_maria, ana)
    first = request_of_maria.completion_due_on
    fields = form_fields(opened.get(address(request_of_maria)).text)
    assert opened.post(page, data=fields).status_code == 303
    db.session.refresh(request_of_maria)
    assert request_of_maria.completion_due_on > first
    text = read(opened, request_of_maria)
    assert "Listo: tiene un mes más para completarla." in text
    assert "Pedir un mes más" not in text
    opened.post(page, data=fields)
    assert "ya se alargó una vez" in read(opened, request_of_maria)


def test_whoever_did_not_file_it_asks_for_no_more_time(
    client: FlaskClient, request_of_maria: ServiceRequest, ana: StaffUser
) -> None:
    ask_to_complete(request_of_maria, ana)
    assert client.post(f"{address(request_of_maria)}/mas-plazo").status_code == 404
    assert request_of_maria.version == 2


def test_art_14_par_an_extension_is_told_with_its_reasons(
    opened: FlaskClient, request_of_maria: ServiceRequest, ana: StaffUser
) -> None:
    until = add_working_days(request_of_maria.due_on, 5)
    actions_clock.extend(
        request_of_maria, actor=ana, seen_version=1, until=until, reasons="Falta un concepto."
    )
    db.session.commit()
    text = read(opened, request_of_maria)
    for words in ("Ampliamos el plazo", "Falta un concepto.", short_date(until), "parágrafo"):
        assert words in text


def test_art_21_who_holds_it_now_is_told(
    opened: FlaskClient, request_of_maria: ServiceRequest, ana: StaffUser
) -> None:
    actions_closing.transfer(
        request_of_maria,
        actor=ana,
        seen_version=1,
        body="superservicios",
        told_on=clock.today(),
        told_by=ToldBy.PORTAL,
        answer="Le toca a ellos.",
    )
    db.session.commit()
    text = read(opened, request_of_maria)
    assert "La tiene ahora Superintendencia" in text
    assert "La pasamos a Superintendencia" in text
    assert "Ley 1437 de 2011, artículo 21" in text
