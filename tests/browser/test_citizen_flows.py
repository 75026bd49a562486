"""What citizens do besides filing, at 360 pixels, with a script and without one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from portal import clock
from portal.extensions import db
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import RequestKind
from portal.notices.models import OutboxMessage

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.sqlite]


@pytest.fixture(params=[True, False], ids=["with a script", "without"])
def page(browser: Browser, live: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=request.param,
        base_url=live,
        viewport={"width": 360, "height": 740},
        accept_downloads=True,
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).first.click()


def complain(**facts: str) -> str:
    """A complaint filed some time ago; its number."""
    filing = Filing(
        kind=RequestKind.COMPLAINT,
        received_at=clock.now(),
        topic="acueducto",
        territory="comuna_08",
        description="No llega el agua.",
        **facts,
    )
    number = file_request(filing).service_request.filing_number
    db.session.commit()
    return number


def test_who_lost_the_code_gets_a_new_one(
    page: Page, app: Flask, live: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://127.0.0.1:1")
    monkeypatch.setitem(app.config, "PUBLIC_URL", live)
    number = complain(email="rosa@correo.example")
    page.goto("/seguimiento")
    page.get_by_role("link", name="por correo o en la oficina").click()
    page.get_by_label("Número de radicado").fill(number)
    page.get_by_label("Correo electrónico").fill("rosa@correo.example")
    press(page, "Pedir el enlace")
    expect(page.get_by_role("status")).to_contain_text("Mire su correo.")
    db.session.rollback()
    body = db.session.execute(select(OutboxMessage.body)).scalars().all()[-1]
    page.goto(f"/seguimiento/codigo/{body.split('/codigo/')[1].split()[0]}")
    press(page, "Ver mi código nuevo")
    expect(page.locator(".tracking-code")).to_be_visible()
    page.get_by_role("link", name="Ver mi solicitud").click()
    expect(page.locator("h1")).to_have_text(number)


def test_somebody_asks_about_their_data_and_comes_back(page: Page) -> None:
    page.goto("/privacidad")
    page.get_by_role("link", name="Pida, corrija o borre sus datos").click()
    page.get_by_label("Corregir o actualizar un dato").check()
    press(page, "Enviar mi solicitud")
    expect(page.get_by_role("alert")).to_contain_text("Faltan")
    page.get_by_label("Cuéntenos").fill("Mi apellido está mal.")
    page.get_by_label("Su nombre").fill("Rosa Cuero")
    page.get_by_label("Tipo de documento").select_option("cc")
    page.get_by_label("Número de documento").fill("31.234.567")
    page.get_by_label("Su teléfono").fill("310 555 0101")
    press(page, "Enviar mi solicitud")
    number, code = page.locator("h1").inner_text(), page.locator(".tracking-code").inner_text()
    page.goto("/privacidad/consultar")
    page.get_by_label("Número de radicado").fill(number)
    page.get_by_label("Código de seguimiento").fill(code)
    press(page, "Consultar")
    expect(page.locator("main")).to_contain_text("Corregir o actualizar un dato")


def test_it_happens_to_somebody_too(page: Page) -> None:
    for _ in range(3):
        complain()
    page.goto("/participa")
    page.get_by_role("link", name="Ver los problemas que ya reportó la gente").click()
    press(page, "A mí también me pasa")
    expect(page.locator("main")).to_contain_text("A 1 persona más le pasa.")
    page.get_by_role("link", name="Hacer mi queja").click()
    expect(page.get_by_label("Agua (acueducto)")).to_be_checked()
    expect(page.get_by_label("Barrio, vereda, río")).to_have_value("Comuna 8")


def test_a_draft_is_taken_home(page: Page, tmp_path: Path) -> None:
    page.goto("/guia/peticion")
    page.get_by_role("link", name="Hacer un borrador").click()
    page.get_by_role("button", name="Word").click()
    expect(page.get_by_role("alert")).to_contain_text("No se perdió nada")
    for box in page.locator("main form textarea").all():
        box.fill("Que arreglen la calle.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Word").click()
    download.value.save_as(tmp_path / "borrador.docx")
    assert (tmp_path / "borrador.docx").read_bytes().startswith(b"PK")


def test_a_form_is_taken_on_paper(page: Page) -> None:
    page.goto("/solicitudes/queja")
    link = page.get_by_role("link", name="Imprimir este formulario").get_attribute("href")
    paper = page.request.get(link or "")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF-")
