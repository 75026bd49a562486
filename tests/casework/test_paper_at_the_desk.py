"""A form on paper, typed in at the desk: it counts once, whoever types it and however often."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal.extensions import db
from portal.intake import paper_numbers, tracking_codes
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import Channel, RequestKind
from portal.intake.models import ServiceRequest
from portal.intake.models_private import RequestContent
from tests.factories import instant
from tests.pages import submit
from tests.racing import race

PAGE = "/gestion/solicitudes/nueva/queja"
WORDS = {"tema": "aseo", "descripcion": "No pasa el camión.", "canal": "presencial"}


@pytest.fixture
def number() -> str:
    return paper_numbers.issue(RequestKind.COMPLAINT)


def filed() -> list[ServiceRequest]:
    db.session.expire_all()
    return list(db.session.execute(select(ServiceRequest)).scalars())


def test_the_code_of_the_stub_opens_it_and_both_dates_are_kept(
    desk: FlaskClient, client: FlaskClient, number: str, today: Callable[[str], object]
) -> None:
    today("2024-03-07 10:00")
    page = submit(desk, f"{PAGE}?papel={number}", recibida_en="2024-03-05", **WORDS)
    assert page.status_code == 201
    assert "La persona ya lo tiene en su desprendible." in page.text
    assert "tracking-code" not in page.text
    [one] = filed()
    assert (one.received_on, one.recorded_at.day) == (date(2024, 3, 5), 7)
    assert one.channel is Channel.IN_PERSON
    content = db.session.get(RequestContent, one.id)
    assert content
    assert "verbal" not in content.answers
    code = tracking_codes.derived_code(paper_numbers.nonce_of(number))
    opened = submit(
        client, "/seguimiento", having="codigo", radicado=one.filing_number, codigo=code
    )
    assert opened.status_code == 303


def test_typed_twice_it_is_one_request_and_nothing_is_lost(
    desk: FlaskClient, coordination: FlaskClient, number: str
) -> None:
    grouped = paper_numbers.grouped(number).lower()
    submit(desk, PAGE, papel=number, **WORDS)
    again = submit(coordination, PAGE, papel=grouped, **{**WORDS, "descripcion": "Otra letra."})
    assert again.status_code == 409
    [one] = filed()
    assert f"Esa hoja ya se radicó: es la {one.filing_number}." in again.text
    assert f'href="/gestion/solicitudes/{one.filing_number}"' in again.text
    assert "Otra letra." in again.text
    same = submit(desk, PAGE, papel=grouped, **WORDS)
    assert same.status_code == 200
    assert len(filed()) == 1


def test_two_people_who_type_it_at_once_file_it_once(app: Flask, number: str) -> None:
    def type_in() -> None:
        filing = Filing(
            kind=RequestKind.COMPLAINT,
            received_at=instant(date(2024, 3, 5)),
            channel=Channel.IN_PERSON,
            description="No pasa el camión.",
        )
        file_request(filing, nonce=paper_numbers.nonce_of(number))
        db.session.commit()

    race(app, [type_in, type_in], at=instant(date(2024, 3, 5)))
    count = db.session.execute(select(func.count(ServiceRequest.id))).scalar_one()
    assert count == 1


def test_two_papers_are_two_requests(desk: FlaskClient) -> None:
    for _ in range(2):
        submit(desk, PAGE, papel=paper_numbers.issue(RequestKind.COMPLAINT), **WORDS)
    assert len(filed()) == 2


def test_a_slip_of_the_pen_is_told_beside_the_field(desk: FlaskClient, number: str) -> None:
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    page = submit(desk, PAGE, papel=wrong, **WORDS)
    assert page.status_code == 400
    assert "Ese número no está bien" in page.text
    assert "No pasa el camión." in page.text
    assert filed() == []


def test_a_paper_of_another_kind_is_refused(desk: FlaskClient) -> None:
    page = submit(desk, PAGE, papel=paper_numbers.issue(RequestKind.ADVICE), **WORDS)
    assert page.status_code == 400
    assert "Esa hoja es de otra clase: asesoría." in page.text


def test_without_paper_the_code_is_handed_over_as_ever(desk: FlaskClient) -> None:
    page = submit(desk, PAGE, **WORDS)
    assert page.status_code == 201
    assert "tracking-code" in page.text


def test_a_used_number_tells_a_stranger_nothing(
    desk: FlaskClient, new_client: Callable[[], FlaskClient], number: str
) -> None:
    submit(desk, PAGE, papel=number, **WORDS)
    stranger = new_client()
    assert stranger.get(f"{PAGE}?papel={number}").status_code in (302, 303, 401)
    assert stranger.get(f"/seguimiento/{number}").status_code == 404
