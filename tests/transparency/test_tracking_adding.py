"""``/seguimiento/<radicado>``: adding words and files to a request, and getting files back."""

import io
from typing import Any

from flask.testing import FlaskClient
from PIL import Image

from portal.accounts.models import StaffUser
from portal.casework import actions as casework
from portal.extensions import db
from portal.intake.kinds import RequestStatus
from portal.intake.models import ServiceRequest
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
