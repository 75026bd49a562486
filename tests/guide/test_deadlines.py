"""The calculator counts as the office does, says how, and keeps what was typed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.guide.guides import guide
from portal.guide.rules import OFFICE_DAY, IdleDay, deadline
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import RequestKind
from portal.working_days import OfficeDays, adopt_office_days

At = Callable[[str], datetime]


def counted(code: str, day: date) -> Any:
    term = guide().term(code)
    assert term is not None
    return deadline(term, day)


@pytest.mark.parametrize(
    ("code", "days"),
    [
        # CPACA art. 14; Decreto 2150 de 1995 art. 123; Decreto 2591 de 1991; Ley 393 de 1997;
        # CPACA art. 144; Ley 1581 de 2012
        *(("peticion", 15), ("informacion", 10), ("consulta", 30), ("empresa", 15)),
        *(("tutela", 10), ("cumplir_ley", 10), ("comunidad", 15)),
        *(("ver_datos", 10), ("arreglar_datos", 15)),
    ],
)
def test_each_kind_has_the_days_of_its_law(code: str, days: int) -> None:
    assert counted(code, date(2024, 2, 5)).days == days


def test_it_counts_as_the_clock_of_the_office_does(app: Flask, at: At) -> None:
    """A request that came on a Saturday is filed on the next working day (CPACA art. 54)."""
    received_at = at("2024-03-16 10:00")
    filing = Filing(kind=RequestKind.ADVICE, received_at=received_at, description="Ayuda")
    service_request = file_request(filing).service_request
    found = counted("peticion", date(2024, 3, 16))
    assert found.filed_on == service_request.filed_on == date(2024, 3, 18)
    assert found.due_on == service_request.due_on


def test_a_judge_counts_from_the_day_itself_whatever_it_is() -> None:
    """A tutela may be filed any day (Decreto 2591 de 1991 art. 1)."""
    found = counted("tutela", date(2024, 3, 16))
    assert (found.filed_on, found.first_day) == (date(2024, 3, 16), date(2024, 3, 18))


def test_days_that_are_not_counted_are_named() -> None:
    adopt_office_days(OfficeDays(extra=frozenset({date(2024, 3, 20)})))
    try:
        found = counted("informacion", date(2024, 3, 15))
    finally:
        adopt_office_days(OfficeDays())
    assert found.due_on == date(2024, 4, 4)
    assert found.weekend_days == 6
    assert found.idle[0] == IdleDay(date(2024, 3, 20), OFFICE_DAY)
    assert [idle.day.day for idle in found.idle] == [20, 25, 28, 29]
    assert "Viernes Santo" in found.idle[-1].why


def test_the_page_says_the_day_the_rule_and_what_was_skipped(client: FlaskClient, at: At) -> None:
    at("2024-03-20 09:00")
    page = client.get("/guia/plazos?tipo=peticion&dia=2024-03-16").text
    assert "A más tardar el <b>jueves 11 de abril de 2024</b>." in page
    assert "Faltan 13 días hábiles" in page
    assert "sábado 16 de marzo de 2024" in page
    assert "Ley 1437 de 2011, artículo 54" in page
    assert "6 sábados y domingos." in page
    assert "viernes 29 de marzo de 2024: Viernes Santo." in page
    assert 'href="/guia/peticion"' in page
    assert 'value="2024-03-16"' in page
    assert '<option selected value="peticion">' in page


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2024-04-10 09:00", "Falta un día hábil"),
        ("2024-04-11 09:00", "El plazo se acaba hoy"),
        ("2024-04-12 09:00", "El plazo ya pasó"),
    ],
)
def test_the_page_says_how_much_is_left(client: FlaskClient, at: At, now: str, words: str) -> None:
    at(now)
    assert words in client.get("/guia/plazos?tipo=peticion&dia=16/03/2024").text


@pytest.mark.parametrize(
    ("asked", "message", "kept"),
    [
        ("tipo=&dia=2024-03-04", "Elija qué presentó.", 'value="2024-03-04"'),
        ("tipo=luna&dia=2024-03-04", "Elija qué presentó.", 'value="2024-03-04"'),
        ("tipo=tutela&dia=", "Escriba el día en que lo presentó.", 'selected value="tutela"'),
        ("tipo=tutela&dia=31/02/2024", "Esa fecha no existe.", 'value="31/02/2024"'),
        ("tipo=tutela&dia=2024-03-21", "Ese día no ha llegado.", 'value="2024-03-21"'),
        ("tipo=tutela&dia=1066-03-21", "Revise el año", 'value="1066-03-21"'),
    ],
)
def test_what_cannot_be_is_said_beside_it_and_kept(
    client: FlaskClient, at: At, asked: str, message: str, kept: str
) -> None:
    at("2024-03-20 09:00")
    answer = client.get(f"/guia/plazos?{asked}")
    assert answer.status_code == 400
    assert answer.text.count(message) >= 2
    assert kept in answer.text
    assert "A más tardar" not in answer.text


def test_nothing_is_wrong_before_somebody_asks(client: FlaskClient) -> None:
    page = client.get("/guia/plazos").text
    assert "Falta" not in page
    assert 'method="get"' in page
    assert 'href="/guia/plazos?tipo=tutela"' in client.get("/guia/tutela").text
    begun = client.get("/guia/plazos?tipo=tutela")
    assert begun.status_code == 200
    assert 'selected value="tutela"' in begun.text
    assert "Falta" not in begun.text
