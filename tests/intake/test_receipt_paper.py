"""``/seguimiento/<radicado>/constancia.pdf``: the acknowledgement on paper."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal import printing
from portal.extensions import db
from portal.intake.models import ServiceRequest
from tests.pages import submit

COMPLAINT = {"tema": "agua", "descripcion": "No llega."}
Said = list[dict[str, Any]]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """What each paper was made of, beside the paper itself."""
    seen: Said = []
    make = printing.pdf

    def note(template: str, data: Any, **options: Any) -> bytes:
        seen.append(json.loads(json.dumps(data)))
        return make(template, data, **options)

    monkeypatch.setattr(printing, "pdf", note)
    return seen


def paper_of(number: str) -> str:
    return f"/seguimiento/{number}/constancia.pdf"


def number_of(answer: Any) -> str:
    return answer.location.rsplit("/", 1)[1]


def code_on(page: str) -> str:
    return page.partition('class="tracking-code">')[2].partition("<")[0]


def open_with(client: FlaskClient, number: str, code: str) -> None:
    sent = submit(client, "/seguimiento", having="codigo", radicado=number, codigo=code)
    assert sent.status_code == 303


def test_whoever_filed_gets_number_dates_rules_and_the_code(
    client: FlaskClient, at: Callable[[str], Any], said: Said
) -> None:
    at("2026-11-17 16:12")
    answer = submit(client, "/solicitudes/queja", **COMPLAINT)
    number, page = number_of(answer), client.get(answer.location).text
    paper = client.get(paper_of(number))
    assert paper.status_code == 200
    assert paper.mimetype == "application/pdf"
    assert b"pdfuaid" in paper.data
    assert paper.headers["Cache-Control"] == "no-store"
    rows = dict(said[0]["rows"])
    assert rows["Número de radicado"] == number
    assert rows["Recibida"].replace("\u00a0", " ") == "martes 17 de noviembre de 2026, 4:12 p. m."
    assert rows["Clase"] == "Queja de servicio público"
    assert rows["Radicada"] == "martes 17 de noviembre de 2026"
    assert rows["Si le toca a otra entidad, lo sabrá hasta el"].endswith("24 de noviembre de 2026")
    assert rows["Último día para responder"] == "miércoles 9 de diciembre de 2026"
    assert rows["Documentos recibidos"] == "Ninguno"
    assert said[0]["code"] == code_on(page)
    assert said[0]["spoken"] == []
    assert paper_of(number) in page
    assert paper.data == client.get(paper_of(number)).data


def test_whoever_came_with_the_code_gets_it_without_one(
    client: FlaskClient, new_client: Callable[[], FlaskClient], said: Said
) -> None:
    answer = submit(client, "/solicitudes/queja", **COMPLAINT)
    number, other = number_of(answer), new_client()
    open_with(other, number, code_on(client.get(answer.location).text))
    assert paper_of(number) in other.get(f"/seguimiento/{number}").text
    assert other.get(paper_of(number)).status_code == 200
    assert said[0]["code"] == ""


def test_without_the_session_a_known_and_an_unknown_number_get_the_same_bytes(
    client: FlaskClient, new_client: Callable[[], FlaskClient]
) -> None:
    number = number_of(submit(client, "/solicitudes/queja", **COMPLAINT))
    known = new_client().get(paper_of(number))
    unknown = new_client().get(paper_of("QUE-2031-000009"))
    page = new_client().get(f"/seguimiento/{number}")
    assert known.status_code == unknown.status_code == page.status_code == 404
    assert known.data == unknown.data == page.data


def test_its_address_is_the_office_s_own_or_else_that_of_the_visit(
    app: Any, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    number = number_of(submit(client, "/solicitudes/queja", **COMPLAINT))
    client.get(paper_of(number))
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://portal.example")
    client.get(paper_of(number))
    here, public = (one["address"] for one in said)
    assert here == f"http://localhost/seguimiento/{number}"
    assert public == f"https://portal.example/seguimiento/{number}"


def test_after_another_code_was_given_it_shows_none(client: FlaskClient, said: Said) -> None:
    number = number_of(submit(client, "/solicitudes/queja", **COMPLAINT))
    one = db.session.execute(db.select(ServiceRequest)).scalar_one()
    one.tracking_code_reissued_at = one.recorded_at
    db.session.commit()
    assert client.get(paper_of(number)).status_code == 200
    assert said[0]["code"] == ""
