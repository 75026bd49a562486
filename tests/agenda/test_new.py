"""Putting something in the agenda."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.agenda.models import Execution, ExecutionStatus
from portal.extensions import db
from portal.intake.kinds import RequestKind
from tests.agenda.sessions import training
from tests.factories import make_plan, make_request
from tests.pages import submit

Browser = Callable[[StaffUser], FlaskClient]

NEW = "/gestion/agenda/nueva"
TALK = {
    "titulo": "Taller de veedurías",
    "fecha": "2024-07-03",
    "hora": "14:30",
    "lugar": "La Playita",
}


def only() -> Execution:
    db.session.expire_all()
    return db.session.execute(select(Execution)).scalar_one()


def test_it_is_planned_with_all_that_was_written(staff_client: Browser, ana: StaffUser) -> None:
    make_plan()
    answer = submit(
        staff_client(ana), NEW, **TALK, actividad="7", tema="cultura_de_paz", territorio="comuna_05"
    )
    execution = only()
    assert answer.headers["Location"] == f"/gestion/agenda/{execution.id}"
    assert execution.status is ExecutionStatus.PLANNED
    assert (execution.takes_place_on, execution.starts_at) == (date(2024, 7, 3), time(14, 30))
    assert (execution.activity_number, execution.topic) == (7, "cultura_de_paz")
    assert execution.recorded_by_id == ana.id
    assert execution.public_row.startswith("E-")


def test_communications_plans_a_broadcast(staff_client: Browser, pablo: StaffUser) -> None:
    make_plan()
    submit(staff_client(pablo), f"{NEW}?actividad=3", **TALK)
    assert only().activity_number == 3


def test_a_request_brings_its_topic_and_place(staff_client: Browser, ana: StaffUser) -> None:
    first = training(topic="veedurias", territory="comuna_05", summary="Taller en La Playita")
    second = training(topic="otro")
    browser = staff_client(ana)
    page = browser.get(f"{NEW}?solicitud={first.filing_number}").text
    assert page.index(first.filing_number) < page.index(second.filing_number)
    submit(browser, f"{NEW}?solicitud={first.filing_number}", fecha="2024-07-03")
    execution = only()
    assert (execution.title, execution.topic) == ("Taller en La Playita", "veedurias")
    assert [one.service_request_id for one in execution.attendances] == [first.id]


def test_what_was_already_done_goes_on_to_be_recorded(
    staff_client: Browser, ana: StaffUser
) -> None:
    answer = submit(staff_client(ana), NEW, **(TALK | {"fecha": "2024-06-07"}), luego="hecha")
    assert answer.headers["Location"] == f"/gestion/agenda/{only().id}/realizada"


@pytest.mark.parametrize(
    ("field", "wrong", "message"),
    [
        ("titulo", "", "Escriba un título."),
        ("titulo", "x" * 201, "máximo 200"),
        ("fecha", "", "Escriba la fecha."),
        ("fecha", "2024-02-30", "Esa fecha no existe"),
        ("hora", "25:00", "Esa hora no existe"),
        ("actividad", "6", "no programa la actividad 6"),
        ("solicitudes", ["CAP-2024-999999"], "no existe"),
    ],
)
def test_an_error_stands_beside_its_field_and_nothing_is_lost(
    staff_client: Browser, ana: StaffUser, field: str, wrong: Any, message: str
) -> None:
    make_plan()
    answer = submit(staff_client(ana), NEW, **(TALK | {field: wrong}))
    assert answer.status_code == 400
    assert message in answer.text
    assert 'value="La Playita"' in answer.text
    assert db.session.execute(select(Execution)).first() is None


def test_only_training_received_by_then_can_be_attended(
    staff_client: Browser, ana: StaffUser
) -> None:
    later = training(received_on=date(2024, 6, 9))
    advice = make_request(RequestKind.ADVICE)
    for chosen in (later, advice):
        answer = submit(
            staff_client(ana),
            NEW,
            **(TALK | {"fecha": "2024-06-08"}),
            solicitudes=[chosen.filing_number],
        )
        assert answer.status_code == 400
        assert chosen.filing_number in answer.text


def test_communications_cannot_take_requests(staff_client: Browser, pablo: StaffUser) -> None:
    service_request = training()
    browser = staff_client(pablo)
    assert service_request.filing_number not in browser.get(NEW).text
    answer = submit(browser, NEW, **TALK, solicitudes=[service_request.filing_number])
    assert answer.status_code == 400
    assert db.session.execute(select(Execution)).first() is None


def test_strangers_and_other_roles_cannot_open_it(
    client: FlaskClient, staff_client: Browser, paz: StaffUser
) -> None:
    assert client.post(NEW, data=TALK).status_code == 302
    assert staff_client(paz).post(NEW, data=TALK).status_code == 403
    assert db.session.execute(select(Execution)).first() is None


def test_the_same_activity_is_put_in_the_agenda_once(staff_client: Browser, ana: StaffUser) -> None:
    browser = staff_client(ana)
    assert submit(browser, NEW, **TALK).status_code == 303
    again = submit(browser, NEW, **TALK)
    assert again.status_code == 400
    assert "Ya está en la agenda una actividad igual, del miércoles 3 de julio" in again.text
    for other in ({"titulo": "Otro"}, {"hora": "16:00"}, {"fecha": "2024-07-04"}, {"lugar": "Pto"}):
        assert submit(browser, NEW, **{**TALK, **other}).status_code == 303


def test_sessions_for_other_requests_are_others(staff_client: Browser, ana: StaffUser) -> None:
    one, other = training(), training()
    browser = staff_client(ana)
    for asked, status in ((one, 303), (other, 303), (one, 400)):
        answer = submit(browser, NEW, **TALK, solicitudes=[asked.filing_number])
        assert answer.status_code == status


def test_what_was_annulled_may_be_planned_again(staff_client: Browser, ana: StaffUser) -> None:
    browser = staff_client(ana)
    submit(browser, NEW, **TALK)
    submit(browser, f"/gestion/agenda/{only().id}/anular", motivo="Llovió.")
    assert submit(browser, NEW, **TALK).status_code == 303
