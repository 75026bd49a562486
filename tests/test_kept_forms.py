"""Forms whose nonce alone is each visitor's own: the rest is made once, and no nonce twice."""

import gzip
from collections.abc import Callable
from datetime import datetime
from typing import Any

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal.extensions import db
from portal.intake import form_nonces, views_filing
from portal.intake.actions_outages import record_outage
from portal.intake.kinds import Channel, RequestKind
from portal.intake.models import ServiceRequest
from portal.page_shelf import Hole, HoledPage
from tests.checked_client import Stranger
from tests.pages import fill, form_fields

FORM = "/solicitudes/queja"
PAGES = (FORM, "/solicitudes/asesoria", "/solicitudes/capacitacion", "/privacidad/solicitud")
At = Callable[[str], datetime]


@pytest.fixture
def stranger(app: Flask, at: At) -> FlaskClient:
    at("2024-03-05 10:00")
    return Stranger(app)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The forms that Flask was asked to make."""
    found: list[Any] = []
    make = views_filing._page

    def note(*given: Any) -> str:
        found.append(given)
        return make(*given)

    monkeypatch.setattr(views_filing, "_page", note)
    return found


def nonce_of(html: str) -> str:
    return str(form_fields(html)["formulario"])


@pytest.mark.parametrize("path", PAGES)
def test_each_visitor_gets_the_same_page_with_a_nonce_of_their_own(
    stranger: FlaskClient, path: str
) -> None:
    pages = [stranger.get(path).text for _ in range(5)]
    nonces = [nonce_of(page) for page in pages]
    assert len(set(nonces)) == 5
    assert len({page.replace(own, "") for page, own in zip(pages, nonces, strict=True)}) == 1


def test_the_page_is_made_once_and_the_nonce_is_of_its_own_instant(
    stranger: FlaskClient, made: list[Any], at: At
) -> None:
    stranger.get(FORM)
    later = at("2024-03-05 10:00:40")
    own = form_nonces.read(RequestKind.COMPLAINT, nonce_of(stranger.get(FORM).text))
    assert own is not None
    assert own.opened_at == later
    assert len(made) == 1


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
def test_it_travels_packed_as_the_browser_takes_it(stranger: FlaskClient, accepted: str) -> None:
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(accepted, bytes)
    asked = {"Accept-Encoding": accepted}
    first, second = (stranger.get(FORM, headers=asked) for _ in range(2))
    for answer in (first, second):
        assert answer.headers["Content-Length"] == str(len(answer.data))
    names = [sorted(name for name, _ in one.headers if name != "Date") for one in (first, second)]
    assert names[0] == names[1]
    pages = [unpack(one.data).decode() for one in (first, second)]
    assert pages[0].replace(nonce_of(pages[0]), nonce_of(pages[1])) == pages[1]


def test_what_is_written_meanwhile_shows_at_once(
    stranger: FlaskClient, ana: Any, made: list[Any]
) -> None:
    stranger.get(FORM)
    record_outage(
        channel=Channel.WEB,
        began_at=datetime.fromisoformat("2024-03-05T08:00:00-05:00"),
        ended_at=None,
        what_happened="Se fue la luz.",
        actor=ana,
    )
    db.session.commit()
    assert "Este portal está fallando" in stranger.get(FORM).text
    assert len(made) == 2


@pytest.mark.parametrize("query", ["tema=acueducto", "x=1"])
def test_an_address_with_a_question_is_made_for_itself(
    stranger: FlaskClient, made: list[Any], query: str
) -> None:
    for _ in range(2):
        stranger.get(f"{FORM}?{query}")
    assert len(made) == 2


def test_whoever_has_a_session_is_answered_by_flask(
    stranger: FlaskClient, client: FlaskClient, made: list[Any]
) -> None:
    stranger.get(FORM)
    client.get(FORM)  # without a session yet
    for _ in range(2):
        client.get(FORM)
    assert len(made) == 3


def test_two_who_file_from_the_same_kept_page_file_two_requests(
    stranger: FlaskClient, new_client: Callable[[], FlaskClient], at: At
) -> None:
    typed = {"tema": "acueducto", "descripcion": "Llevamos nueve días sin agua."}
    people = [new_client(), new_client()]
    forms = [fill(form_fields(one.get(FORM).text), typed) for one in people]
    at("2024-03-05 10:05")
    for one, form in zip(people, forms, strict=True):
        for _ in range(2):
            assert one.post(FORM, data=form).status_code == 303
    assert db.session.execute(select(func.count(ServiceRequest.id))).scalar_one() == 2


@pytest.mark.parametrize("body", [b"nada", b"a suyo b suyo c", b""])
def test_a_page_that_has_not_exactly_one_place_for_it_is_not_kept(body: bytes) -> None:
    assert HoledPage.of([], Hole("suyo", lambda: "otro", body), "") is None
