"""The calendars: one's own by a secret address, and the public one with what was announced."""

from collections.abc import Callable
from datetime import date, datetime, time

from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.agenda.actions import annul
from portal.agenda.actions_sessions import arrange
from portal.agenda.models import Execution
from portal.extensions import db
from tests.agenda.sessions import planned, training
from tests.indicators.words import words_of
from tests.pages import submit

Browser = Callable[[StaffUser], FlaskClient]
MINE = "/gestion/agenda/calendario"


def announce(execution: Execution, actor: StaffUser, *, is_announced: bool = True) -> None:
    arrange(
        execution,
        seen_version=execution.version,
        minutes=90,
        capacity=40,
        is_announced=is_announced,
        actor=actor,
    )
    db.session.commit()


def session(ana: StaffUser, title: str, *requests: object, **facts: object) -> Execution:
    facts = {"takes_place_on": date(2024, 6, 20), "starts_at": time(14), **facts}
    return planned(ana, *requests, title=title, **facts)  # type: ignore[arg-type]


def address_made(browser: FlaskClient) -> str:
    page = submit(browser, MINE).text
    return "/agenda/personal/" + page.partition("/agenda/personal/")[2].partition("<")[0]


def test_only_what_was_announced_is_public(client: FlaskClient, ana: StaffUser) -> None:
    announce(session(ana, "Taller abierto"), ana)
    announce(session(ana, "Reunión de la oficina"), ana, is_announced=False)
    session(ana, "Visita reservada")
    for path in ("/agenda", "/agenda.ics"):
        text = client.get(path).text
        assert "Taller abierto" in text
        assert "Reunión" not in text
        assert "Visita" not in text
    assert client.get("/agenda.ics").mimetype == "text/calendar"


def test_an_announced_one_that_is_annulled_is_shown_as_called_off(
    client: FlaskClient, ana: StaffUser
) -> None:
    execution = session(ana, "Taller abierto")
    announce(execution, ana)
    before = client.get("/agenda.ics").text
    annul(execution, seen_version=execution.version, reason="Llueve.", actor=ana)
    db.session.commit()
    after = client.get("/agenda.ics").text
    uid = next(line for line in before.splitlines() if line.startswith("UID"))
    assert uid in after
    assert "STATUS:CANCELLED" in after
    assert _sequence(after) > _sequence(before)
    assert "Llueve" not in after
    assert "Cancelada" in words_of(client.get("/agenda").text)


def _sequence(text: str) -> int:
    return int(text.partition("SEQUENCE:")[2].split()[0])


def test_a_calendar_that_did_not_change_is_not_sent_again(
    client: FlaskClient, ana: StaffUser
) -> None:
    announce(session(ana, "Taller"), ana)
    tag = client.get("/agenda.ics").headers["ETag"]
    assert client.get("/agenda.ics", headers={"If-None-Match": tag}).status_code == 304


def test_ones_own_calendar_holds_everything_and_nobodys_name(
    client: FlaskClient, staff_client: Browser, ana: StaffUser
) -> None:
    session(ana, "Reunión de la oficina", training(), training())
    text = client.get(address_made(staff_client(ana))).text
    assert "SUMMARY:Reunión de la oficina" in text
    assert "Solicitudes: 2" in text
    assert "CAP-" not in text


def test_the_secret_is_shown_once_and_kept_as_a_hash(staff_client: Browser, ana: StaffUser) -> None:
    browser = staff_client(ana)
    address = address_made(browser)
    secret = address.removeprefix("/agenda/personal/").removesuffix(".ics")
    assert secret not in browser.get(MINE).text
    found = db.session.execute(db.text("SELECT token_hash FROM calendar_feeds")).scalar_one()
    assert secret not in found


def test_a_new_secret_and_a_revocation_end_the_old_one(
    client: FlaskClient, staff_client: Browser, ana: StaffUser
) -> None:
    browser = staff_client(ana)
    first, second = address_made(browser), address_made(browser)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    token = browser.get(MINE).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert browser.post(f"{MINE}/quitar", data={"csrf_token": token}).status_code == 303
    assert client.get(second).status_code == 404


def test_who_left_the_office_or_reads_no_agenda_has_no_calendar(
    client: FlaskClient, staff_client: Browser, ana: StaffUser
) -> None:
    address = address_made(staff_client(ana))
    ana.is_enabled = False
    db.session.commit()
    assert client.get(address).status_code == 404


def test_the_month_shows_its_days_holidays_and_activities(
    staff_client: Browser, ana: StaffUser, statements: Callable[[], object]
) -> None:
    session(ana, "Taller", training())
    session(ana, "De otro mes", takes_place_on=date(2024, 7, 20))
    browser = staff_client(ana)
    text = words_of(browser.get("/gestion/agenda/2024/6").text)
    assert "Junio de 2024" in text
    assert "2:00 p. m. Taller Prevista" in text.replace("\xa0", " ")
    assert "Corpus Christi" in text
    assert "De otro mes" not in text
    assert browser.get("/gestion/agenda/2024/13").status_code == 404


def test_a_month_takes_the_same_queries_however_full(
    staff_client: Browser, ana: StaffUser, statements: Callable[[], object]
) -> None:
    browser = staff_client(ana)
    counts = []
    for _ in range(2):
        for _ in range(3):
            session(ana, "Taller", training())
        with statements() as seen:  # type: ignore[attr-defined]
            browser.get("/gestion/agenda/2024/6")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_an_hour_of_the_evening_stays_on_its_day(
    client: FlaskClient, ana: StaffUser, at: Callable[[str], datetime]
) -> None:
    """Ten at night in Bogotá is already tomorrow in UTC."""
    announce(session(ana, "Velada", starts_at=time(22)), ana)
    assert "DTSTART;TZID=America/Bogota:20240620T220000" in client.get("/agenda.ics").text
