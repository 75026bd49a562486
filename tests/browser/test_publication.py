"""A month is prepared, signed by three, published and corrected; a stranger recounts it."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from portal import one_writer
from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.plan.models import ActionPlan
from tests.browser import looking
from tests.browser.test_journey import sign_in
from tests.conftest import PASSWORD
from tests.factories import close, make_execution, make_request

# On the database whose half of the suite has less to look at.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.postgresql]

FILES = ("cifras.json", "filas.csv", "plan.json", "sello.json", "recalcular.py")
MARCH = "/gestion/publicaciones/2024/03"


@pytest.fixture
def worked_in_march(plan_2024: ActionPlan) -> None:
    for day in (4, 5, 6):
        make_request("queja", received_on=date(2024, 3, day))
    close(make_request("asesoria", received_on=date(2024, 3, 7)), "atendida", date(2024, 3, 9))
    make_execution(3, takes_place_on=date(2024, 3, 14))
    db.session.commit()


def test_a_month_is_signed_published_corrected_and_recounted(
    browser: Browser,
    live: str,
    worked_in_march: None,
    at: Callable[[str], datetime],
    carmen: StaffUser,
    paz: StaffUser,
    marta: StaffUser,
    tmp_path: Path,
) -> None:
    at("2024-04-08 09:10")
    people = [_desk(browser, live, one) for one in (carmen, paz, marta)]
    signed = _sign(people)
    reader = _reader(browser, live)
    reader.goto("/transparencia")
    reader.get_by_role("link", name="Marzo de 2024").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Marzo de 2024")
    expect(reader.locator("main")).to_contain_text(signed)
    expect(reader.locator("main")).to_contain_text("1/4")
    _looks_right(reader)
    assert "Coincide esta publicación" in _recount(reader, tmp_path / "v1")

    _one_more_complaint()
    at("2024-05-09 10:00")
    for page, user in zip(people, (carmen, paz, marta), strict=True):
        sign_in(page, user)
    corrected = _sign(people, reason="Una queja de papel no se había registrado.")
    assert corrected != signed
    reader.reload()
    expect(reader.locator("main")).to_contain_text("Esta versión ya no vale.")
    reader.get_by_role("link", name="Ver la versión que vale").click()
    expect(reader.locator("main")).to_contain_text("Una queja de papel no se había registrado.")
    expect(reader.locator("main")).to_contain_text("1/5")
    _looks_right(reader)
    assert "Coincide esta publicación" in _recount(reader, tmp_path / "v2")
    for address in ("/transparencia/2024", "/transparencia/correcciones"):
        reader.goto(address)
        _looks_right(reader)


def _one_more_complaint() -> None:
    """On paper, of March; written as the pages write, in the queue of the writers."""
    db.session.rollback()
    one_writer.mark_reading(False)
    make_request("queja", received_on=date(2024, 3, 8))
    db.session.commit()
    one_writer.mark_reading(True)


def _desk(browser: Browser, live: str, user: StaffUser) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=live).new_page()
    page.set_default_timeout(10_000)
    sign_in(page, user)
    return page


def _reader(browser: Browser, live: str) -> Page:
    """Somebody with a small telephone and no JavaScript."""
    page = browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=live, java_script_enabled=False
    ).new_page()
    page.set_default_timeout(10_000)
    return page


def _sign(people: list[Page], *, reason: str = "") -> str:
    """The three, each on their own page; the hash that all of them saw."""
    director, planning, committee = people
    director.goto(MARCH)
    director.get_by_role("link", name="Corregir" if reason else "Preparar", exact=True).click()
    if reason:
        director.locator("[name=motivo]").fill(reason)
        director.get_by_role("button", name="Ver lo que se firma").click()
    seen = [_put_name(director, "Firmar la preparación")]
    planning.goto(MARCH)
    planning.get_by_role("link", name="Revisar").click()
    seen.append(_put_name(planning, "Firmar la revisión"))
    committee.goto(MARCH)
    committee.get_by_role("link", name="Aprobar y publicar").click()
    committee.get_by_label("Número del acta").fill("7")
    committee.get_by_label("Fecha del acta").fill("2024-04-08")
    seen.append(_put_name(committee, "Firmar y publicar"))
    expect(committee.locator("main")).to_contain_text("Listo: el mes quedó publicado.")
    assert len(set(seen)) == 1
    return seen[0]


def _put_name(page: Page, button: str) -> str:
    """Sign with the password again what the page shows."""
    found = re.search(r"[0-9a-f]{64}", page.locator("main form").inner_text())
    assert found
    page.get_by_label("Su clave, otra vez").fill(PASSWORD)
    page.get_by_role("button", name=button).click()
    expect(page).to_have_url(re.compile(f"{MARCH}$"))
    return found[0]


def _looks_right(page: Page) -> None:
    """At the width of a small telephone and of a desk; the same page with scripts serves axe."""
    scripted = page.context.browser
    assert scripted
    window = scripted.new_context(viewport={"width": 360, "height": 740}).new_page()
    complaints = looking.prepare(window)
    for width in (360, 1280):
        window.set_viewport_size({"width": width, "height": 740})
        window.goto(page.url)
        assert looking.faults_of_size(window) == [], (page.url, width)
    assert looking.accessibility_faults(window, within="main") == [], page.url
    assert complaints == []
    window.context.close()


def _recount(page: Page, folder: Path) -> str:
    """Download what the page offers, and run its program on it as anybody would."""
    folder.mkdir()
    for name in FILES:
        with page.expect_download() as download:
            page.locator(f"a[href$='{name}']").click()
        download.value.save_as(folder / name)
    command = [sys.executable, "-I", "recalcular.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
