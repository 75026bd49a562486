"""Every public page is «bastante fácil» (INFLESZ 65) or more, by both measures for Spanish.

What the portal itself says. Left out: an activity of the plan as the office wrote it, which stays
to the letter; names in lists (services, bodies, places, and the map, names of pages); cells.
"""

from collections.abc import Callable, Iterator
from typing import Any

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.transparency import site_map
from tests.pages import submit
from tests.plan import cast
from tests.readability import fernandez_huerta, szigriszt_pazos

EASY = 65
XHTML = "{http://www.w3.org/1999/xhtml}"
BLOCKS = {
    f"{XHTML}{tag}"
    for tag in ("p", "li", "h1", "h2", "h3", "label", "legend", "summary", "dt", "dd")
}
NOT_OURS = ("official", "official-text", "activity", "choices", "visually-hidden", "figure-rows")
SKIPPED = {f"{XHTML}{tag}" for tag in ("table", "svg", "datalist", "select", "script")}
NAMES_ALONE, STAFF_DOOR = "/mapa", "/ingresar"


def texts(element: Any) -> Iterator[str]:
    """What each block says, a line for each; of nested blocks the inner ones."""
    if element.tag in SKIPPED or set((element.get("class") or "").split()) & set(NOT_OURS):
        return
    inner = [text for child in element for text in texts(child)]
    if element.tag in BLOCKS and not inner:
        said = " ".join(" ".join(element.itertext()).split())
        if any(letter.isalpha() for letter in said):
            yield said
    yield from inner


def said_on(client: FlaskClient, address: str) -> str:
    main = html5lib.parse(client.get(address).text).find(f".//{XHTML}main")
    return "\n".join(texts(main))


@pytest.mark.slow
@pytest.mark.sqlite  # what pages say does not depend on the database
def test_every_public_page_is_easy_to_read(
    app: Flask, client: FlaskClient, at: Callable[[str], object]
) -> None:
    at("2024-10-10 09:00")
    cast.load()
    sent = submit(client, "/solicitudes/queja", tema="aseo", descripcion="No pasa.").location
    number = sent.rsplit("/", 1)[1]
    of_who_filed = (sent, f"/seguimiento/{number}", f"/seguimiento/{number}/desistir")
    hard = {}
    for address in (*site_map.addresses(), "/plan/2024/indicadores/6", "/sin-senal", *of_who_filed):
        text = said_on(client, address)
        scores = round(szigriszt_pazos(text), 1), round(fernandez_huerta(text), 1)
        if address not in (NAMES_ALONE, STAFF_DOOR) and min(scores) < EASY:
            hard[address] = scores
    assert not hard
