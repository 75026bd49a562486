"""Everything can be done with the keys, and one always sees where one is."""

import re
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


def tab_to(page: Page, target: Locator, *, backwards: bool = False) -> None:
    """Press Tab until there; every stop on the way shows itself and stands in the window."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
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


def test_a_request_is_opened_and_withdrawn_by_keyboard_alone(page: Page) -> None:
    page.goto("/solicitudes/asesoria")
    tab_to(page, page.get_by_label("¿Qué pasó?"))
    page.keyboard.type("No me entregan un medicamento.")
    tab_to(page, page.get_by_role("button", name="Pedir la asesoría"))
    page.keyboard.press("Enter")
    code = page.locator(".tracking-code").inner_text()
    number = page.locator("h1").inner_text()
    tab_to(page, page.get_by_role("button", name="Cerrar en este aparato"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/$"))
    page.goto("/seguimiento")
    tab_to(page, page.get_by_label("Número de radicado"))
    page.keyboard.type(number)
    page.keyboard.press("Tab")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(number)
    tab_to(page, page.get_by_role("link", name="Desistir de la solicitud"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/desistir")
    tab_to(page, page.get_by_role("button", name="Sí, desisto"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Desistida")


def test_one_keeps_a_form_on_the_device_and_erases_it_by_keyboard_alone(page: Page) -> None:
    page.goto("/solicitudes/queja")
    tab_to(page, page.get_by_role("button", name="Guardar en este aparato"))
    page.keyboard.press("Enter")
    erase = page.get_by_role("button", name="Borrar lo guardado en este aparato")
    expect(erase).to_be_visible()
    page.keyboard.press("Tab")
    tab_to(page, page.get_by_label("¿Qué está pasando?"), backwards=True)
    page.keyboard.type("Sin agua.")
    tab_to(page, erase)
    page.keyboard.press("Enter")
    expect(page.get_by_label("¿Qué está pasando?")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0
