"""Every page as people see it: on a small telephone and on a desk, light and dark, for all eyes."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from portal import one_writer
from portal.accounts.actions import begin_session
from portal.accounts.models import Role
from portal.extensions import db
from tests.browser import looking
from tests.browser.busy_office import BusyOffice, open_office
from tests.browser.every_page import CITIZEN, NO_PAGES, STRANGER, PageVisit, Visitor, every_page
from tests.pages import submit

# What a browser shows does not depend on the database: the journey alone runs on both.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.sqlite]

SMALL = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}


@pytest.fixture
def office(app: Flask, at: Callable[[str], datetime]) -> BusyOffice:
    return open_office(at)


@pytest.fixture
def filed(app: Flask, office: BusyOffice) -> tuple[str, dict[str, str]]:
    """A complaint that a citizen filed, and the session that opens it."""
    client = app.test_client()
    answer = submit(
        client,
        "/solicitudes/queja",
        tema="acueducto",
        descripcion="Llevamos nueve días sin agua y la empresa no contesta.",
    )
    number = answer.location.rsplit("/", 1)[1]
    return number, _cookie(app, client)


def _cookie(app: Flask, client: Any) -> dict[str, str]:
    name = app.config["SESSION_COOKIE_NAME"]
    return {"name": name, "value": client.get_cookie(name).value}


@pytest.fixture
def window(
    app: Flask,
    browser: Browser,
    live: str,
    office: BusyOffice,
    filed: tuple[str, dict[str, str]],
) -> Iterator[Callable[[Visitor], Page]]:
    """The one window of each visitor."""
    pages: dict[Visitor, Page] = {}

    def open_one(visitor: Visitor) -> Page:
        if visitor not in pages:
            pages[visitor] = _context(visitor).new_page()
        return pages[visitor]

    def _context(visitor: Visitor) -> BrowserContext:
        context = browser.new_context(viewport=WIDE, base_url=live)
        context.set_default_timeout(10_000)
        if visitor == CITIZEN:
            context.add_cookies([filed[1] | {"url": live}])
        elif visitor != STRANGER:
            context.add_cookies([_staff_cookie(app, office, Role(visitor)) | {"url": live}])
        return context

    yield open_one
    for page in pages.values():
        page.context.close()


def _staff_cookie(app: Flask, office: BusyOffice, role: Role) -> dict[str, str]:
    client = app.test_client()
    db.session.rollback()
    with one_writer.writing():  # what pages write down of who reads goes on meanwhile
        token = begin_session(office.staff[role])
        db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return _cookie(app, client)


def test_no_page_is_forgotten(app: Flask, office: BusyOffice) -> None:
    visited = {visit.endpoint for visit in every_page(office, "QUE-2025-000006")}
    readable = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert visited == readable - NO_PAGES


def test_every_page_serves_every_eye(
    office: BusyOffice,
    filed: tuple[str, dict[str, str]],
    window: Callable[[Visitor], Page],
) -> None:
    faults = {}
    complaints: dict[Page, list[str]] = {}
    seen: set[str] = set()
    for visit in every_page(office, filed[0]):
        page = window(visit.visitor)
        # The frame is the same on all pages of a visitor: it is looked at once.
        within = "main" if page in complaints else "html"
        if page not in complaints:
            complaints[page] = looking.prepare(page)
        found = faults_by_day(page, visit, within)
        found += faults_by_night(page, within, in_colour=visit.endpoint not in seen)
        if visit.endpoint not in seen:
            found += faults_of_choice(page, within)
        found += complaints[page]
        seen.add(visit.endpoint)
        complaints[page].clear()
        if found:
            faults[f"{visit.address} as {visit.visitor}"] = found
    assert not faults


def faults_by_day(page: Page, visit: PageVisit, within: str) -> list[str]:
    """What is wrong on a desk, in light colours."""
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    answer = page.goto(visit.address)
    assert answer
    found = [] if answer.status == visit.status else [f"answered {answer.status}"]
    found += looking.faults_of_size(page) + looking.accessibility_faults(page, within=within)
    buttons = looking.main_buttons(page)
    return found + ([f"more than one main button: {buttons}"] if len(buttons) > 1 else [])


def faults_by_night(page: Page, within: str, *, in_colour: bool) -> list[str]:
    """What is wrong on a small telephone, in dark colours; these once for each kind of page."""
    page.set_viewport_size(SMALL)
    page.emulate_media(color_scheme="dark")
    found = looking.faults_of_size(page)
    if in_colour:
        found += looking.accessibility_faults(page, looking.RULES_OF_APPEARANCE, within)
    return found


def faults_of_choice(page: Page, within: str) -> list[str]:
    """What is wrong in the system's own colours, and with letters twice as large."""
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light", forced_colors="active")
    found = looking.accessibility_faults(page, looking.RULES_OF_APPEARANCE, within)
    page.emulate_media(forced_colors="none")
    with looking.letters_of(page, 32):
        return found + [f"large letters: {fault}" for fault in page.evaluate(looking.SIDEWAYS)]


MISTAKES = {
    "/solicitudes/queja": "Enviar mi queja",
    "/solicitudes/asesoria": "Pedir la asesoría",
    "/solicitudes/capacitacion": "Pedir la capacitación",
    "/seguimiento": "Consultar",
    "/ingresar": "Ingresar",
}


@pytest.mark.parametrize("address", MISTAKES)
def test_a_mistake_is_shown_to_every_eye(window: Callable[[Visitor], Page], address: str) -> None:
    page = window(STRANGER)
    heard = looking.prepare(page)
    page.goto(address)
    page.locator("main").get_by_role("button", name=MISTAKES[address]).click()
    page.locator(".error-summary").wait_for()
    faults = looking.accessibility_faults(page) + looking.faults_of_size(page)
    page.set_viewport_size(SMALL)
    page.emulate_media(color_scheme="dark")
    faults += looking.accessibility_faults(page, looking.RULES_OF_APPEARANCE)
    assert not faults + looking.faults_of_size(page) + heard


def test_where_the_system_chooses_the_colours_shapes_still_show(
    window: Callable[[Visitor], Page], filed: tuple[str, dict[str, str]]
) -> None:
    page = window(CITIZEN)
    page.emulate_media(forced_colors="active")
    page.goto(f"/seguimiento/{filed[0]}")
    edge = "one => getComputedStyle(one).borderTopWidth"
    assert page.locator(".button").first.evaluate(edge) == "2px"
    filled = "one => getComputedStyle(one, '::before').backgroundColor"
    steps = page.locator(".clock > li")
    assert steps.first.evaluate(filled) != steps.last.evaluate(filled)
