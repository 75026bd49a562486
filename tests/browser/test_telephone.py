"""The portal kept on a telephone: forms and guide open without signal; nobody's data is there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import func, select

from portal.extensions import db
from portal.intake.models import ServiceRequest

# What a browser does with them depends on no database; this half of the suite has time left.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.postgresql]

COMPLAINT = "/solicitudes/queja"


@pytest.fixture
def context(browser: Browser, live: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=live, viewport={"width": 360, "height": 740})
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/telefono")
    page.get_by_role("button", name="Guardar en este teléfono").click()
    expect(page.get_by_role("status")).to_contain_text("Listo")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def complain(page: Page, story: str) -> None:
    page.get_by_role("button", name="Guardar en este aparato").click()
    page.get_by_label("Agua (acueducto)").check()
    page.get_by_label("¿Qué está pasando?").fill(story)
    page.get_by_role("button", name="Enviar mi queja").click()


def filed() -> int:
    db.session.rollback()
    return db.session.execute(select(func.count(ServiceRequest.id))).scalar_one()


def kept(page: Page) -> list[str]:
    return page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys())
            for (const one of await (await caches.open(name)).keys()) found.push(one.url);
          return found;
        }"""
    )


def test_a_form_opens_without_signal_and_is_sent_once_when_there_is(
    page: Page, context: BrowserContext
) -> None:
    context.set_offline(True)
    page.goto(COMPLAINT)
    complain(page, "Sin agua desde el lunes.")
    expect(page.get_by_role("status")).to_contain_text("Espera señal")
    assert filed() == 0
    context.set_offline(False)
    expect(page.locator("h1")).to_contain_text("QUE-", timeout=30_000)
    assert filed() == 1


def test_a_kept_form_serves_one_filing(page: Page, context: BrowserContext) -> None:
    """Else two cases would carry one token, and the second would be taken for the first."""
    context.set_offline(True)
    page.goto(COMPLAINT)
    complain(page, "Sin agua desde el lunes.")
    expect(page.get_by_role("status")).to_contain_text("Espera señal")
    other = context.new_page()
    other.goto(COMPLAINT)
    expect(other.locator("h1")).to_have_text("No hay señal")
    context.set_offline(False)
    expect(page.locator("h1")).to_contain_text("QUE-", timeout=30_000)
    other.goto(COMPLAINT)
    page.wait_for_timeout(500)
    assert any(one.endswith(COMPLAINT) for one in kept(page))


def test_the_guide_opens_and_other_pages_say_that_there_is_no_signal(
    page: Page, context: BrowserContext
) -> None:
    context.set_offline(True)
    page.goto("/guia/tutela")
    expect(page.locator("h1")).to_contain_text("tutela")
    page.goto("/transparencia")
    expect(page.locator("h1")).to_have_text("No hay señal")


def test_nothing_of_a_request_is_kept(page: Page) -> None:
    page.goto(COMPLAINT)
    page.get_by_label("Agua (acueducto)").check()
    page.get_by_label("¿Qué está pasando?").fill("Sin agua.")
    page.get_by_role("button", name="Enviar mi queja").click()
    number = page.locator("h1").inner_text()
    page.goto(f"/seguimiento/{number}")
    addresses = kept(page)
    assert len(addresses) > 10
    assert [one for one in addresses if number in one or "recibida" in one] == []


def test_it_is_taken_off_again(page: Page) -> None:
    page.get_by_role("button", name="Quitar de este teléfono").click()
    expect(page.get_by_role("button", name="Guardar en este teléfono")).to_be_visible()
    assert kept(page) == []
    assert page.evaluate("localStorage.length") == 0


def test_nothing_is_kept_before_somebody_asks(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/telefono")
    page.goto("/")
    assert kept(page) == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(one => one.length)") == 0
