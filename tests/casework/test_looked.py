"""What changed since a person last looked: others' acts, until the person says «I looked»."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import actions, queries_filters, queries_queue
from portal.extensions import db
from portal.intake.actions import add_information
from portal.intake.models import ServiceRequest
from tests.casework.conftest import FileOne
from tests.casework.test_queue import numbers
from tests.pages import fill, form_fields

QUEUE = "/gestion/solicitudes"


def look(client: FlaskClient, **filled: str) -> object:
    fields = form_fields(client.get(QUEUE).text, having="evento")
    return client.post(f"{QUEUE}/al-dia", data=fill(fields, filled))


def changed(client: FlaskClient) -> list[str]:
    return numbers(client, novedades="y")


def test_what_others_did_since_is_marked_and_can_be_asked_for(
    desk: FlaskClient, file_one: FileOne, luis: StaffUser
) -> None:
    still, moved = file_one("asesoria"), file_one("asesoria")
    assert sorted(changed(desk)) == [still.filing_number, moved.filing_number]
    assert look(desk).status_code == 303
    assert changed(desk) == []
    assert "Cambió</span>" not in desk.get(QUEUE).text
    actions.take(moved, actor=luis, seen_version=1)
    db.session.commit()
    assert changed(desk) == [moved.filing_number]
    assert desk.get(QUEUE).text.count("Cambió</span>") == 1


def test_one_s_own_acts_are_no_news(
    desk: FlaskClient, staff_client: Callable, luis: StaffUser, ana: StaffUser, advice: object
) -> None:
    look(desk)
    actions.take(advice, actor=ana, seen_version=1)
    db.session.commit()
    assert changed(desk) == []
    assert changed(staff_client(luis)) == [advice.filing_number]


def test_each_person_looks_for_themselves(
    desk: FlaskClient, coordination: FlaskClient, advice: ServiceRequest
) -> None:
    look(desk)
    assert changed(coordination) == [advice.filing_number]


def test_what_came_after_the_page_was_read_stays_new(
    desk: FlaskClient, advice: ServiceRequest, luis: StaffUser
) -> None:
    fields = form_fields(desk.get(QUEUE).text, having="evento")
    actions.take(advice, actor=luis, seen_version=1)
    db.session.commit()
    desk.post(f"{QUEUE}/al-dia", data=fields)
    assert changed(desk) == [advice.filing_number]


def test_an_older_page_does_not_bring_back_what_was_seen(
    desk: FlaskClient, advice: ServiceRequest, file_one: FileOne
) -> None:
    older = form_fields(desk.get(QUEUE).text, having="evento")
    file_one("queja")
    look(desk)
    desk.post(f"{QUEUE}/al-dia", data=older)
    assert changed(desk) == []


def test_nobody_looks_ahead(desk: FlaskClient, advice: ServiceRequest, file_one: FileOne) -> None:
    look(desk, evento="999999999")
    later = file_one("queja")
    assert changed(desk) == [later.filing_number]


@pytest.mark.parametrize("event", ["", "x", "9" * 10])
def test_a_page_that_names_no_event_marks_nothing(
    desk: FlaskClient, advice: ServiceRequest, event: str
) -> None:
    assert look(desk, evento=event).status_code == 400
    assert changed(desk) == [advice.filing_number]


def test_that_the_person_wrote_is_said_as_such(desk: FlaskClient, advice: ServiceRequest) -> None:
    look(desk)
    add_information(advice, body="Sigue igual")
    db.session.commit()
    assert "La persona escribió" in desk.get(QUEUE).text
    assert changed(desk) == [advice.filing_number]


def test_who_never_looked_is_told_of_the_latest_alone(
    desk: FlaskClient, file_one: FileOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries_filters, "MOST_EVENTS", 2)
    queries_queue._page_query.cache_clear()  # the question as other tests put it
    filed = [file_one("asesoria").filing_number for _ in range(4)]
    assert changed(desk) == filed[2:]
