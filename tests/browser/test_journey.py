"""The whole life of three requests in a real browser, from the forms to the live figures.

It is the suite's table of contents: each step has its own tests elsewhere.
"""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from portal import clock
from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.plan.actions import load_plan
from portal.plan.files import FIRST_PLAN, read_file
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TELEPHONE = {"width": 360, "height": 740}
GPS_TAG = 0x8825


@pytest.fixture
def plan(app: Flask) -> None:
    load_plan(read_file(FIRST_PLAN), today=clock.today())
    db.session.commit()


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """As a telephone takes it: with the place where it was taken."""
    exif = Image.Exif()
    exif[GPS_TAG] = {1: "N", 2: (3.0, 53.0, 0.0)}
    path = tmp_path / "llave.jpg"
    Image.new("RGB", (640, 480), "navy").save(path, exif=exif)
    assert has_position(path)
    return path


def has_position(photograph: Path) -> bool:
    with Image.open(photograph) as image:
        return GPS_TAG in image.getexif()


def test_three_requests_become_the_figures_of_march(
    browser: Browser,
    live: str,
    plan: None,
    at: Callable[[str], datetime],
    ana: StaffUser,
    photograph: Path,
) -> None:
    def visitor(width: int = 360) -> Page:
        """A person with a telephone, a small one, and no account."""
        size = {"width": width, "height": 740}
        page = browser.new_context(viewport=size, base_url=live).new_page()
        page.set_default_timeout(10_000)
        return page

    at("2024-03-05 09:00")
    leader, citizen, neighbour = visitor(), visitor(), visitor()
    training, code = ask_for_training(leader)
    advice, _ = ask_for_advice_without_a_name(citizen)
    complaint, complaint_code = report_the_water(neighbour, photograph)
    assert [training, advice, complaint] == [
        "CAP-2024-000001",
        "ASE-2024-000001",
        "QUE-2024-000001",
    ]

    at("2024-03-06 10:00")
    desk = visitor(1280)
    sign_in(desk, ana)
    answer_and_close(desk, advice)
    check_the_photograph(desk, complaint)
    transfer(desk, complaint)

    at("2024-03-28 16:00")
    sign_in(desk, ana)  # three weeks later the first sign-in has long ended
    hold_the_session(desk, training)

    row = own_row(leader, training, code)
    expect_figure(desk, 1, "1 de 1", row)
    expect_figure(desk, 6, "2 de 2", own_row(visitor(), complaint, complaint_code))


def ask_for_training(page: Page) -> tuple[str, str]:
    page.goto("/")
    page.get_by_role("link", name="Pedir una capacitación").click()
    page.get_by_label("¿Para qué comunidad u organización?").fill("Junta de La Playita")
    page.get_by_label("Cultura de paz").check()
    page.get_by_label("¿Cuántas personas irían?").fill("35")
    page.get_by_label("¿En qué lugar se puede hacer?").fill("Caseta comunal")
    page.get_by_label("Primera fecha posible").fill("2024-03-28")
    page.get_by_label("Barrio, vereda, río o consejo comunitario").fill("Comuna 8")
    page.get_by_label("Su nombre").fill("Rosa Valencia")
    return send(page)


def ask_for_advice_without_a_name(page: Page) -> tuple[str, str]:
    page.goto("/solicitudes/asesoria")
    page.get_by_label("¿Qué pasó?").fill("No me entregan un medicamento.")
    page.get_by_label("¿Qué quiere presentar?").select_option("tutela")
    page.get_by_label("No quiero dar mi nombre").check()
    return send(page)


def report_the_water(page: Page, photograph: Path) -> tuple[str, str]:
    page.goto("/solicitudes/queja")
    page.get_by_role("button", name="Enviar mi queja").click()
    expect(page.get_by_role("alert")).to_contain_text("No se perdió nada")
    page.get_by_label("Agua (acueducto)").check()
    page.get_by_label("¿Qué está pasando?").fill("Llevamos nueve días sin agua en la cuadra.")
    page.get_by_label("¿A cuántos hogares afecta?").fill("40")
    page.locator("[name=archivos]").set_input_files(photograph)
    return send(page)


def send(page: Page) -> tuple[str, str]:
    """Send the form; the number and the code that the person writes down."""
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page).to_have_title(re.compile("quedó radicada"))
    number = page.locator("h1").inner_text()
    code = page.locator(".tracking-code").inner_text()
    assert len(code.replace(" ", "")) == 13
    assert code.replace(" ", "") not in page.url
    return number, code


def sign_in(page: Page, user: StaffUser) -> None:
    page.goto("/gestion")
    page.get_by_label("Correo").fill(user.email)
    page.get_by_label("Clave").fill(PASSWORD)
    page.get_by_role("button", name="Ingresar").click()
    expect(page).to_have_url(re.compile("/gestion$"))


def act(page: Page, number: str, verb: str) -> None:
    page.goto(f"/gestion/solicitudes/{number}/{verb}")


def answer_and_close(page: Page, number: str) -> None:
    page.goto("/gestion/solicitudes")
    page.get_by_role("link", name=number).click()
    page.get_by_role("button", name="Tomarla yo").click()
    page.get_by_role("link", name="Responder y cerrar").click()
    page.locator("[name=desenlace][value=atendida]").check()
    page.locator("[name=respuesta]").fill("Puede presentar una tutela. Le dejamos el borrador.")
    page.get_by_label("En el portal, con su código").check()
    page.locator("[name=evidencia]").fill("Carpeta 12, folio 3")
    page.get_by_role("button", name="Cerrar la solicitud").click()
    expect(page.locator("main")).to_contain_text("Atendida")


def check_the_photograph(page: Page, number: str) -> None:
    page.goto(f"/gestion/solicitudes/{number}")
    with page.expect_download() as download:
        page.get_by_role("link", name="llave.jpg").click()
    assert not has_position(Path(download.value.path()))


def transfer(page: Page, number: str) -> None:
    act(page, number, "trasladar")
    page.locator("[name=entidad]").fill("Acueducto del Distrito")
    page.get_by_label("En el portal, con su código").check()
    page.locator("[name=respuesta]").fill("Pasamos su queja al Acueducto, que debe responderle.")
    page.get_by_role("button", name="Trasladar", exact=True).click()
    expect(page.locator("main")).to_contain_text("Trasladada")


def hold_the_session(page: Page, number: str) -> None:
    page.goto(f"/gestion/agenda/nueva?solicitud={number}")
    page.get_by_label("Título").fill("Taller de cultura de paz")
    page.locator("[name=fecha]").fill("2024-03-28")
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.get_by_label("Cuántas personas llegaron").fill("33")
    page.locator("[name=evidencia]").fill("Lista de asistencia, carpeta 4")
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.goto(f"/gestion/solicitudes/{number}")
    expect(page.locator("main")).to_contain_text("Atendida")


def own_row(page: Page, number: str, code: str) -> str:
    """Follow the request with its code, and find its row and what it counts in."""
    page.goto("/")
    page.get_by_label("Número de radicado").fill(number.lower())
    page.get_by_label("Código de seguimiento").fill(code.lower())
    page.get_by_role("button", name="Consultar").click()
    expect(page).to_have_url(re.compile(f"/seguimiento/{number}$"))
    expect(page.locator("main")).to_contain_text("numerador")
    found = re.search(r"S-[0-9A-Z]{10}", page.locator("main").inner_text())
    assert found
    return found[0]


def expect_figure(page: Page, indicator: int, spoken: str, row: str) -> None:
    """The live figure of March, and the row among those that count."""
    page.goto(f"/gestion/cifras/2024/03/{indicator}")
    expect(page.locator("main")).to_contain_text(spoken)
    expect(page.get_by_role("row").filter(has_text=row)).to_contain_text("Cuenta")
