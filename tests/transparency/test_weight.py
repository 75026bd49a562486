"""The public pages of a whole year of figures still arrive in TCP's first window, headers too."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from flask.testing import FlaskClient

from tests.factories import close, make_execution, make_request

ZIPPED = {"Accept-Encoding": "gzip"}
LARGEST = 14_000
ADDRESSES = (
    *("/transparencia", "/transparencia/2024", "/transparencia/2024/11"),
    *("/transparencia/2024/11/v1/filas?indicador=6", "/transparencia/correcciones"),
)


def weight(answer: Any) -> int:
    """Its bytes on the wire."""
    return len(f"HTTP/1.1 {answer.status}\r\n{answer.headers}") + len(answer.data)


def test_page_style_script_and_icon_are_four_requests_of_14_000_bytes_at_most(
    client: FlaskClient, publish: Callable[..., Any], at: Callable[[str], Any]
) -> None:
    at("2024-12-09 09:00")
    for month in range(1, 12):
        for day in range(1, 9):
            complaint = make_request("queja", received_on=date(2024, month, day))
            if day % 3:
                close(complaint, "trasladada", date(2024, month, day + 9))
        make_execution(3, takes_place_on=date(2024, month, 12))
        publish(2024, month)
    for address in ADDRESSES:
        page = client.get(address, headers=ZIPPED)
        assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get(address).text)
        weights = [weight(client.get(one, headers=ZIPPED)) for one in assets]
        assert len(assets) == 3
        assert weight(page) + sum(weights) <= LARGEST, (address, weight(page), weights)
