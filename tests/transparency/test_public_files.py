"""What is published, byte for byte: for ever under its version, asked about each time elsewhere."""

import hashlib
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.transparency import actions
from portal.transparency.models import Publication
from portal.transparency.queries import content_of
from portal.transparency.rules import month_label
from tests.conftest import PASSWORD
from tests.factories import make_request
from tests.guards import wire

At = Callable[[str], Any]
Publish = Callable[..., Publication]
FILES = {
    "cifras.json": "application/json",
    "filas.csv": "text/csv; charset=utf-8",
    "plan.json": "application/json",
    "sello.json": "application/json",
    "recalcular.py": "text/x-python; charset=utf-8",
}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def march(publish: Publish, at: At) -> Publication:
    at("2024-04-08 09:10")
    make_request("queja", received_on=date(2024, 3, 4))
    return publish(2024, 3)


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_version_is_served_as_it_was_frozen_and_never_changes(
    client: FlaskClient, march: Publication, name: str
) -> None:
    response = client.get(f"/transparencia/2024/03/v1/{name}")
    assert response.data == content_of(march, name)
    assert response.content_type == FILES[name]
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["ETag"] == f'"{hashlib.sha256(response.data).hexdigest()}"'
    again = client.get(
        f"/transparencia/2024/03/v1/{name}", headers={"If-None-Match": response.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_without_a_version_it_is_the_latest_and_is_asked_about_each_time(
    client: FlaskClient, march: Publication, publish: Publish
) -> None:
    first = client.get("/transparencia/2024/03/cifras.json")
    assert first.data == content_of(march, "cifras.json")
    assert first.headers["Cache-Control"] == "no-cache"
    make_request("queja", received_on=date(2024, 3, 5))
    second = publish(2024, 3, reason="Faltaba una queja.")
    asked = client.get(
        "/transparencia/2024/03/cifras.json", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert asked.status_code == 200
    assert asked.data == content_of(second, "cifras.json")
    assert client.get("/transparencia/2024/03/v1/cifras.json").data == first.data


@pytest.mark.parametrize("zipped", [{}, {"Accept-Encoding": "gzip"}])
@pytest.mark.parametrize("address", ["", "/2024", "/2024/03", "/2024/03/v1/", "/correcciones"])
def test_a_page_that_did_not_change_is_not_sent_again(
    client: FlaskClient, march: Publication, publish: Publish, address: str, zipped: dict[str, str]
) -> None:
    response = client.get(f"/transparencia{address}", headers=zipped)
    assert response.headers["Cache-Control"] == "no-cache"
    known = {"If-None-Match": response.headers["ETag"], **zipped}
    again = client.get(f"/transparencia{address}", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    make_request("queja", received_on=date(2024, 3, 5))
    publish(2024, 3, reason="Faltaba una queja.")
    assert client.get(f"/transparencia{address}", headers=known).status_code == 200


def test_the_chain_names_every_publication_in_order_of_approval(
    client: FlaskClient, march: Publication, publish: Publish
) -> None:
    january = publish(2024, 1)
    response = client.get("/transparencia/cadena.json")
    assert march.end
    assert january.end
    assert json.loads(response.data) == [
        {
            "anio": 2024,
            "mes": 3,
            "version": 1,
            "ruta": "2024/03/v1/",
            "sello_sha256": march.end.seal_sha256,
        },
        {
            "anio": 2024,
            "mes": 1,
            "version": 1,
            "ruta": "2024/01/v1/",
            "sello_sha256": january.end.seal_sha256,
        },
    ]
    assert response.headers["Cache-Control"] == "no-cache"


def test_a_host_that_cannot_be_read_breaks_no_address(app: Flask) -> None:
    sent = wire.raw("GET", "/transparencia/feed.atom", headers={"HTTP_HOST": "xn--"})
    answer = wire.ask(app, sent)
    assert answer.status == 200
    assert b"http://xn--/transparencia" in answer.body


def test_an_empty_feed_is_the_same_all_day(client: FlaskClient, at: At) -> None:
    at("2024-05-09 09:00")
    morning = client.get("/transparencia/feed.atom")
    at("2024-05-09 09:01")
    assert client.get("/transparencia/feed.atom").headers["ETag"] == morning.headers["ETag"]
    assert "<updated>2024-05-09T05:00:00Z</updated>" in morning.text


def test_the_feed_carries_each_seal_and_each_reason_outside(
    client: FlaskClient, march: Publication, publish: Publish, at: At
) -> None:
    at("2024-05-09 09:00")
    make_request("queja", received_on=date(2024, 3, 5))
    correction = publish(2024, 3, reason="Faltaba <una> queja & su fila.")
    response = client.get("/transparencia/feed.atom")
    assert response.content_type == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(response.data)  # noqa: S314 - our own bytes
    assert feed.findtext(f"{ATOM}updated") == "2024-05-09T14:00:00Z"
    newest, first = feed.findall(f"{ATOM}entry")
    assert newest.findtext(f"{ATOM}title") == "Corrección de marzo de 2024 (versión 2)"
    assert first.findtext(f"{ATOM}title") == month_label(2024, 3).capitalize()
    said = newest.findtext(f"{ATOM}content") or ""
    assert "Motivo: Faltaba <una> queja & su fila." in said
    assert f"Sello SHA-256: {correction.end and correction.end.seal_sha256}" in said
    assert first.findtext(f"{ATOM}id") == "http://localhost/transparencia/2024/03/v1/"


def test_before_the_first_publication_chain_and_feed_are_empty(client: FlaskClient) -> None:
    assert client.get("/transparencia/cadena.json").data == b"[]"
    feed = ET.fromstring(client.get("/transparencia/feed.atom").data)  # noqa: S314 - our own bytes
    assert not feed.findall(f"{ATOM}entry")


@pytest.mark.parametrize("name", ["otra.json", "cadena.json", "models.py", "..%2F..%2Fcadena.json"])
def test_no_other_name_is_a_file(client: FlaskClient, march: Publication, name: str) -> None:
    assert client.get(f"/transparencia/2024/03/v1/{name}").status_code == 404
    assert client.get(f"/transparencia/2024/03/{name}").status_code == 404
    assert client.get("/transparencia/2024/03/v2/cifras.json").status_code == 404


def test_what_waits_for_signatures_is_not_public(
    client: FlaskClient, march: Publication, carmen: Any
) -> None:

    actions.prepare(year=2024, month=2, signer=carmen, password=PASSWORD)
    for address in ("2024/02/v1/", "2024/02/v1/cifras.json", "2024/02/cifras.json"):
        assert client.get(f"/transparencia/{address}").status_code == 404
    assert "no se ha publicado" in client.get("/transparencia/2024/02").text
