"""What somebody writes stays on their device by their choice, and is sent once, come what may."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from sqlalchemy import func, select

from portal import clock
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.intake.models_private import Attachment, RequestContent

# What a browser does with them depends on no database; this half of the suite has time left.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.postgresql]

COMPLAINT = "/solicitudes/queja"
KEEP = "Guardar en este aparato"
ERASE = "Borrar lo guardado en este aparato"
STORY = "Llevamos nueve días sin agua."


@pytest.fixture
def context(browser: Browser, live: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=live, viewport={"width": 360, "height": 740})
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def open_form(page: Page, *, keeps: bool = True) -> None:
    page.goto(COMPLAINT)
    if keeps:
        page.get_by_role("button", name=KEEP).click()
        expect(page.get_by_role("button", name=ERASE)).to_be_visible()


def write(page: Page) -> None:
    page.get_by_label("Agua (acueducto)").check()
    page.get_by_label("¿Qué está pasando?").fill(STORY)


def send(page: Page) -> None:
    page.get_by_role("button", name="Enviar mi queja").click()


def filed() -> int:
    db.session.rollback()
    return db.session.execute(select(func.count(ServiceRequest.id))).scalar_one()


def expect_filed(page: Page) -> None:
    expect(page.locator("h1")).to_contain_text("QUE-", timeout=30_000)


def test_nothing_stays_on_the_device_unless_somebody_wants_it(page: Page) -> None:
    open_form(page, keeps=False)
    write(page)
    assert page.evaluate("localStorage.length") == 0
    page.goto(COMPLAINT)
    expect(page.get_by_label("¿Qué está pasando?")).to_have_value("")


def test_what_was_written_comes_back_after_the_browser_was_closed(page: Page) -> None:
    open_form(page)
    write(page)
    page.get_by_label("Su nombre").fill("Rosa Valencia")
    expect(page.get_by_role("status")).to_contain_text("Guardado en este aparato a las")
    expect(page.get_by_role("status")).to_contain_text("Cualquiera que use este aparato")
    again = page.context.new_page()
    page.close()
    again.goto(COMPLAINT)
    expect(again.get_by_label("¿Qué está pasando?")).to_have_value(STORY)
    expect(again.get_by_label("Agua (acueducto)")).to_be_checked()
    expect(again.get_by_label("Su nombre")).to_have_value("Rosa Valencia")


def test_it_is_erased_by_a_button(page: Page) -> None:
    open_form(page)
    write(page)
    page.get_by_role("button", name=ERASE).click()
    expect(page.get_by_role("button", name=KEEP)).to_be_visible()
    expect(page.get_by_label("¿Qué está pasando?")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_what_was_filed_is_kept_no_longer(page: Page) -> None:
    open_form(page)
    write(page)
    send(page)
    expect_filed(page)
    assert page.evaluate("localStorage.length") == 0
    assert filed() == 1


def test_what_is_missing_comes_back_with_everything_that_was_written(
    page: Page, tmp_path: Path
) -> None:
    photograph = tmp_path / "llave.png"
    Image.new("RGB", (20, 20), "navy").save(photograph)
    open_form(page)
    page.get_by_label("¿Qué está pasando?").fill(STORY)
    page.locator("[name=archivos]").set_input_files(photograph)
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Falta un dato")
    expect(page.get_by_label("¿Qué está pasando?")).to_have_value(STORY)
    expect(page.get_by_label("Quitar llave.png")).to_be_visible()
    page.get_by_label("Agua (acueducto)").check()
    send(page)
    expect_filed(page)
    assert filed() == 1


def test_without_signal_it_waits_and_goes_once_when_there_is(
    page: Page, context: BrowserContext
) -> None:
    open_form(page)
    write(page)
    context.set_offline(True)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("Espera señal")
    assert filed() == 0
    context.set_offline(False)
    expect_filed(page)
    assert filed() == 1


def test_what_waits_goes_when_the_page_is_opened_again(
    page: Page, context: BrowserContext, tmp_path: Path
) -> None:
    photograph = tmp_path / "llave.png"
    Image.new("RGB", (20, 20), "navy").save(photograph)
    open_form(page)
    write(page)
    page.locator("[name=archivos]").set_input_files(photograph)
    context.set_offline(True)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("Espera señal")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(COMPLAINT)
    expect_filed(again)
    assert filed() == 1
    assert db.session.execute(select(Attachment.name)).scalar_one() == "llave.png"


def test_fifty_tries_whose_answer_is_lost_make_one_request(page: Page) -> None:
    """The server files it each time and the answer never arrives: the worst of signals."""
    lost = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and len(lost) < 50:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort()
        else:
            route.continue_()

    open_form(page)
    write(page)
    page.route(f"**{COMPLAINT}", lose)
    send(page)
    page.evaluate("setInterval(() => dispatchEvent(new Event('online')), 50)")
    expect_filed(page)
    assert lost == [303] * 50
    assert filed() == 1


def test_a_form_that_waited_for_days_is_still_sent_once(
    page: Page, context: BrowserContext
) -> None:
    open_form(page)
    write(page)
    context.set_offline(True)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("Espera señal")
    later = clock.now() + timedelta(days=2)
    with mock.patch.object(clock, "now", return_value=later):
        context.set_offline(False)
        expect_filed(page)
    assert filed() == 1
    assert db.session.execute(select(RequestContent.description)).scalar_one() == STORY


def test_what_the_guide_hands_over_is_newer_than_what_lies_on_the_device(page: Page) -> None:
    page.goto("/solicitudes/asesoria")
    page.get_by_role("button", name=KEEP).click()
    page.get_by_label("¿Qué pasó?").fill("Lo de antes.")
    page.goto("/guia/tutela/borrador")
    page.get_by_label("¿Qué pasó?").fill("Me negaron una cirugía.")
    page.get_by_label("¿Qué debe mandar el juez?").fill("Que la hagan ya.")
    page.get_by_role("button", name="Pedir a la Personería que lo revise").click()
    expect(page.get_by_role("button", name=ERASE)).to_be_visible()
    expect(page.get_by_label("¿Qué pasó?")).to_have_value(re.compile("Me negaron una cirugía"))


def test_leaving_at_once_goes_elsewhere(page: Page) -> None:
    seen: list[str] = []

    def answer(route: Route) -> None:
        seen.append(route.request.headers.get("referer", ""))
        route.fulfill(body="<title>Clima</title>")

    page.route("https://www.google.com/**", answer)
    page.goto(COMPLAINT)
    page.get_by_role("link", name="Salir ya de esta página").click()
    page.wait_for_url("https://www.google.com/**")
    assert seen == [""]
