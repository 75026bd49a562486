"""Length, capacity and announcement of a session."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.agenda import queries_sessions
from portal.extensions import db
from tests.agenda.sessions import address, fresh, planned, training
from tests.indicators.words import words_of
from tests.pages import submit

Browser = Callable[[StaffUser], FlaskClient]


@pytest.mark.parametrize(
    ("typed", "minutes"), [("2", 120), ("1,5", 90), ("1.5", 90), ("1:30", 90), ("", None)]
)
def test_a_length_is_written_as_people_write_it(
    staff_client: Browser, ana: StaffUser, typed: str, minutes: int | None
) -> None:
    execution = planned(ana)
    submit(staff_client(ana), address(execution, "sesion"), duracion=typed, cupo="40")
    details = queries_sessions.details_of(execution.id)
    assert details is not None
    assert (details.minutes, details.capacity) == (minutes, 40)
    assert fresh(execution).version == 2


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("duracion", "dos", "Escriba las horas"),
        ("duracion", "13", "Escriba las horas"),
        ("duracion", "0", "Escriba las horas"),
        ("duracion", "-1", "Escriba las horas"),
        ("duracion", "٣", "Escriba las horas"),
        ("cupo", "muchas", "Escriba solo un número"),
    ],
)
def test_what_is_no_length_or_number_is_told_and_kept(
    staff_client: Browser, ana: StaffUser, name: str, typed: str, said: str
) -> None:
    execution = planned(ana)
    sent = submit(staff_client(ana), address(execution, "sesion"), **{name: typed})
    assert sent.status_code == 400
    assert said in sent.text
    assert f'value="{typed}"' in sent.text


def test_the_second_person_is_told_and_loses_nothing(staff_client: Browser, ana: StaffUser) -> None:
    execution = planned(ana)
    browser = staff_client(ana)
    submit(browser, address(execution, "sesion"), cupo="40")
    sent = submit(browser, address(execution, "sesion"), cupo="50", version="1")
    assert sent.status_code == 409
    assert 'value="50"' in sent.text
    db.session.expire_all()
    details = queries_sessions.details_of(execution.id)
    assert details is not None
    assert details.capacity == 40


def test_communications_arrange_only_what_attends_no_request(
    staff_client: Browser, ana: StaffUser, pablo: StaffUser
) -> None:
    browser = staff_client(pablo)
    assert browser.get(address(planned(ana), "sesion")).status_code == 200
    assert browser.get(address(planned(ana, training()), "sesion")).status_code == 403


def test_its_page_says_how_many_are_expected_and_how_many_fit(
    staff_client: Browser, ana: StaffUser
) -> None:
    requests = [training(people_expected=n) for n in (20, 35)]
    execution = planned(ana, *requests)
    browser = staff_client(ana)
    submit(browser, address(execution, "sesion"), duracion="2", cupo="40")
    text = words_of(browser.get(address(execution)).text)
    assert "Duración 2 horas Personas que caben 40 Personas que se esperan 55" in text
