"""After the session: what people thought, without a name, as counts."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.agenda import queries_attendance
from portal.agenda.actions_attendance import write_down
from portal.agenda.models_attendance import Usefulness
from portal.extensions import db
from tests.agenda.sessions import address
from tests.agenda.test_attendance import NewClient, opened, wall
from tests.indicators.words import words_of
from tests.pages import fill, form_fields

At = Callable[[str], datetime]
AFTER = "2024-06-20 17:00"


@pytest.fixture
def over(ana: StaffUser, at: At) -> tuple[int, str]:
    """A session to which three came, after it was over."""
    execution = opened(ana)
    write_down(execution, nonce="n", names=["Luz", "José", "Nilson"], actor=ana)
    db.session.commit()
    at(AFTER)
    return execution.id, wall(execution)


def answer(client: FlaskClient, page: str, **filled: str) -> int:
    fields = fill(form_fields(client.get(page).text), filled)
    return client.post(f"{page}/opinion", data=fields).status_code


def test_the_same_qr_asks_what_people_thought(
    new_client: NewClient,
    staff_client: Callable[[StaffUser], FlaskClient],
    ana: StaffUser,
    over: tuple[int, str],
) -> None:
    id_, path = over
    assert answer(new_client(), path, sirvio="mucho", mejorar="tiempo") == 200
    assert answer(new_client(), path, sirvio="poco") == 200
    assert queries_attendance.usefulness_of(id_) == {Usefulness.MUCH: 1, Usefulness.LITTLE: 1}
    shown = words_of(staff_client(ana).get(f"/gestion/agenda/{id_}/asistencia").text)
    assert "Les sirvió mucho 1 Algo 0 Poco 1 Piden Más tiempo 1" in shown


def test_an_answer_sent_twice_counts_once(new_client: NewClient, over: tuple[int, str]) -> None:
    id_, path = over
    client = new_client()
    fields = fill(form_fields(client.get(path).text), {"sirvio": "algo"})
    for _ in range(2):
        assert client.post(f"{path}/opinion", data=fields).status_code == 200
    assert queries_attendance.usefulness_of(id_) == {Usefulness.SOMETHING: 1}
    assert "Ya tenemos su respuesta" in client.get(path).text


def test_no_more_answers_than_people_came(new_client: NewClient, over: tuple[int, str]) -> None:
    statuses = [answer(new_client(), over[1], sirvio="mucho") for _ in range(4)]
    assert statuses == [200, 200, 200, 409]


def test_nobody_answers_without_choosing(new_client: NewClient, over: tuple[int, str]) -> None:
    fields = form_fields(new_client().get(over[1]).text)
    fields.poplist("sirvio")
    sent = new_client().post(f"{over[1]}/opinion", data=fields)
    assert sent.status_code == 400
    assert "Escoja una respuesta" in sent.text


def test_the_question_ends_after_fifteen_days(
    new_client: NewClient, over: tuple[int, str], at: At
) -> None:
    client = new_client()
    fields = fill(form_fields(client.get(over[1]).text), {"sirvio": "mucho"})
    at("2024-07-05 16:30")
    assert client.post(f"{over[1]}/opinion", data=fields).status_code == 400
    assert queries_attendance.usefulness_of(over[0]) == {}


def test_nobody_is_asked_while_the_list_is_open(
    new_client: NewClient, ana: StaffUser, at: At
) -> None:
    execution = opened(ana)
    at("2024-06-20 14:00")
    assert "¿Qué tal estuvo?" not in new_client().get(wall(execution)).text
    assert address(execution) == f"/gestion/agenda/{execution.id}"
