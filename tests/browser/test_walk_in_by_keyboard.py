"""A walk-in is registered in under a minute: the keys that it takes, counted in a real browser.

The seconds are printed and not asserted, since they are those of the machine; the keys are.
"""

import re
import sys
from collections.abc import Iterator
from time import perf_counter

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from portal.accounts.models import StaffUser
from tests.conftest import PASSWORD

# What a browser shows does not depend on the database: the journey alone runs on both.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.sqlite]

TOLD = "Hace nueve días no llega el agua a la cuadra."
# Without the letters of what is told: moving, choosing, sending, printing.
MOST_KEYS = 8
# A clerk who types 40 words a minute makes three keys in a second.
KEYS_IN_A_MINUTE = 180


class Keyboard:
    """Counts what is pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed, self.typed = page, 0, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.typed += len(words)


@pytest.fixture
def page(browser: Browser, live: str, ana: StaffUser) -> Iterator[Page]:
    """Ana's window, signed in, where walk-ins are registered."""
    context = browser.new_context(base_url=live, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/ingresar?siguiente=/gestion/solicitudes/nueva/queja")
    page.get_by_label("Correo").fill(ana.email)
    page.get_by_label("Clave").fill(PASSWORD)
    page.get_by_role("button", name="Ingresar").click()
    expect(page).to_have_title(re.compile("Registrar: queja"))
    yield page
    context.close()


def is_the_paper(response: Response) -> bool:
    """It opens in a window of its own."""
    return response.url.endswith("/constancia")


def test_a_complaint_at_the_desk_takes_few_keys(page: Page) -> None:
    keys, began = Keyboard(page), perf_counter()
    expect(page.get_by_label("¿Qué está pasando?")).to_be_focused()
    keys.type(TOLD)
    keys.press("Tab", "Space")
    expect(page.get_by_label("Agua (acueducto)")).to_be_checked()
    keys.press("Tab")
    keys.type("La Bocana")
    keys.press("Tab")
    keys.type("Rosa Mina")
    keys.press("Tab")
    keys.type("3155551234")
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"QUE-\d{4}-000001"))
    expect(page.locator(".tracking-code")).to_be_visible()
    expect(page.get_by_role("button", name="Constancia en PDF")).to_be_focused()
    with page.context.expect_event("response", is_the_paper) as paper:
        keys.press("Enter")
    assert paper.value.status == 200
    seconds = perf_counter() - began
    sys.stdout.write(
        f"\nwalk-in: {keys.pressed} keys and {keys.typed} letters, {seconds:.1f} s of browser\n"
    )
    assert keys.pressed <= MOST_KEYS
    assert keys.pressed + keys.typed < KEYS_IN_A_MINUTE


def test_what_is_left_for_later_is_folded_and_opens_by_keyboard(page: Page) -> None:
    spoken = page.locator("summary", has_text="La petición verbal")
    spoken.focus()
    page.keyboard.press("Enter")
    reasons = page.get_by_label("En qué se apoya")
    expect(reasons).to_be_visible()
    expect(page.get_by_label("La contó de palabra")).to_be_checked()
