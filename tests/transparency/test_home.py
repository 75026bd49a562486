"""The home page says what the office did in the newest published month."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask.testing import FlaskClient

from tests.factories import close, make_request
from tests.indicators.words import words_of

At = Callable[[str], Any]
Publish = Callable[..., Any]


def test_before_the_first_publication_it_leads_to_the_plan(client: FlaskClient) -> None:
    page = words_of(client.get("/").text)
    assert "La oficina también rinde cuentas" in page
    assert "Lo que hicimos" not in page


def test_it_says_what_was_done_in_the_newest_published_month(
    client: FlaskClient, publish: Publish, at: At
) -> None:
    """The newest month, not the one published last; March, as nobody asked in April."""
    at("2024-05-08 09:00")
    for day in (4, 5, 6):
        make_request("asesoria", received_on=date(2024, 3, day))
    close(make_request("queja", received_on=date(2024, 3, 4)), "trasladada", date(2024, 3, 9))
    for month in (4, 3, 2):
        publish(2024, month)
    page = words_of(client.get("/").text)
    assert "Lo que hicimos en marzo de 2024" in page
    assert "1 de 4 asesorías y quejas recibidas se atendieron o se trasladaron." in page
    assert "capacitaciones pedidas" not in page
    assert 'href="/transparencia/2024/03"' in client.get("/").text


def test_what_came_later_does_not_show(client: FlaskClient, publish: Publish, at: At) -> None:
    at("2024-04-08 09:00")
    make_request("asesoria", received_on=date(2024, 3, 4))
    publish(2024, 3)
    make_request("asesoria", received_on=date(2024, 3, 5))
    assert "0 de 1 asesorías" in words_of(client.get("/").text)
