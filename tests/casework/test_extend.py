"""The extension of article 14, the priority of article 20, and who holds what was transferred."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient

from portal.casework import timing
from portal.intake.models import ServiceRequest
from portal.intake.queries import conversation
from portal.legal_clock import ActType
from portal.notices.texts import Notice, text_of
from tests.casework.conftest import FileOne
from tests.casework.reading import current, events, mails, page_of
from tests.pages import submit

SetClock = Callable[[str], datetime]
EXTEND = {"nueva_fecha": "2024-04-18", "motivo": "La empresa no ha contestado."}


def test_art_14_par_an_extension_is_told_with_its_reasons_and_the_new_date(
    desk: FlaskClient, advice: ServiceRequest, file_one: FileOne
) -> None:
    other = file_one("asesoria")
    assert submit(desk, page_of(advice, "ampliar"), **EXTEND).status_code == 303
    one = current(advice)
    assert (one.due_on, one.alert_on) == (date(2024, 4, 18), date(2024, 4, 18))
    assert [message.body for message in conversation(one)] == [EXTEND["motivo"]]
    assert mails(one)[0].subject == text_of(Notice.EXTENDED, one.filing_number).subject
    assert events(one)[-1].details["until"] == "2024-04-18"
    assert [(act.type, act.until) for act in timing.acts_of(one)] == [
        (ActType.EXTENDED, date(2024, 4, 18))
    ]
    assert "Ley 1437 de 2011, artículo 14, parágrafo" in desk.get(page_of(one)).text
    assert current(other).due_on == date(2024, 3, 27)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"nueva_fecha": "2024-04-22"}, "hasta el viernes 19 de abril de 2024"),
        ({"nueva_fecha": "2024-03-27"}, "escriba un día posterior"),
        ({"nueva_fecha": "2024-04-13"}, "Ese día no es hábil"),
        ({"nueva_fecha": ""}, "Escriba hasta qué día."),
        ({"motivo": " "}, "Escriba por qué."),
    ],
)
def test_art_14_par_an_extension_that_the_law_does_not_allow_is_refused(
    desk: FlaskClient, advice: ServiceRequest, typed: dict[str, str], message: str
) -> None:
    page = submit(desk, page_of(advice, "ampliar"), **EXTEND | typed)
    assert page.status_code == 400
    assert message in page.text
    assert current(advice).due_on == date(2024, 3, 27)


def test_art_14_par_a_term_is_extended_once(desk: FlaskClient, advice: ServiceRequest) -> None:
    submit(desk, page_of(advice, "ampliar"), **EXTEND | {"nueva_fecha": "2024-04-10"})
    page = submit(desk, page_of(advice, "ampliar"), **EXTEND)
    assert page.status_code == 400
    assert "ya se amplió una vez" in page.text
    assert current(advice).due_on == date(2024, 4, 10)


@pytest.mark.parametrize(("day", "status"), [("2024-03-27", 303), ("2024-03-28", 400)])
def test_art_14_par_only_before_the_term_ends(
    desk: FlaskClient, advice: ServiceRequest, today: SetClock, day: str, status: int
) -> None:
    today(f"{day} 09:00")
    page = submit(desk, page_of(advice, "ampliar"), **EXTEND)
    assert page.status_code == status
    if status == 400:
        assert "se amplía solo antes de que se acabe" in page.text


def test_art_14_the_copies_of_unanswered_information_are_due_three_days_later(
    desk: FlaskClient, advice: ServiceRequest
) -> None:
    submit(desk, page_of(advice, "clasificar"), termino="informacion")
    page = desk.get(page_of(advice)).text
    assert "Último día para dar las copias" in page
    assert "22 mar 2024" in page


def test_art_20_priority_has_its_motive_and_relaxes_no_term(
    desk: FlaskClient, advice: ServiceRequest
) -> None:
    submit(desk, page_of(advice, "clasificar"), prioridad="periodista")
    one = current(advice)
    assert one.is_urgent
    assert one.queue_on == date(1900, 1, 1)
    assert one.due_on == date(2024, 3, 27)
    page = desk.get(page_of(one)).text
    assert "La pide un periodista" in page
    assert "artículo 20" in page
    submit(desk, page_of(advice, "clasificar"), prioridad="")
    assert not current(advice).is_urgent


def test_art_20_what_the_person_says_is_kept_apart_from_what_staff_decide(
    desk: FlaskClient, file_one: FileOne
) -> None:
    claimed = file_one("asesoria", is_urgent=True)
    page = desk.get(page_of(claimed, "clasificar")).text
    assert "La persona dice que es urgente" in page
    other = file_one("asesoria")
    assert "La persona dice que es urgente" not in desk.get(page_of(other, "clasificar")).text
    page = submit(desk, page_of(other, "clasificar"), prioridad="dicha_por_la_persona")
    assert not current(other).is_urgent


def test_art_21_the_day_of_the_letter_and_the_body_stay_written_down(
    desk: FlaskClient, complaint: ServiceRequest, today: SetClock
) -> None:
    today("2024-03-08 10:00")
    typed = {
        "entidad": "superservicios",
        "respuesta": "La pasamos; va copia del oficio.",
        "avisada_por": "carta",
    }
    bad = submit(desk, page_of(complaint, "trasladar"), **typed, enviada_en="2024-03-09")
    assert "Esa fecha todavía no llega." in bad.text
    early = submit(desk, page_of(complaint, "trasladar"), **typed, enviada_en="2024-03-04")
    assert "anterior al día en que llegó" in early.text
    submit(desk, page_of(complaint, "trasladar"), **typed, enviada_en="2024-03-07")
    (act,) = timing.acts_of(complaint)
    assert (act.type, act.acted_on, act.body) == (
        ActType.TRANSFERRED,
        date(2024, 3, 7),
        "superservicios",
    )
    page = desk.get(page_of(complaint)).text
    assert "La tiene ahora Superintendencia" in page
    submit(desk, page_of(complaint, "reabrir"), motivo="La devolvieron.")
    page = desk.get(page_of(complaint)).text
    assert "La tiene ahora" not in page
    assert "Trasladada a Superintendencia" in page
