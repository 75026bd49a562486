"""``/mapa``, ``/sitemap.xml``, ``/robots.txt``: every public page, and nothing of anybody."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.transparency import site_map
from tests.guards.access_table import ACCESS_TABLE, ANYONE

# What needs no sign-in and is no page to be sent to.
NOT_SHOWN = {
    *("/salud", "/plan", "/agenda.ics", "/transparencia/cadena.json", "/transparencia/feed.atom"),
    *("/sitemap.xml", "/robots.txt", "/salida", "/sw.js", "/sin-senal"),
    "/manifest.webmanifest",
}
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture
def march(publish: Callable[..., Any], at: Callable[[str], Any]) -> None:
    at("2024-04-08 09:10")
    publish(2024, 3)


def test_no_public_page_is_missing_from_the_map(app: Flask, client: FlaskClient) -> None:
    pages = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments
        and "GET" in (rule.methods or ())
        and ACCESS_TABLE[rule.endpoint] == ANYONE
    }
    shown = set(site_map.addresses())
    assert pages - NOT_SHOWN - shown == set()
    assert len(site_map.addresses()) == len(shown)


def test_each_address_of_the_map_opens(march: None, client: FlaskClient) -> None:
    page = client.get("/mapa").text
    for address in site_map.addresses():
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200, address
    for address in ("/plan/2024", "/transparencia/2024/03/", "/guia/tutela"):
        assert address in site_map.addresses()


def test_machines_read_the_same_map(march: None, client: FlaskClient) -> None:
    tree = ET.fromstring(client.get("/sitemap.xml").text)  # noqa: S314 - ours
    found = [one.text for one in tree.iter(LOC)]
    assert found == [f"http://localhost{address}" for address in site_map.addresses()]


def test_robots_are_kept_from_what_is_somebodys(client: FlaskClient) -> None:
    said = client.get("/robots.txt").text.splitlines()
    assert "Disallow: /gestion" in said
    assert "Disallow: /seguimiento/" in said
    assert "Allow: /seguimiento/codigo$" in said
    assert said[-1] == "Sitemap: http://localhost/sitemap.xml"
