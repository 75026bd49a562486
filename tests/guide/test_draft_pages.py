"""``/guia/<code>/borrador``: what it asks, and what it says to whoever left something out."""

import re

import pytest
from flask.testing import FlaskClient

from portal.guide.document import TO_REVIEW
from tests.guide.drafting import CODES, address, answers, document, least, send
from tests.pages import form_fields
from tests.readability import szigriszt_pazos

EASY = 65  # «bastante fácil»


@pytest.mark.parametrize("code", CODES)
def test_the_page_asks_what_its_file_says_with_danger_first(client: FlaskClient, code: str) -> None:
    page = client.get(address(code)).text
    assert page.index("¿Hay peligro para su vida") < page.index("<main")
    assert "No guardamos nada de lo que escribe aquí, a menos que lo envíe." in page
    assert f"Esta página está {TO_REVIEW}." in page
    assert re.findall("<title>([^·]+) ·", page) == ["Borrador"]
    labels = re.findall(r'<label class="label" for="(\w+)">(.*?)</label>', page)
    assert [name for name, _ in labels] == [one.name for one in document(code).fields]
    required = {name for name, label in labels if "(si quiere)" not in label}
    assert required == set(least(code))
    assert re.findall(r'name="formato" value="(\w+)"', page) == ["docx", "pdf", "revisar"]
    main = page[page.index("<main") :]
    for source in document(code).sources:
        assert f"<li>{source}" in main


def test_what_the_page_says_is_easy_to_read(client: FlaskClient) -> None:
    for code in CODES:
        main = client.get(address(code)).text.partition("<main")[2].partition("De dónde sale")[0]
        lines = re.sub("<[^>]+>", "\n", main.partition(">")[2])
        text = "\n".join(line for line in lines.splitlines() if line.strip())
        assert szigriszt_pazos(text) >= EASY


def test_only_a_card_with_a_draft_leads_to_one(client: FlaskClient) -> None:
    for code in ("peticion", "tutela", "servicios_publicos", "cumplimiento"):
        card = client.get(f"/guia/{code}").text
        assert f'href="{address(code)}"' in card
        assert "Hacer un borrador" in card
    for code in ("popular", "peligro"):
        assert "Hacer un borrador" not in client.get(f"/guia/{code}").text
        assert client.get(address(code)).status_code == 404
    assert client.post(address("luna"), data={"formato": "pdf"}).status_code == 404


@pytest.mark.parametrize("code", CODES)
def test_what_is_missing_is_said_beside_it_and_nothing_typed_is_lost(
    client: FlaskClient, code: str
) -> None:
    """One of the demanded ones at a time, all else given."""
    for missing in least(code):
        answer = send(client, code, "pdf", **answers(code) | {missing: "  "})
        assert answer.status_code == 400
        assert answer.mimetype == "text/html"
        [one] = [one for one in document(code).fields if one.name == missing]
        assert f'id="{missing}-error"' in answer.text
        assert one.demand in answer.text
        kept = form_fields(answer.text)
        given = {name: text for name, text in answers(code).items() if name != missing}
        assert {name: kept[name] for name in given} == given


def test_what_is_too_long_is_said_beside_it(client: FlaskClient) -> None:
    long = "a " * 10_000
    answer = send(client, "peticion", "docx", pido="Agua", entidad=long, razones=long)
    assert answer.status_code == 400
    assert "Escriba máximo 200 letras aquí." in answer.text
    assert "Escriba máximo 3000 letras aquí." in answer.text
    assert form_fields(answer.text)["razones"] == long.strip()
    longest = {one.name: "a" * one.longest for one in document("peticion").fields}
    assert send(client, "peticion", "docx", **longest).status_code == 200


@pytest.mark.parametrize("formato", [None, "", "exe", "../pdf"])
def test_another_format_is_refused_with_what_was_typed(
    client: FlaskClient, formato: str | None
) -> None:
    answer = send(client, "peticion", formato, pido="Agua limpia")
    assert answer.status_code == 400
    assert "Escoja uno de los tres botones." in answer.text
    assert form_fields(answer.text)["pido"] == "Agua limpia"


def test_the_page_before_anybody_types_is_the_same_for_all_and_kept(client: FlaskClient) -> None:
    first = client.get(address("tutela"))
    assert first.headers["Cache-Control"] == "no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get(address("tutela"), headers=known).status_code == 304
    send(client, "tutela", "revisar", **answers("tutela"))
    assert "Dato de" not in client.get(address("tutela")).text
