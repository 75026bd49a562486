"""Everything works in a browser that runs no script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from portal import clock
from portal.accounts.models import StaffUser
from portal.casework import actions_closing
from portal.extensions import db
from portal.intake.kinds import Outcome, ToldBy
from portal.intake.queries import request_by_number
from tests.conftest import PASSWORD

# What a browser shows does not depend on the database: the journey alone runs on both.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.sqlite]


@pytest.fixture
def page(browser: Browser, live: str) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=False, base_url=live, viewport={"width": 360, "height": 740}
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).click()


def complain(page: Page) -> tuple[str, str]:
    """Send a complaint with something missing, then whole; its number and code."""
    page.goto("/solicitudes/queja")
    page.get_by_label("¿Qué está pasando?").fill("Llevamos nueve días sin agua.")
    press(page, "Enviar mi queja")
    expect(page.get_by_role("alert")).to_contain_text("Falta un dato")
    expect(page.get_by_label("¿Qué está pasando?")).to_have_value("Llevamos nueve días sin agua.")
    page.get_by_label("Agua (acueducto)").check()
    press(page, "Enviar mi queja")
    expect(page.locator("main")).to_contain_text("Su queja quedó radicada")
    return page.locator("h1").inner_text(), page.locator(".tracking-code").inner_text()


def test_a_complaint_is_sent_mended_followed_and_completed(page: Page, tmp_path: Path) -> None:
    number, code = complain(page)
    press(page, "Cerrar en este aparato")
    page.goto("/seguimiento")
    page.get_by_label("Número de radicado").fill(number)
    page.get_by_label("Código de seguimiento").fill(code)
    press(page, "Consultar")
    expect(page.locator("h1")).to_have_text(number)
    photograph = tmp_path / "contador.png"
    Image.new("RGB", (20, 20), "navy").save(photograph)
    page.get_by_label("Su mensaje").fill("Ya volvió, pero turbia.")
    page.locator("[name=archivos]").set_input_files(photograph)
    press(page, "Enviar mensaje")
    expect(page.locator(".history")).to_contain_text("Ya volvió, pero turbia.")
    expect(page.locator(".history")).to_contain_text("contador.png")


def test_the_acknowledgement_offers_no_button_that_would_do_nothing(page: Page) -> None:
    complain(page)
    expect(page.get_by_role("button", name="Imprimir")).to_have_count(0)


def test_the_menu_of_a_telephone_opens(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Menú", exact=True).click()
    page.get_by_role("link", name="Participa").click()
    expect(page).to_have_url("/participa")


def test_staff_sign_in_take_a_complaint_and_close_it(page: Page, ana: StaffUser) -> None:
    number, _ = complain(page)
    page.goto(f"/gestion/solicitudes/{number}")
    page.get_by_label("Correo").fill(ana.email)
    page.get_by_label("Clave").fill(PASSWORD)
    press(page, "Ingresar")
    expect(page.locator("h1")).to_have_text(number)
    press(page, "Tomarla yo")
    page.get_by_role("link", name="Responder y cerrar").click()
    page.locator("[name=desenlace][value=atendida]").check()
    page.locator("[name=respuesta]").fill("La empresa repuso el servicio hoy.")
    press(page, "Cerrar la solicitud")
    expect(page.get_by_role("alert")).to_contain_text("No se perdió nada")
    expect(page.locator("[name=respuesta]")).to_have_value("La empresa repuso el servicio hoy.")
    page.get_by_label("En el portal, con su código").check()
    page.locator("[name=evidencia]").fill("Carpeta 12, folio 3")
    press(page, "Cerrar la solicitud")
    expect(page.locator("main")).to_contain_text("Cómo se cerró")


def test_who_filed_says_that_it_is_not_resolved_and_then_withdraws(
    page: Page, ana: StaffUser
) -> None:
    number, _ = complain(page)
    _close(number, ana)
    page.goto(f"/seguimiento/{number}")
    page.get_by_label("No: quiero que la oficina la abra de nuevo").check()
    page.get_by_label("Más o menos").check()
    press(page, "Enviar mi respuesta")
    expect(page.get_by_role("alert")).to_contain_text("Falta un dato")
    page.get_by_label("Si no, ¿qué falta?").fill("El agua se fue otra vez.")
    expect(page.get_by_label("Más o menos")).to_be_checked()
    press(page, "Enviar mi respuesta")
    expect(page.locator("main")).to_contain_text("El agua se fue otra vez.")
    expect(page.locator("main")).to_contain_text("En atención")
    page.get_by_role("link", name="Desistir de la solicitud").click()
    press(page, "Sí, desisto")
    expect(page.locator("main")).to_contain_text("Desistida")


def _close(number: str, ana: StaffUser) -> None:
    service_request = request_by_number(number)
    assert service_request
    actions_closing.close(
        service_request,
        actor=ana,
        seen_version=service_request.version,
        outcome=Outcome.NOT_ATTENDED,
        closed_on=clock.today(),
        told_by=ToldBy.PORTAL,
        answer="La empresa no contestó.",
    )
    db.session.commit()
