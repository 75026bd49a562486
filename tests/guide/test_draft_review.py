"""Asking the office to look at a draft; and that nothing is kept of it before it is sent."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.extensions import db
from portal.guide.draft_text import MARK
from portal.intake.models import ServiceRequest
from portal.intake.models_private import RequestContent, Requester
from tests.guide.drafting import CODES, FORMATS, answers, document, send
from tests.pages import form_fields


def rows() -> dict[str, list[str]]:
    db.session.rollback()
    return {
        table.name: sorted(repr(row) for row in db.session.execute(select(table)))
        for table in db.metadata.sorted_tables
    }


def files(folder: Path) -> dict[str, str]:
    """All that lies in the data folder, but for the database's own book-keeping.

    The tests' own PostgreSQL lies in it too, and writes when it likes: `rows` looks into that one.
    """
    server = folder / "postgres"
    own = (".writer", "-wal", "-shm", "-journal")
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and server not in path.parents and not path.name.endswith(own)
    }


@pytest.fixture
def everything(app: Flask) -> Callable[[], Any]:
    folder = Path(app.config["PORTAL_DATA_DIR"])
    return lambda: (rows(), files(folder))


@pytest.fixture
def talk(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    caplog.set_level(0)
    return lambda: caplog.text


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_stored_in_any_way(
    client: FlaskClient, everything: Callable[[], Any], talk: Callable[[], str], code: str
) -> None:
    before = everything()
    for formato in (*FORMATS, "revisar", "otro"):
        answer = send(client, code, formato, **answers(code))
        assert answer.status_code == (400 if formato == "otro" else 200)
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
    send(client, code, "pdf", nombre="Dato de nombre")
    assert everything() == before
    assert "Dato de" not in talk()


@pytest.mark.parametrize("code", CODES)
def test_the_filled_advice_form_files_the_text_apart_from_the_person(
    client: FlaskClient, at: Callable[[str], Any], code: str
) -> None:
    at("2026-11-26 10:00")
    sent = answers(code) | {"correo": "rosa@example.org", "documento": "1.111.222"}
    page = send(client, code, "revisar", **sent).text
    assert "No lo guardamos hasta que usted lo envíe." in page
    assert re.findall(r'<form[^>]*method="post" action="([^"]+)"', page) == [
        "/solicitudes/asesoria"
    ]
    at("2026-11-26 10:02")
    answer = client.post("/solicitudes/asesoria", data=form_fields(page))
    assert answer.status_code == 200, "without a cookie the acknowledgement is the answer"
    [filed] = db.session.execute(select(ServiceRequest)).scalars()
    [details] = db.session.execute(select(RequestContent)).scalars()
    [person] = db.session.execute(select(Requester)).scalars()
    assert filed.topic == {"servicios_publicos": "recursos_servicios"}.get(code, code)
    assert not filed.is_suspect
    said = details.description
    assert said.startswith(MARK)
    for one in document(code).fields:
        assert (sent[one.name] in said) is (not one.is_personal), one.name
    assert (person.name, person.document_number) == ("Dato de nombre", "1.111.222")
    assert (person.telephone, person.email) == ("Dato de telefono", "rosa@example.org")


def test_each_filled_form_is_a_new_one_and_a_repeated_post_files_once(client: FlaskClient) -> None:
    first, second = (
        form_fields(send(client, "peticion", "revisar", pido="Agua").text) for _ in range(2)
    )
    assert first["formulario"] != second["formulario"]
    assert client.post("/solicitudes/asesoria", data=first).status_code == 200
    client.post("/solicitudes/asesoria", data=first)
    assert len(db.session.execute(select(ServiceRequest)).scalars().all()) == 1


def test_the_longest_draft_still_fits_into_the_advice_form(client: FlaskClient) -> None:
    for code in CODES:
        longest = {one.name: "a" * one.longest for one in document(code).fields}
        page = send(client, code, "revisar", **longest | {"correo": "", "telefono": ""}).text
        fields = form_fields(page)
        assert fields["descripcion"].count("a" * 500) >= 1
        assert client.post("/solicitudes/asesoria", data=fields).status_code in (200, 303)
