"""What is answered before Flask: the same as Flask answers, and never older than the last write."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask, flash, session
from flask.testing import FlaskClient

from portal.accounts.access import ANYONE
from portal.accounts.models import StaffUser
from tests.checked_client import Stranger
from tests.factories import make_request

KEPT_VIEWS = {
    *("guide.card", "guide.deadlines", "guide.draft", "guide.home", "guide.question"),
    *("assets.asset", "home.home", "indicators.indicator", "indicators.plan"),
    *("pages.accessibility", "pages.help_page", "pages.participate", "pages.policies"),
    *("pages.privacy", "guide.on_a_telephone", "guide.without_signal"),
    *("transparency.chain", "transparency.corrections", "transparency.feed"),
    *("transparency.file", "transparency.index", "transparency.latest_file"),
    *("transparency.map_page", "transparency.shared_problems"),
    *("transparency.month", "transparency.rows", "transparency.version", "transparency.year"),
}
MARCH = "/transparencia/2024/03"
PAGES = (
    *("/", "/ayuda", "/participa", "/privacidad", "/accesibilidad"),
    *("/mapa", "/politicas", "/telefono", "/sin-senal", "/problemas"),
    *("/guia", "/guia/preguntas/derecho", "/guia/tutela", "/guia/plazos"),
    "/guia/tutela/borrador",
    *("/plan/2024", "/plan/2024/indicadores/6", "/transparencia", "/transparencia/2024"),
    *("/transparencia/2024/02", MARCH, f"{MARCH}/v1/", f"{MARCH}/v1/filas"),
    *("/transparencia/correcciones", "/transparencia/cadena.json", "/transparencia/feed.atom"),
    *(f"{MARCH}/v1/cifras.json", f"{MARCH}/filas.csv", f"{MARCH}/v1/recalcular.py"),
)
# A browser with a session, even one that means nothing, is always answered by Flask.
BY_FLASK = {"Cookie": "sesion=nada"}
At = Callable[[str], Any]


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    return Stranger(app)


@pytest.fixture
def march(publish: Callable[..., Any], at: At) -> None:
    at("2024-04-08 09:10")
    make_request("queja", received_on=date(2024, 3, 4))
    publish(2024, 3)


def told(answer: Any) -> tuple[Any, ...]:
    headers = sorted(each for each in answer.headers if each[0] != "Date")
    return answer.status, headers, answer.data


def test_the_views_that_are_kept_are_these_and_open_to_anybody(app: Flask) -> None:
    marked = {
        name: view for name, view in app.view_functions.items() if getattr(view, "is_kept", False)
    }
    assert set(marked) == KEPT_VIEWS
    assert all(view.access == ANYONE for view in marked.values())  # type: ignore[attr-defined]


@pytest.mark.usefixtures("march")
def test_each_is_answered_again_as_flask_does_without_a_question_to_the_database(
    stranger: FlaskClient, statements: Callable[[], Any]
) -> None:
    style = stranger.get("/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    for address in (*PAGES, style):
        for encoding in ("gzip, br", "identity"):
            asked = {"Accept-Encoding": encoding}
            first = stranger.get(address, headers=asked)
            with statements() as seen:
                again = stranger.get(address, headers=asked)
            by_flask = stranger.get(address, headers=asked | BY_FLASK)
            assert first.status_code == 200
            assert not seen, address
            assert told(again) == told(by_flask) == told(first), address


@pytest.mark.parametrize("known", ["its own", "weak", "another", "several", "*", "nonsense"])
def test_what_a_browser_has_is_not_sent_again(stranger: FlaskClient, known: str) -> None:
    style = stranger.get("/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    for address in ("/ayuda", style, "/transparencia/cadena.json"):
        etag = stranger.get(address).headers["ETag"]
        opaque = etag.removeprefix("W/")
        sent = {"its own": etag, "weak": f"W/{opaque}", "several": f'"x", {etag}'}
        asked = {"If-None-Match": sent.get(known, {"another": '"x"'}.get(known, known))}
        for method in ("GET", "HEAD"):
            kept = stranger.open(address, method=method, headers=asked)
            by_flask = stranger.open(address, method=method, headers=asked | BY_FLASK)
            assert told(kept) == told(by_flask), (address, method)
            assert (kept.status_code == 304) == (known in (*sent, "*"))


@pytest.mark.usefixtures("march")
def test_who_has_the_page_already_fills_the_shelf_too(
    stranger: FlaskClient, statements: Callable[[], Any]
) -> None:
    for address in (MARCH, f"{MARCH}/v1/filas.csv"):
        known = {"If-None-Match": stranger.get(address, headers=BY_FLASK).headers["ETag"]}
        assert stranger.get(address, headers=known).status_code == 304
        with statements() as seen:
            assert stranger.get(address, headers=known).status_code == 304
            assert stranger.get(address).status_code == 200
        assert not seen


def test_only_the_headers_are_sent_to_whoever_asks_for_them(stranger: FlaskClient) -> None:
    page = stranger.get("/ayuda")
    head = stranger.head("/ayuda")
    assert told(head) == (*told(page)[:2], b"")
    assert told(head) == told(stranger.head("/ayuda", headers=BY_FLASK))


def test_a_page_that_says_its_own_address_is_kept_for_each_address(
    stranger: FlaskClient, march: None
) -> None:
    for host in ("uno.example", "dos.example"):
        for scheme in ("http", "https"):
            for _ in range(2):
                page = stranger.get(MARCH, base_url=f"{scheme}://{host}").text
                assert f"{scheme}://{host}/transparencia/" in page


def test_a_day_later_the_page_counts_another_day(
    stranger: FlaskClient, at: At, march: None
) -> None:
    at("2024-05-20 23:59")
    last_minute = stranger.get("/transparencia/2024/04")
    at("2024-05-21 00:00")
    midnight = stranger.get("/transparencia/2024/04")
    assert last_minute.data != midnight.data
    assert told(midnight) == told(stranger.get("/transparencia/2024/04", headers=BY_FLASK))


def test_after_closing_time_the_home_page_promises_another_day(
    stranger: FlaskClient, at: At
) -> None:
    at("2024-05-20 16:59")
    open_office = stranger.get("/").data
    at("2024-05-20 17:00")
    assert stranger.get("/").data != open_office


def test_words_for_one_browser_are_shown_to_no_other(
    app: Flask, client: FlaskClient, stranger: FlaskClient
) -> None:
    for _ in range(2):
        with app.test_request_context():
            flash("Solo para usted.")
            words = session["_flashes"]
        with client.session_transaction() as mine:
            mine["_flashes"] = words
        assert "Solo para usted." in client.get("/ayuda").text
        assert "Solo para usted." not in stranger.get("/ayuda").text
        assert "Solo para usted." not in client.get("/ayuda").text


def test_a_session_reads_no_kept_page_and_leaves_none(
    stranger: FlaskClient,
    carmen: StaffUser,
    staff_client: Callable[[StaffUser], FlaskClient],
    statements: Callable[[], Any],
    at: At,
) -> None:
    at("2024-04-08 09:10")  # what is kept ends with the minute
    signed_in = staff_client(carmen)
    for client in (signed_in, stranger, signed_in):
        with statements() as seen:
            client.get("/transparencia")
        assert seen
    with statements() as seen:
        stranger.get("/transparencia")
    assert not seen


def test_what_is_not_found_or_brings_a_question_is_asked_each_time(
    stranger: FlaskClient, statements: Callable[[], Any]
) -> None:
    for address in ("/plan/2031", "/transparencia?x=1", "/salud"):
        for _ in range(2):
            with statements() as seen:
                stranger.get(address)
            assert seen, address


def test_a_page_that_failed_is_not_kept(
    app: Flask, stranger: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("no")

    with monkeypatch.context() as broken:
        broken.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
        broken.setattr("portal.transparency.views_home.what_we_did", fail)
        assert stranger.get("/").status_code == 500
    assert stranger.get("/").status_code == 200
