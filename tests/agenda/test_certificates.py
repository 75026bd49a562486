"""Certificates of attendance: who gets one, and what a stranger learns from its number."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete

from portal.accounts.models import StaffUser
from portal.agenda import certificates, queries_attendance
from portal.agenda.actions import annul
from portal.agenda.actions_attendance import strike, write_down
from portal.agenda.actions_sessions import arrange
from portal.agenda.models import Execution
from portal.agenda.models_attendance import AttendeeName
from portal.extensions import db
from tests.agenda.sessions import address, held, planned
from tests.indicators.words import words_of
from tests.pages import submit

Browser = Callable[[StaffUser], FlaskClient]


def attended(ana: StaffUser, *, is_held: bool = True, minutes: int | None = 150) -> str:
    """The row of Luz, who came to a session of two hours and a half."""
    execution = held(ana, place="La Playita") if is_held else planned(ana, place="La Playita")
    arrange(
        execution,
        seen_version=execution.version,
        minutes=minutes,
        capacity=None,
        is_announced=False,
        actor=ana,
    )
    [luz] = write_down(execution, nonce="n", names=["Luz Mosquera"], actor=ana)
    db.session.commit()
    return luz.public_row


def page(row: str) -> str:
    return f"/certificados/{row}"


def session_of(row: str) -> Execution:
    found = queries_attendance.attendee(row)
    assert found is not None
    return found.execution


def test_the_number_says_session_day_and_hours_and_not_the_name(
    client: FlaskClient, ana: StaffUser
) -> None:
    row = attended(ana)
    text = words_of(client.get(page(row)).text)
    assert "Es verdadero" in text
    assert "Taller de veedurías" in text
    assert "viernes 7 de junio de 2024" in text
    assert "2 horas y 30 minutos" in text
    assert "Luz" not in text
    assert certificates.code_of(row) not in text
    assert client.get(f"{page(row)}/certificado.pdf").status_code == 404


def test_the_code_says_whose_it_is_and_gives_the_paper(client: FlaskClient, ana: StaffUser) -> None:
    row = attended(ana)
    typed = certificates.code_of(row).lower().replace(" ", "-")
    assert submit(client, page(row), codigo=typed).status_code == 303
    assert "Luz Mosquera" in client.get(page(row)).text
    paper = client.get(f"{page(row)}/certificado.pdf")
    assert paper.data.startswith(b"%PDF-")
    assert client.get(f"{page(row)}/certificado.pdf").data == paper.data


def test_a_wrong_code_says_nothing_and_guesses_are_slowed_down(
    client: FlaskClient, ana: StaffUser
) -> None:
    row, other = attended(ana), "A-0000000000"
    statuses = [
        submit(client, page(row), codigo=certificates.code_of(other)).status_code for _ in range(21)
    ]
    assert statuses[:20] == [404] * 20
    assert statuses[20] == 429
    assert "Luz" not in client.get(page(row)).text


@pytest.mark.parametrize("typed", ["A-0000000000", "x", "<b>"])
def test_a_number_that_no_certificate_has_is_told(client: FlaskClient, typed: str) -> None:
    assert client.get(page(typed)).status_code == 404
    found = client.get("/certificados", query_string={"numero": typed})
    assert "Ningún certificado tiene el número" in found.text


def test_a_number_is_found_however_it_is_typed(client: FlaskClient, ana: StaffUser) -> None:
    row = attended(ana)
    sent = client.get("/certificados", query_string={"numero": f" {row.lower().replace('-', ' ')}"})
    assert sent.location == page(row)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("planned", "todavía no registra la sesión"),
        ("unmeasured", "cuánto duró la sesión"),
        ("annulled", "anuló esta sesión"),
        ("struck", "sacó a esta persona de la lista"),
    ],
)
def test_what_cannot_be_certified_has_no_paper(
    client: FlaskClient, ana: StaffUser, spoil: str, said: str
) -> None:
    row = attended(ana, is_held=spoil != "planned", minutes=None if spoil == "unmeasured" else 60)
    execution = session_of(row)
    if spoil == "annulled":
        annul(execution, seen_version=execution.version, reason="Se repitió.", actor=ana)
    if spoil == "struck":
        found = queries_attendance.attendee(row)
        assert found is not None
        strike(found, actor=ana)
    db.session.commit()
    submit(client, page(row), codigo=certificates.code_of(row))
    text = words_of(client.get(page(row)).text)
    assert said in text
    assert "Es verdadero" not in text
    assert client.get(f"{page(row)}/certificado.pdf").status_code == 404


def test_a_certificate_whose_name_is_gone_is_still_genuine(
    client: FlaskClient, ana: StaffUser
) -> None:
    row = attended(ana)
    db.session.execute(delete(AttendeeName))
    submit(client, page(row), codigo=certificates.code_of(row))
    text = words_of(client.get(page(row)).text)
    assert "Es verdadero" in text
    assert "El nombre ya se borró" in text
    assert client.get(f"{page(row)}/certificado.pdf").status_code == 404


def test_staff_print_them_all_or_one(staff_client: Browser, ana: StaffUser) -> None:
    row = attended(ana)
    execution = session_of(row)
    browser, folder = staff_client(ana), address(execution, "asistencia")
    assert browser.get(f"{folder}/certificados.pdf").data.startswith(b"%PDF-")
    assert browser.get(f"{folder}/{row}/certificado.pdf").data.startswith(b"%PDF-")
    assert browser.get(f"{folder}/A-0000000000/certificado.pdf").status_code == 404


def test_a_name_that_looks_like_markup_is_printed_as_text(
    staff_client: Browser, ana: StaffUser, at: Callable[[str], datetime]
) -> None:
    execution = session_of(attended(ana))
    write_down(execution, nonce="m", names=['#import "/x.typ": y <b> $a$'], actor=ana)
    db.session.commit()
    paper = staff_client(ana).get(address(execution, "asistencia/certificados.pdf"))
    assert paper.status_code == 200
    assert execution.takes_place_on == date(2024, 6, 7)
