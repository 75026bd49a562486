"""The guide as somebody in distress walks it: danger first, links alone, quick pages."""

import re
from collections.abc import Callable
from datetime import datetime

from flask.testing import FlaskClient

from portal.guide.document import PARTS
from portal.guide.guides import guide
from portal.intake.catalogues import catalogue

ZIPPED = {"Accept-Encoding": "gzip"}
LATER_PAGE = 6_000
CARDS = [card.code for card in guide().cards]
STEPS = [question.code for question in guide().questions]


def links(page: str) -> set[str]:
    main = page[page.index("<main") : page.index("</main>")]
    return set(re.findall(r'href="([^"#]+)"', main))


def test_danger_comes_first_with_its_telephones_and_where_they_come_from(
    client: FlaskClient,
) -> None:
    page = client.get("/guia").text
    main = page[page.index("<main") :]
    assert main.index("Este portal no atiende emergencias.") < main.index("/guia/preguntas/")
    for phone in catalogue("emergency_phones"):
        assert f'href="tel:{phone.number}"' in main[: main.index("/guia/preguntas/")]
        assert phone.source in main
    assert main.count("Por verificar") == len(catalogue("emergency_phones"))
    assert 'href="/guia/peligro"' in main
    assert "Este portal" not in client.get("/guia/tutela").text
    urgent = client.get("/guia/peligro").text
    for phone in (*catalogue("emergency_phones"), *catalogue("other_phones")):
        assert f'href="tel:{phone.number.replace(" ", "")}"' in urgent
    assert "Otros teléfonos" not in client.get("/guia/tutela").text


def test_answers_are_links_that_lead_to_every_card(client: FlaskClient) -> None:
    waiting, seen = ["/guia/preguntas/detencion"], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        page = client.get(address).text
        assert "<form" not in page
        assert 'href="/solicitudes/asesoria"' in page
        waiting += [each for each in links(page) if each.startswith("/guia/preguntas/")]
        seen |= {each for each in links(page) if each.startswith("/guia/")} - set(waiting)
    assert {f"/guia/{code}" for code in CARDS if code != "peligro"} <= seen
    assert {f"/guia/preguntas/{code}" for code in STEPS[1:]} <= seen


def test_each_card_says_all_of_it_with_its_articles(client: FlaskClient) -> None:
    for card in guide().cards:
        page = client.get(f"/guia/{card.code}").text
        for title in PARTS.values():
            assert f"<h2>{title}</h2>" in page
        for statement in card.statements:
            assert statement.text in page
            assert card.place(statement.source) in page
        assert card.law in page
        assert "Esta página está por revisar por abogado." in page
        doubtful = [one for one in card.statements if not one.is_confirmed]
        marked = page.lower().count("por verificar.</span>")
        assert marked == len(doubtful)


def test_one_button_opens_the_advice_form_already_filled(client: FlaskClient) -> None:
    for card in guide().cards:
        page = client.get(f"/guia/{card.code}").text
        (address,) = re.findall(r'class="button" href="([^"]+)"', page)
        assert address == f"/solicitudes/asesoria?tema={card.topic}"
        assert f'<option selected value="{card.topic}">' in client.get(address).text
        assert ('href="/solicitudes/queja"' in page) is (card.code == "servicios_publicos")


def test_the_history_of_the_browser_says_nothing_of_anybody(client: FlaskClient) -> None:
    for code in CARDS:
        page = client.get(f"/guia/{code}").text
        assert re.findall("<title>([^·]+) ·", page) == ["Guía"]
    assert client.get(f"/guia/preguntas/{STEPS[0]}").location == "/guia"
    for number, code in enumerate(STEPS[1:], 2):
        page = client.get(f"/guia/preguntas/{code}").text
        assert f"<title>Pregunta {number} · Guía · " in page


def test_pages_weigh_little_and_a_browser_keeps_them(
    client: FlaskClient, at: Callable[[str], datetime]
) -> None:
    at("2024-10-10 09:00")
    addresses = [f"/guia/{code}" for code in CARDS] + ["/guia/plazos?tipo=consulta&dia=2024-09-02"]
    for address in addresses:
        first = client.get(address, headers=ZIPPED)
        assert len(first.data) <= LATER_PAGE
        again = client.get(address, headers=ZIPPED | {"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304


def test_what_the_guide_does_not_have_is_not_found(client: FlaskClient) -> None:
    for address in ("/guia/luna", "/guia/preguntas/luna", "/guia/preguntas/tutela"):
        assert client.get(address).status_code == 404


def test_the_guide_is_reached_from_where_people_ask(client: FlaskClient) -> None:
    for address in ("/", "/ayuda", "/solicitudes/asesoria"):
        assert 'href="/guia"' in client.get(address).text
    assert 'href="/guia/servicios_publicos"' in client.get("/solicitudes/queja").text
    assert 'href="/guia/plazos"' in client.get("/ayuda").text
