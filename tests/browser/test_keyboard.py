"""Everything can be done with the keys, and one always sees where one is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

# What a browser shows does not depend on the database: the journey alone runs on both.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.sqlite]

# Drawn around what has the focus: a line of three points, or a field's own edge.
OUTLINE = """
() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
}
"""
MOST_STEPS = 80


@pytest.fixture
def page(browser: Browser, live: str) -> Iterator[Page]:
    context = browser.new_context(base_url=live, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until there; every stop on the way shows itself and stands in the window."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE) >= 2, page.evaluate("document.activeElement.outerHTML")
        if target.evaluate("one => one === document.activeElement"):
            expect(target).to_be_in_viewport()
            return
    raise AssertionError(f"Tab does not reach {target}")


def test_the_first_key_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Ir al contenido")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, page.get_by_role("link", name="Reportar un mal servicio público"))


def test_a_complaint_is_mended_and_sent_by_keyboard_alone(page: Page) -> None:
    page.goto("/solicitudes/queja")
    tab_to(page, page.get_by_role("button", name="Enviar mi queja"))
    page.keyboard.press("Enter")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()

    # Each line of the summary leads to its field.
    tab_to(page, summary.get_by_role("link").first)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Agua (acueducto)")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Alcantarillado")).to_be_checked()
    tab_to(page, page.get_by_label("¿Qué está pasando?"))
    page.keyboard.type("Llevamos nueve días con las aguas negras en la calle.")
    anonymous = page.get_by_label("No quiero dar mi nombre")
    tab_to(page, anonymous)
    page.keyboard.press("Space")
    expect(anonymous).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Enviar mi queja"))
    page.keyboard.press("Space")
    expect(page.locator("main")).to_contain_text("Su queja quedó radicada")


def test_the_folded_menu_opens_and_closes(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/")
    tab_to(page, page.locator("summary", has_text="Menú"))
    page.keyboard.press("Enter")
    item = page.get_by_role("link", name="Participa")
    tab_to(page, item)
    page.locator("summary", has_text="Menú").focus()
    page.keyboard.press("Enter")
    expect(item).to_be_hidden()
