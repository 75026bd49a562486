"""Who came: the list at the desk, and the QR on the wall."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from portal import clock
from portal.accounts.models import StaffUser
from portal.agenda import queries_attendance, queries_sessions
from portal.agenda.actions import annul
from portal.agenda.actions_sessions import arrange, open_check_in
from portal.agenda.models import Execution
from portal.agenda.models_attendance import Attendee, AttendeeName, AttendeeTally
from portal.agenda.rules_sessions import Phase, phase_of
from portal.extensions import db
from portal.indicators.queries import figures_for
from tests.agenda.sessions import address, fresh, held, planned, training
from tests.casework.test_races import together
from tests.factories import make_plan
from tests.indicators.words import words_of
from tests.pages import fill, form_fields, submit

Browser = Callable[[StaffUser], FlaskClient]
At = Callable[[str], datetime]
NewClient = Callable[[], FlaskClient]
DAY = date(2024, 6, 20)


def opened(ana: StaffUser, *, capacity: int | None = None) -> Execution:
    """A session of 20 June from two to four, whose QR serves from half past one to half past
    four.
    """
    execution = planned(ana, takes_place_on=DAY, starts_at=time(14))
    arrange(
        execution,
        seen_version=execution.version,
        minutes=120,
        capacity=capacity,
        is_announced=False,
        actor=ana,
    )
    open_check_in(
        execution,
        seen_version=execution.version,
        opens_at=datetime(2024, 6, 20, 13, 30, tzinfo=clock.BOGOTA),
        closes_at=datetime(2024, 6, 20, 16, 30, tzinfo=clock.BOGOTA),
        actor=ana,
    )
    db.session.commit()
    return execution


def wall(execution: Execution) -> str:
    """The address that the QR says."""
    details = queries_sessions.details_of(execution.id)
    assert details is not None
    return f"/asistencia/{details.check_in_code}"


def copy(browser: FlaskClient, execution: Execution, listed: str) -> TestResponse:
    """Staff copy a list from paper."""
    page = address(execution, "asistencia")
    return submit(browser, page, having="nombres", nombres=listed)


def names(execution: Execution) -> list[str | None]:
    db.session.expire_all()
    found = queries_attendance.attendees_of(execution.id)
    return [one.person.name if one.person else None for one in found]


def test_anybody_writes_themselves_down_without_an_account(
    new_client: NewClient, ana: StaffUser, at: At
) -> None:
    execution = opened(ana)
    at("2024-06-20 14:05")
    client = new_client()
    sent = submit(client, wall(execution), nombre="  Luz   Mosquera ")
    assert (sent.status_code, sent.location) == (303, wall(execution))
    text = words_of(client.get(wall(execution)).text)
    assert "Gracias por venir" in text
    [attendee] = queries_attendance.attendees_of(execution.id)
    assert attendee.public_row in text
    assert names(execution) == ["Luz Mosquera"]


def test_a_form_sent_twice_is_the_same_person(
    new_client: NewClient, ana: StaffUser, at: At
) -> None:
    execution = opened(ana)
    at("2024-06-20 14:05")
    client = new_client()
    fields = form_fields(client.get(wall(execution)).text)
    fill(fields, {"nombre": "Luz", "edad": "29_59", "autoriza": "y"})
    for _ in range(3):
        assert client.post(wall(execution), data=fields).status_code in (200, 303)
    assert names(execution) == ["Luz"]
    assert queries_attendance.tallies_of(execution.id) == {("edad", "29_59"): 1}


def test_a_form_sent_twice_at_once_is_the_same_person(
    app: Flask, new_client: NewClient, ana: StaffUser, at: At
) -> None:
    execution = opened(ana, capacity=1)
    at("2024-06-20 14:05")
    page, id_ = wall(execution), execution.id
    fields = fill(form_fields(new_client().get(page).text), {"nombre": "Luz"})

    def send() -> int:
        with app.app_context():
            return app.test_client().post(page, data=fields).status_code

    db.session.remove()
    assert set(together([send, send])) <= {200, 303}
    assert queries_attendance.listed_count(id_) == 1


def test_two_who_want_the_last_place_do_not_both_get_it(
    app: Flask, new_client: NewClient, ana: StaffUser, at: At
) -> None:
    execution = opened(ana, capacity=1)
    at("2024-06-20 14:05")
    page, id_ = wall(execution), execution.id
    forms = [
        fill(form_fields(new_client().get(page).text), {"nombre": name}) for name in ("Luz", "José")
    ]

    def sender(fields: Any) -> Callable[[], int]:
        def send() -> int:
            with app.app_context():
                return app.test_client().post(page, data=fields).status_code

        return send

    db.session.remove()
    assert max(together([sender(fields) for fields in forms])) == 409
    assert queries_attendance.listed_count(id_) == 1


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2024-06-20 13:29", "La lista no ha abierto"),
        ("2024-06-20 16:30", "¿Qué tal estuvo?"),
        ("2024-07-05 16:30", "La lista ya cerró"),
    ],
)
def test_the_qr_writes_nobody_down_outside_its_window(
    new_client: NewClient, ana: StaffUser, at: At, moment: str, said: str
) -> None:
    execution = opened(ana)
    at("2024-06-20 16:29")
    client = new_client()
    fields = fill(form_fields(client.get(wall(execution)).text), {"nombre": "Luz"})
    at(moment)
    assert said in client.get(wall(execution)).text
    refused = client.post(wall(execution), data=fields)
    assert refused.status_code in (400, 409)
    assert names(execution) == []


def test_whoever_comes_to_a_full_room_is_told_and_loses_no_word(
    new_client: NewClient, staff_client: Browser, ana: StaffUser, at: At
) -> None:
    execution = opened(ana, capacity=1)
    at("2024-06-20 14:05")
    submit(new_client(), wall(execution), nombre="Luz")
    sent = submit(new_client(), wall(execution), nombre="José Hurtado")
    assert sent.status_code == 409
    assert "Ya se anotaron todas las personas que caben" in sent.text
    assert 'value="José Hurtado"' in sent.text
    submit(
        staff_client(ana),
        address(execution, "asistencia"),
        having="nombres",
        nombres="José Hurtado",
    )
    assert names(execution) == ["Luz", "José Hurtado"]


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"nombre": ""}, "Escriba su nombre"),
        ({"nombre": "x" * 121}, "Escriba máximo 120 letras"),
        ({"nombre": "Luz", "formulario": "otro"}, "La página esperó demasiado"),
    ],
)
def test_bad_input_is_told_beside_its_field(
    new_client: NewClient, ana: StaffUser, at: At, filled: dict[str, str], said: str
) -> None:
    execution = opened(ana)
    at("2024-06-20 14:05")
    sent = submit(new_client(), wall(execution), **filled)
    assert (sent.status_code, names(execution)) == (400, [])
    assert said in sent.text


def test_one_telephone_may_write_a_neighbour_down_too(
    new_client: NewClient, ana: StaffUser, at: At
) -> None:
    execution = opened(ana)
    at("2024-06-20 14:05")
    client = new_client()
    submit(client, wall(execution), nombre="Luz")
    fields = fill(form_fields(client.get(f"{wall(execution)}?otra=1").text), {"nombre": "José"})
    client.post(wall(execution), data=fields)
    assert names(execution) == ["Luz", "José"]
    shown = client.get(wall(execution)).text
    assert all(one.public_row in shown for one in queries_attendance.attendees_of(execution.id))


def test_what_people_say_of_themselves_is_never_asked_for_and_stands_apart(
    new_client: NewClient, ana: StaffUser, at: At
) -> None:
    """Ley 1581 de 2012, art. 5; Decreto 1377 de 2013, art. 6."""
    execution = opened(ana)
    at("2024-06-20 14:05")
    page = words_of(new_client().get(wall(execution)).text)
    assert "Usted no está obligado a darlos" in page
    assert "artículo 5" in page
    assert "artículo 6" in page
    submit(new_client(), wall(execution), nombre="Sin nada")
    submit(new_client(), wall(execution), nombre="Sin permiso", etnia="afro")
    submit(new_client(), wall(execution), nombre="Con permiso", etnia="afro", autoriza="y")
    submit(new_client(), wall(execution), nombre="Con cuento", etnia="marciano", autoriza="y")
    assert len(names(execution)) == 4
    assert queries_attendance.tallies_of(execution.id) == {("etnia", "afro"): 1}


def test_no_column_joins_an_answer_to_a_name() -> None:
    """The sums know the session alone, and hold no row for a person."""
    assert {column.name for column in AttendeeTally.__table__.columns} == {
        *("execution_id", "variable", "answer", "people")
    }
    [key] = AttendeeTally.__table__.foreign_keys
    assert key.column.table.name == "executions"


def test_staff_see_no_sum_that_could_tell_who_it_was(
    new_client: NewClient, staff_client: Browser, ana: StaffUser, at: At
) -> None:
    execution = opened(ana)
    at("2024-06-20 14:05")
    submit(new_client(), wall(execution), nombre="Luz", genero="otro", autoriza="y")
    shown = words_of(staff_client(ana).get(address(execution, "asistencia")).text)
    assert "Otro menos de 5" in shown


def test_names_can_go_and_the_count_stays(staff_client: Browser, ana: StaffUser, at: At) -> None:
    execution = opened(ana)
    submit(
        staff_client(ana),
        address(execution, "asistencia"),
        having="nombres",
        nombres="Luz\nJosé\n\nNilson",
    )
    db.session.execute(delete(AttendeeName))
    db.session.commit()
    assert names(execution) == [None, None, None]
    assert queries_attendance.listed_count(execution.id) == 3
    page = words_of(staff_client(ana).get(address(execution, "asistencia")).text)
    assert "3 personas" in page
    assert "Nombre ya borrado" in page


def test_the_desk_copies_a_list_once(staff_client: Browser, ana: StaffUser) -> None:
    execution = opened(ana)
    browser, page = staff_client(ana), address(execution, "asistencia")
    fields = form_fields(browser.get(page).text, having="nombres")
    fields["nombres"] = "Luz Mosquera\r\n  \r\nLUZ MOSQUERA"
    assert [browser.post(page, data=fields).status_code for _ in range(2)] == [303, 303]
    assert names(execution) == ["Luz Mosquera", "LUZ MOSQUERA"]
    assert words_of(browser.get(page).text).count("¿Está dos veces?") == 2


@pytest.mark.parametrize(
    ("nombres", "said"),
    [
        ("", "Escriba al menos un nombre"),
        ("x" * 121, "pasa de 120 letras"),
        ("\n".join(["Luz"] * 201), "Escriba máximo 200 nombres"),
    ],
)
def test_a_list_that_cannot_be_copied_is_refused(
    staff_client: Browser, ana: StaffUser, nombres: str, said: str
) -> None:
    execution = opened(ana)
    sent = submit(
        staff_client(ana), address(execution, "asistencia"), having="nombres", nombres=nombres
    )
    assert (sent.status_code, names(execution)) == (400, [])
    assert said in sent.text


def test_who_was_written_down_by_mistake_is_struck_off_once(
    staff_client: Browser, ana: StaffUser
) -> None:
    execution = opened(ana)
    browser, page = staff_client(ana), address(execution, "asistencia")
    copy(browser, execution, "Luz\nJosé")
    luz, _ = queries_attendance.attendees_of(execution.id)
    token = form_fields(browser.get(page).text)["csrf_token"]
    strike = f"{page}/{luz.public_row}/retirar"
    for _ in range(2):
        assert browser.post(strike, data={"csrf_token": token}).status_code == 303
    assert "ya estaba fuera de la lista" in browser.get(page).text
    assert names(execution) == ["José"]
    struck = db.session.execute(select(Attendee).where(Attendee.struck_at.is_not(None)))
    assert len(struck.scalars().all()) == 1


def test_a_list_of_another_session_is_left_alone(staff_client: Browser, ana: StaffUser) -> None:
    execution, other = opened(ana), planned(ana)
    browser, page = staff_client(ana), address(execution, "asistencia")
    copy(browser, execution, "Luz")
    [luz] = queries_attendance.attendees_of(execution.id)
    token = form_fields(browser.get(page).text)["csrf_token"]
    strike = f"{address(other, 'asistencia')}/{luz.public_row}/retirar"
    assert browser.post(strike, data={"csrf_token": token}).status_code == 404
    assert names(execution) == ["Luz"]


def test_an_annulled_session_has_no_list(
    new_client: NewClient, staff_client: Browser, ana: StaffUser, at: At
) -> None:
    execution = opened(ana)
    annul(execution, seen_version=execution.version, reason="Llueve.", actor=ana)
    at("2024-06-20 14:05")
    assert "La lista ya cerró" in new_client().get(wall(execution)).text
    page = staff_client(ana).get(address(execution, "asistencia")).text
    assert 'name="nombres"' not in page


def test_the_window_follows_the_session_to_another_day(
    staff_client: Browser, ana: StaffUser, at: At
) -> None:
    execution = opened(ana)
    submit(staff_client(ana), address(execution, "editar"), fecha="2024-06-21")
    details = queries_sessions.details_of(fresh(execution).id)
    assert details is not None
    at("2024-06-20 14:05")
    assert phase_of(details, clock.now()) is Phase.NOT_YET
    at("2024-06-21 14:05")
    assert phase_of(details, clock.now()) is Phase.OPEN


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("16:00", "15:00", "Debe cerrar después de abrir"),
        ("00:00", "23:00", "Ábrala máximo catorce horas"),
        ("26:00", "15:00", "Esa hora no existe"),
        ("", "15:00", "Escriba la hora"),
    ],
)
def test_a_window_that_cannot_be_is_refused(
    staff_client: Browser, ana: StaffUser, since: str, until: str, said: str
) -> None:
    execution = planned(ana, takes_place_on=DAY)
    page = address(execution, "asistencia/qr")
    sent = submit(staff_client(ana), page, desde=since, hasta=until)
    assert sent.status_code == 400
    assert said in sent.text


def test_staff_close_the_list_before_its_hour(
    new_client: NewClient, staff_client: Browser, ana: StaffUser, at: At
) -> None:
    execution = opened(ana)
    at("2024-06-20 14:05")
    browser = staff_client(ana)
    submit(browser, address(execution, "asistencia/qr/cerrar"))
    assert "¿Qué tal estuvo?" in new_client().get(wall(execution)).text
    again = submit(browser, address(execution, "asistencia/qr/cerrar"))
    assert "La lista no estaba abierta" in again.text


def test_reach_is_counted_apart_and_enters_no_figure(staff_client: Browser, ana: StaffUser) -> None:
    make_plan(2024)
    asked = training()
    session = held(ana, asked, activity_number=2, takes_place_on=date(2024, 5, 20))
    before = figures_for(2024, 5)
    unwritten = held(ana, takes_place_on=date(2024, 5, 21))
    unwritten.people_reached = None
    db.session.commit()
    browser = staff_client(ana)
    for one in (session, unwritten):
        copy(browser, one, "Luz\nJosé\nNilson")
    assert figures_for(2024, 5) == before
    reach = queries_sessions.reach_of(2024)
    assert (reach.people, reach.executions) == (23, 2)
    assert "23 personas llegaron a 2 actividades" in words_of(browser.get("/gestion/agenda").text)


@pytest.mark.parametrize("paper", ["lista.pdf", "qr.pdf"])
def test_the_papers_of_a_session_are_printed(
    staff_client: Browser, ana: StaffUser, paper: str
) -> None:
    answer = staff_client(ana).get(address(opened(ana), f"asistencia/{paper}"))
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


def test_there_is_no_poster_before_the_list_is_opened(
    staff_client: Browser, ana: StaffUser
) -> None:
    execution = planned(ana)
    assert staff_client(ana).get(address(execution, "asistencia/qr.pdf")).status_code == 404
