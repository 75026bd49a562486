"""A request that lacks something: asked for, completed, and the term that stands still meanwhile.

All begins on 5 March 2024. The first Monday of the tests' April is the 1st; 25, 28 and 29 March
are holidays.
"""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import actions, actions_clock, timing
from portal.extensions import db
from portal.intake.actions import add_information
from portal.intake.kinds import Outcome, RequestStatus, ToldBy
from portal.intake.models import ServiceRequest
from portal.intake.queries import conversation
from portal.legal_clock import ActType
from portal.notices.texts import Notice, text_of
from tests.casework.conftest import FileOne
from tests.casework.reading import closings, current, event_types, events, mails, page_of
from tests.pages import submit

SetClock = Callable[[str], datetime]


@pytest.fixture
def stopped(advice: ServiceRequest, ana: StaffUser, today: SetClock) -> ServiceRequest:
    """On 12 March, day 5 of 15, Ana asked that it be completed."""
    today("2024-03-12 09:00")
    actions_clock.require_completion(
        advice, actor=ana, seen_version=1, body="Falta la fórmula médica."
    )
    db.session.commit()
    return advice


def acts(one: ServiceRequest) -> list[tuple[ActType, date, date | None]]:
    return [(act.type, act.acted_on, act.until) for act in timing.acts_of(one)]


def test_art_17_asking_stops_the_term_for_a_month(
    desk: FlaskClient, advice: ServiceRequest, file_one: FileOne, today: SetClock
) -> None:
    other = file_one("asesoria")
    today("2024-03-12 09:00")
    submit(desk, page_of(advice, "requerir"), texto="Falta la fórmula médica.")
    one = current(advice)
    assert one.completion_due_on == date(2024, 4, 12)
    assert one.due_on == date(2024, 4, 26)  # ten days were left
    assert one.alert_on == date(2024, 4, 15)
    assert one.status is RequestStatus.WAITING
    assert acts(one) == [(ActType.COMPLETION_ASKED, date(2024, 3, 12), date(2024, 4, 12))]
    assert [message.body for message in conversation(one)] == ["Falta la fórmula médica."]
    subject = text_of(Notice.COMPLETION_ASKED, one.filing_number).subject
    assert mails(one)[0].subject == subject
    assert current(other).completion_due_on is None


def test_art_17_the_history_keeps_dates_and_no_words(stopped: ServiceRequest) -> None:
    event = events(stopped)[-1]
    assert event.type == "completion_asked"
    assert set(event.details) == {"message_id", "until"}


@pytest.mark.parametrize(
    ("day", "status"), [("2024-03-19", 303), ("2024-03-20", 400)], ids=["day 10", "day 11"]
)
def test_art_17_it_is_asked_within_ten_working_days_of_filing(
    desk: FlaskClient, advice: ServiceRequest, today: SetClock, day: str, status: int
) -> None:
    today(f"{day} 09:00")
    page = submit(desk, page_of(advice, "requerir"), texto="Falta algo.")
    assert page.status_code == status
    if status == 400:
        assert "artículo 17" in page.text
        assert "martes 19 de marzo de 2024" in page.text
        assert "Falta algo." in page.text
        assert timing.acts_of(advice) == []


def test_a_plain_question_does_not_stop_the_term(desk: FlaskClient, advice: ServiceRequest) -> None:
    submit(desk, page_of(advice, "preguntar"), texto="¿Dónde?")
    assert current(advice).completion_due_on is None
    assert advice.due_on == date(2024, 3, 27)


def test_art_17_the_term_goes_on_the_day_after_the_person_completes(
    stopped: ServiceRequest, today: SetClock
) -> None:
    today("2024-04-02 21:00")
    add_information(stopped, body="Aquí va la fórmula.")
    actions.requester_answered(stopped)
    db.session.commit()
    one = current(stopped)
    assert one.completion_due_on is None
    assert one.due_on == date(2024, 4, 16)
    assert one.status is RequestStatus.IN_PROGRESS
    assert one.has_news
    assert event_types(one)[-2:] == ["added", "completed"]


def test_art_17_the_desk_records_the_day_on_which_it_was_brought(
    desk: FlaskClient, stopped: ServiceRequest, today: SetClock
) -> None:
    today("2024-04-05 09:00")
    submit(
        desk,
        page_of(stopped, "completar"),
        completada_en="2024-04-02",
        texto="Trajo la fórmula.",
        archivos=(BytesIO(b"formula"), "formula.txt"),
    )
    assert current(stopped).due_on == date(2024, 4, 16)
    assert events(stopped)[-1].acted_on == date(2024, 4, 2)
    assert "formula.txt" in desk.get(page_of(stopped)).text


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2024-03-11", "no pudo completarla antes"),
        ("2024-04-06", "Esa fecha todavía no llega."),
        ("", "Diga qué día la completó."),
    ],
)
def test_art_17_a_day_on_which_it_cannot_have_been_completed_is_refused(
    desk: FlaskClient, stopped: ServiceRequest, today: SetClock, day: str, message: str
) -> None:
    today("2024-04-05 09:00")
    page = submit(desk, page_of(stopped, "completar"), completada_en=day, texto="La trajo.")
    assert page.status_code == 400
    assert message in page.text
    assert "La trajo." in page.text
    assert current(stopped).completion_due_on == date(2024, 4, 12)


def test_art_17_the_month_is_lengthened_once_before_it_ends(
    desk: FlaskClient, stopped: ServiceRequest, today: SetClock
) -> None:
    today("2024-04-12 17:30")
    assert submit(desk, page_of(stopped, "mas-plazo")).status_code == 303
    assert current(stopped).completion_due_on == date(2024, 5, 14)  # 13 May is a holiday
    page = submit(desk, page_of(stopped, "mas-plazo"))
    assert page.status_code == 400
    assert "ya se alargó una vez" in page.text


def test_art_17_after_the_month_it_is_not_lengthened(
    desk: FlaskClient, stopped: ServiceRequest, today: SetClock
) -> None:
    today("2024-04-15 08:00")
    page = submit(desk, page_of(stopped, "mas-plazo"))
    assert page.status_code == 400
    assert "se acabó el viernes 12 de abril de 2024" in page.text
    assert current(stopped).completion_due_on == date(2024, 4, 12)


DEEM = {"motivo": "No llegó la fórmula.", "avisada_por": "carta", "evidencia": "Resolución 8"}


def test_art_17_nobody_withdraws_by_the_clock_alone(
    desk: FlaskClient, stopped: ServiceRequest, today: SetClock
) -> None:
    today("2024-06-20 09:00")
    assert "Vencida" in desk.get(page_of(stopped)).text
    assert current(stopped).outcome is None
    assert current(stopped).completion_due_on == date(2024, 4, 12)


def test_art_17_the_withdrawal_is_a_reasoned_act_after_the_month(
    desk: FlaskClient, stopped: ServiceRequest, today: SetClock
) -> None:
    today("2024-04-15 09:00")
    assert "No la completó: decidir desde hace 1 día" in desk.get(page_of(stopped)).text
    assert submit(desk, page_of(stopped, "desistimiento"), **DEEM).status_code == 303
    one = current(stopped)
    assert (one.outcome, one.told_by) == (Outcome.WITHDRAWN, ToldBy.LETTER)
    assert closings(one)[0].reason == "No llegó la fórmula."
    assert closings(one)[0].evidence_reference == "Resolución 8"
    told = conversation(one)[-1].body
    assert told.startswith("No llegó la fórmula.")
    assert "recurso de reposición" in told
    assert acts(one)[-1][:2] == (ActType.DEEMED_WITHDRAWN, date(2024, 4, 15))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"motivo": ""}, "Escriba por qué."),
        ({"avisada_por": None}, "Diga cómo se le avisó."),
        ({"cerrada_en": "2024-04-12"}, "escriba un día posterior"),
        ({"cerrada_en": "2024-04-20"}, "Esa fecha todavía no llega."),
    ],
)
def test_art_17_a_withdrawal_that_lacks_something_is_refused(
    desk: FlaskClient, stopped: ServiceRequest, today: SetClock, typed: dict, message: str
) -> None:
    today("2024-04-15 09:00")
    page = submit(desk, page_of(stopped, "desistimiento"), **DEEM | typed)
    assert page.status_code == 400
    assert message in page.text
    assert current(stopped).outcome is None


def test_art_17_within_the_month_no_withdrawal_is_declared(
    desk: FlaskClient, stopped: ServiceRequest, today: SetClock
) -> None:
    today("2024-04-12 16:00")
    page = submit(desk, page_of(stopped, "desistimiento"), **DEEM)
    assert page.status_code == 400
    assert "tiene hasta el viernes 12 de abril de 2024" in page.text


@pytest.mark.parametrize("act", ["completar", "mas-plazo", "desistimiento"])
def test_what_stops_no_term_has_nothing_to_complete(
    desk: FlaskClient, advice: ServiceRequest, act: str
) -> None:
    assert "El plazo no está detenido" in desk.get(page_of(advice, act)).text


@pytest.mark.parametrize("act", ["requerir", "ampliar"])
def test_a_stopped_term_is_neither_stopped_again_nor_extended(
    desk: FlaskClient, stopped: ServiceRequest, act: str
) -> None:
    assert "El plazo está detenido" in desk.get(page_of(stopped, act)).text


def test_the_clock_shows_each_step_with_its_article(
    desk: FlaskClient, stopped: ServiceRequest, today: SetClock
) -> None:
    today("2024-04-02 10:00")
    page = desk.get(page_of(stopped)).text
    for words in (
        "Se pidió completarla",
        "El plazo se detiene hasta el 12 abr 2024",
        "Hoy, plazo detenido",
        "Ley 1437 de 2011, artículo 17; Ley 4 de 1913, artículo 62",
        "Si la completa el último día",
    ):
        assert words in page
