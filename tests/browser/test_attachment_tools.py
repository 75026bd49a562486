"""Photographs made smaller on the device, a list to take files out of, and a voice note."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from portal import config
from portal.extensions import db
from portal.intake.models_private import Attachment, RequestContent

# What a browser does with them depends on no database; this half of the suite has time left.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.postgresql]

COMPLAINT = "/solicitudes/queja"


@pytest.fixture
def page(browser: Browser, live: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=live, viewport={"width": 360, "height": 740}, permissions=["microphone"]
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(COMPLAINT)
    yield page
    context.close()


def noise(path: Path, side: int = 2400) -> Path:
    """A photograph that weighs some megabytes."""
    Image.effect_noise((side, side), 90).convert("RGB").save(path, quality=95)
    return path


def choose(page: Page, *paths: Path) -> None:
    page.locator("[name=archivos]").dispatch_event("click")  # as a person does before choosing
    page.wait_for_selector("[data-used]")
    page.locator("[name=archivos]").set_input_files([str(path) for path in paths])


def sizes(page: Page) -> list[int]:
    return page.locator("[name=archivos]").evaluate("one => [...one.files].map(file => file.size)")


def send(page: Page) -> None:
    page.get_by_label("Agua (acueducto)").check()
    page.get_by_role("button", name="Enviar mi queja").click()
    expect(page.locator("h1")).to_contain_text("QUE-", timeout=30_000)


def attachments() -> list[Attachment]:
    db.session.rollback()
    return list(db.session.execute(select(Attachment).order_by(Attachment.id)).scalars())


def test_a_photograph_is_made_smaller_before_it_travels(page: Page, tmp_path: Path) -> None:
    photograph = noise(tmp_path / "calle.jpg")
    choose(page, photograph)
    expect(page.get_by_role("button", name="Quitar calle.jpg")).to_be_visible()
    [size] = sizes(page)
    assert size < photograph.stat().st_size / 2
    page.get_by_label("¿Qué está pasando?").fill("Sin agua.")
    send(page)
    assert [one.name for one in attachments()] == ["calle.jpg"]


def test_each_file_can_be_taken_out_and_more_can_be_added(page: Page, tmp_path: Path) -> None:
    names = ("uno.png", "dos.png", "tres.png")
    for shade, name in enumerate(names):
        Image.new("RGB", (20, 20), (shade, 0, 0)).save(tmp_path / name)
    choose(page, tmp_path / "uno.png", tmp_path / "dos.png")
    page.locator("[name=archivos]").set_input_files(str(tmp_path / "tres.png"))
    expect(page.get_by_role("button", name="Quitar tres.png")).to_be_visible()
    page.get_by_role("button", name="Quitar dos.png").click()
    expect(page.get_by_text("Quitamos «dos.png».")).to_be_visible()
    page.get_by_label("¿Qué está pasando?").fill("Sin agua.")
    send(page)
    assert [one.name for one in attachments()] == ["uno.png", "tres.png"]


def test_what_does_not_fit_is_said_and_the_rest_stays(page: Page, tmp_path: Path) -> None:
    paths = [tmp_path / f"foto-{number}.png" for number in range(6)]
    for shade, path in enumerate(paths):
        Image.new("RGB", (20, 20), (shade, 0, 0)).save(path)
    choose(page, *paths)
    expect(page.get_by_text("No cabe «foto-5.png»: son máximo 5.")).to_be_visible()
    assert len(sizes(page)) == 5


def test_what_weighs_too_much_is_left_out_before_it_travels(page: Page, tmp_path: Path) -> None:
    film, picture = tmp_path / "video.mp4", tmp_path / "calle.png"
    film.write_bytes(b"0" * (config.setting("MAX_FILE_BYTES") + 1))
    Image.new("RGB", (20, 20), "navy").save(picture)
    choose(page, film, picture)
    expect(page.get_by_text("Pesa más de 10 MB y no va: «video.mp4».")).to_be_visible()
    assert len(sizes(page)) == 1


def test_a_case_is_told_by_speaking(page: Page) -> None:
    """The fake microphone hums for a second; nothing is written."""
    page.get_by_role("button", name="Contarlo con una nota de voz").click()
    stop = page.get_by_role("button", name="Terminar la grabación")
    expect(stop).to_be_visible()
    page.wait_for_timeout(1_000)
    stop.click()
    expect(page.locator("audio")).to_be_visible()
    assert sizes(page)[0] > 500
    send(page)
    [note] = attachments()
    assert note.media_type.startswith("audio/")
    assert note.name.startswith("nota de voz")
    told = db.session.execute(select(RequestContent.description)).scalar_one()
    assert told == "(En la nota de voz.)"


def test_without_a_microphone_it_says_what_to_do(page: Page) -> None:
    page.evaluate("() => { navigator.mediaDevices.getUserMedia = () => Promise.reject('no') }")
    page.get_by_role("button", name="Contarlo con una nota de voz").click()
    expect(page.get_by_text("No pudimos usar el micrófono.")).to_be_visible()
    expect(page.get_by_role("button", name="Contarlo con una nota de voz")).to_be_visible()
