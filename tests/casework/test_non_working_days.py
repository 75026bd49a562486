"""The office's own calendar: who changes it, what it moves, and that nothing is lost."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal import office_calendar, working_days
from portal.accounts.models import StaffUser
from portal.casework import actions_calendar, actions_clock, actions_closing
from portal.casework.rules_calendar import CalendarRefused
from portal.extensions import db
from portal.intake import office_days
from portal.intake.kinds import Outcome, ToldBy
from portal.intake.models import ServiceRequest
from portal.intake.models_calendar import NonWorkingDay
from portal.working_days import DayEffect, OfficeDays
from tests.casework.conftest import FileOne
from tests.casework.counting import statements
from tests.casework.reading import current, event_types, events, page_of
from tests.pages import fill, form_fields, submit

SetClock = Callable[[str], datetime]
DAYS = "/gestion/dias-no-habiles"
CIVIC_DAY = {
    "desde": "2024-03-15",
    "efecto": "no_habil",
    "motivo": "Día cívico, Decreto 12 de 2024",
}


@pytest.fixture(autouse=True)
def _national_calendar_afterwards(app: Flask):
    yield
    office_days.forget()


@pytest.fixture
def administration(
    staff_client: Callable[[StaffUser], FlaskClient], admin: StaffUser
) -> FlaskClient:
    return staff_client(admin)


def test_an_extra_day_moves_every_open_date_and_says_from_when_to_when(
    coordination: FlaskClient, complaint: ServiceRequest, file_one: FileOne, today: SetClock
) -> None:
    today("2024-03-18 10:00")
    later = file_one("asesoria")
    answer = submit(coordination, DAYS, **CIVIC_DAY)
    assert answer.status_code == 303
    one = current(complaint)
    assert (one.due_on, one.alert_on) == (date(2024, 4, 1), date(2024, 4, 1))
    assert one.transfer_due_on == date(2024, 3, 12)  # before that day
    assert current(later).due_on == date(2024, 4, 11)  # filed after it
    page = coordination.get(answer.location).text
    assert complaint.filing_number in page
    assert "miércoles 27 de marzo de 2024" in page
    assert "lunes 1 de abril de 2024" in page
    assert later.filing_number not in page
    assert "1 solicitud abierta cambió" in page
    assert event_types(one) == ["filed", "term_moved"]
    assert events(one)[-1].details["due_on"] == ["2024-03-27", "2024-04-01"]
    assert event_types(later) == ["filed"]
    assert "el plazo pasó del 27 mar 2024 al 1 abr 2024" in coordination.get(page_of(one)).text


def test_ley_4_of_1913_a_month_that_ends_on_a_day_made_idle_ends_on_the_next(
    coordination: FlaskClient, advice: ServiceRequest, ana: StaffUser, today: SetClock
) -> None:
    today("2024-03-12 09:00")
    actions_clock.require_completion(advice, actor=ana, seen_version=1, body="Falta algo.")
    db.session.commit()
    submit(coordination, DAYS, **CIVIC_DAY | {"desde": "2024-04-12"})
    one = current(advice)
    assert one.completion_due_on == date(2024, 4, 15)
    assert one.due_on == date(2024, 4, 29)
    assert "También cambiaron 2 fechas" in coordination.get(f"{DAYS}/1").text


def test_closed_requests_stay_and_count_with_the_new_days_when_reopened(
    coordination: FlaskClient, ana: StaffUser, advice: ServiceRequest
) -> None:
    actions_closing.close(
        advice,
        actor=ana,
        seen_version=1,
        outcome=Outcome.NOT_ATTENDED,
        closed_on=date(2024, 3, 5),
        told_by=ToldBy.PORTAL,
        answer="No se pudo.",
    )
    db.session.commit()
    submit(coordination, DAYS, **CIVIC_DAY)
    assert current(advice).due_on == date(2024, 3, 27)
    assert event_types(advice) == ["filed", "closed"]
    submit(coordination, page_of(advice, "reabrir"), motivo="Faltó algo.")
    assert current(advice).due_on == date(2024, 4, 1)


def test_what_the_person_wrote_stays_news(
    coordination: FlaskClient, complaint: ServiceRequest
) -> None:
    complaint.has_news = True
    db.session.commit()
    submit(coordination, DAYS, **CIVIC_DAY)
    assert current(complaint).has_news


def test_a_holiday_that_does_not_hold_brings_the_dates_forward_and_back(
    coordination: FlaskClient, complaint: ServiceRequest
) -> None:
    holiday = {"desde": "2024-03-25", "efecto": "festivo_que_no_rige", "motivo": "Concepto 3"}
    submit(coordination, DAYS, **holiday)
    assert current(complaint).due_on == date(2024, 3, 26)
    submit(coordination, DAYS, **holiday | {"efecto": "nacional", "motivo": "Se anuló"})
    assert current(complaint).due_on == date(2024, 3, 27)
    page = coordination.get(DAYS).text
    assert "No hay ninguno" in page
    for words in ("Concepto 3", "Se anuló", "Se quitó", "Carmen Valencia"):
        assert words in page


def test_several_days_in_a_row_leave_out_those_that_are_idle_anyway(
    administration: FlaskClient, complaint: ServiceRequest
) -> None:
    typed = CIVIC_DAY | {"desde": "2024-03-14", "hasta": "2024-03-20", "motivo": "Paro"}
    answer = submit(administration, DAYS, **typed)
    said = db.session.execute(select(NonWorkingDay.day).order_by(NonWorkingDay.id)).scalars().all()
    assert [day.day for day in said] == [14, 15, 18, 19, 20]
    assert current(complaint).due_on == date(2024, 4, 5)
    page = administration.get(answer.location).text
    assert "5 días, del 14 mar 2024 al 20 mar 2024" in page
    assert f'href="{page_of(complaint)}"' not in page  # who administers opens no request


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"desde": "2024-03-16"}, "Ya no es hábil"),
        ({"desde": "2024-03-25"}, "Ya no es hábil"),
        ({"efecto": "festivo_que_no_rige"}, "No es un festivo"),
        ({"efecto": "nacional"}, "no hay nada que quitar"),
        ({"hasta": "2024-03-14"}, "no puede ser anterior al primero"),
        ({"hasta": "2024-07-14"}, "Máximo 92 días"),
        ({"desde": "2024-02-30"}, "Esa fecha no existe"),
        ({"desde": ""}, "Escriba el día."),
        ({"motivo": ""}, "Escriba por qué."),
        ({"efecto": "otro"}, "Elija qué pasa con esos días."),
        ({"efecto": None}, "Elija qué pasa con esos días."),
    ],
)
def test_a_change_that_changes_nothing_is_refused_and_what_was_typed_stays(
    coordination: FlaskClient, complaint: ServiceRequest, typed: dict, message: str
) -> None:
    page = submit(coordination, DAYS, **CIVIC_DAY | {"motivo": "Decreto 12"} | typed)
    assert page.status_code == 400
    assert message in page.text
    assert typed.get("motivo", "Decreto 12") in page.text
    assert current(complaint).due_on == date(2024, 3, 27)
    assert db.session.execute(select(NonWorkingDay)).first() is None


def test_attendants_do_not_change_the_calendar(desk: FlaskClient, ana: StaffUser) -> None:
    assert desk.get(DAYS).status_code == 403
    with pytest.raises(CalendarRefused, match="coordinación"):
        actions_calendar.change_days(
            first=date(2024, 3, 15),
            last=date(2024, 3, 15),
            effect=DayEffect.EXTRA,
            reason="x",
            actor=ana,
        )


def test_a_link_of_the_list_fills_the_form_in(coordination: FlaskClient) -> None:
    page = coordination.get(f"{DAYS}?dia=2024-03-15&efecto=nacional").text
    assert 'value="2024-03-15"' in page
    assert coordination.get(f"{DAYS}?dia=x&efecto=y").status_code == 200
    assert coordination.get(f"{DAYS}/7").status_code == 404


def test_what_is_filed_afterwards_counts_with_the_new_days_at_once(
    coordination: FlaskClient, file_one: FileOne
) -> None:
    submit(coordination, DAYS, **CIVIC_DAY)
    assert file_one("asesoria").due_on == date(2024, 4, 1)


def test_another_process_sees_the_days_at_its_next_page(
    coordination: FlaskClient, client: FlaskClient
) -> None:
    submit(coordination, DAYS, **CIVIC_DAY)
    client.get("/seguimiento")  # this process has seen it
    assert not working_days.is_working_day(date(2024, 3, 15))
    working_days.adopt_office_days(OfficeDays())
    office_days.forget()  # another one, that looked before the change
    assert working_days.is_working_day(date(2024, 3, 15))
    client.get("/seguimiento")
    assert not working_days.is_working_day(date(2024, 3, 15))


def test_a_page_asks_the_database_for_the_days_only_after_a_change(
    coordination: FlaskClient, client: FlaskClient
) -> None:
    submit(coordination, DAYS, **CIVIC_DAY)
    client.get("/seguimiento")
    with statements() as seen:
        client.get("/seguimiento")
    assert not [one for one in seen if "non_working_days" in one]


def test_the_command_counts_with_the_days_of_the_office(coordination: FlaskClient, cli) -> None:
    submit(coordination, DAYS, **CIVIC_DAY)
    assert cli.invoke(args=["terms", "due", "2024-03-05", "15"]).output == "2024-04-01\n"


def test_the_portal_wins_over_the_file(
    app: Flask, coordination: FlaskClient, complaint: ServiceRequest, tmp_path
) -> None:
    file = tmp_path / office_calendar.FILE
    file.write_text('[[dias_no_habiles]]\nfecha = 2024-03-15\nmotivo = "Cívico"\n')
    try:
        office_calendar.configure(tmp_path)
        assert "Está en el archivo" in coordination.get(DAYS).text
        submit(coordination, DAYS, **CIVIC_DAY | {"efecto": "nacional", "motivo": "Se anuló"})
        assert office_days.now() == OfficeDays()
        assert "Está en el archivo" not in coordination.get(DAYS).text
    finally:
        file.unlink()
        office_calendar.configure(tmp_path)


def test_the_page_costs_the_same_however_many_days_there_are(
    coordination: FlaskClient, file_one: FileOne
) -> None:
    submit(coordination, DAYS, **CIVIC_DAY)
    coordination.get(DAYS)
    with statements() as few:
        coordination.get(DAYS)
    submit(coordination, DAYS, **CIVIC_DAY | {"desde": "2024-03-18", "hasta": "2024-03-22"})
    coordination.get(DAYS)
    with statements() as more:
        coordination.get(DAYS)
    assert len(few) == len(more)


def test_who_typed_before_the_calendar_changed_is_told(
    desk: FlaskClient, coordination: FlaskClient, complaint: ServiceRequest
) -> None:
    address = page_of(complaint, "ampliar")
    typed = {"nueva_fecha": "2024-04-18", "motivo": "Falta un concepto."}
    fields = fill(form_fields(desk.get(address).text), typed)
    submit(coordination, DAYS, **CIVIC_DAY)
    page = desk.post(address, data=fields)
    assert page.status_code == 409
    assert "Cambió un día no hábil" in page.text
    assert "Falta un concepto." in page.text
