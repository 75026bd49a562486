"""The first page that somebody opens arrives in one go: 14,000 bytes are TCP's first window."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient

from tests.plan import cast

DRAFTS = ("peticion", "tutela", "servicios_publicos", "cumplimiento")
ZIPPED = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/solicitudes/queja",
        "/solicitudes/asesoria",
        "/solicitudes/capacitacion",
        "/plan/2024",
        "/guia",
        *(f"/guia/{code}/borrador" for code in DRAFTS),
    ],
)
def test_page_style_script_and_icon_are_four_requests_of_14_000_bytes(
    client: FlaskClient, at: Callable[[str], datetime], address: str
) -> None:
    at("2024-10-10 09:00")
    cast.load()
    page = client.get(address, headers=ZIPPED)
    assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get(address).text)
    weights = [len(client.get(one, headers=ZIPPED).data) for one in assets]
    assert page.status_code == 200
    assert len(assets) == 3
    assert len(page.data) + sum(weights) <= 14_000
