"""The queue is walked, marked and opened with the keys, in a real browser."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.accounts.models import StaffUser
from portal.extensions import db
from tests.conftest import PASSWORD
from tests.factories import make_request

# What a browser shows does not depend on the database: the journey alone runs on both.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.sqlite]


@pytest.fixture
def numbers() -> list[str]:
    """Three complaints, as the queue orders them."""
    days = (date(2024, 3, 4), date(2024, 3, 5), date(2024, 3, 6))
    made = [make_request("queja", received_on=day).filing_number for day in days]
    db.session.commit()
    return made


@pytest.fixture
def page(browser: Browser, live: str, ana: StaffUser, numbers: list[str]) -> Iterator[Page]:
    context = browser.new_context(base_url=live, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/ingresar?siguiente=/gestion/solicitudes")
    page.get_by_label("Correo").fill(ana.email)
    page.get_by_label("Clave").fill(PASSWORD)
    page.get_by_role("button", name="Ingresar").click()
    expect(page).to_have_title(re.compile("Solicitudes"))
    # Its script comes after the page, and says so when it listens.
    expect(page.get_by_text("Con el teclado")).to_be_visible()
    yield page
    context.close()


def test_j_and_k_walk_x_marks_and_enter_opens(page: Page, numbers: list[str]) -> None:
    links = [page.get_by_role("link", name=number) for number in numbers]
    links[0].focus()
    for key, place in (("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(links[place]).to_be_focused()
    box = page.get_by_role("checkbox", name=f"Marcar {numbers[1]}")
    page.keyboard.press("x")
    expect(box).to_be_checked()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(numbers[1]))


def test_outside_the_list_the_letters_are_typed(page: Page) -> None:
    sought = page.get_by_label("Radicado o palabras")
    sought.focus()
    page.keyboard.type("jjx")
    expect(sought).to_have_value("jjx")
