import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import actions
from portal.casework.rules import NotYours
from portal.extensions import db
from portal.intake.kinds import Identity, RequestStatus
from portal.intake.models import ServiceRequest
from tests.casework.conftest import FileOne
from tests.casework.reading import current, event_types, events, page_of
from tests.pages import form_fields, submit


def test_the_coordinator_gives_it_to_somebody(
    coordination: FlaskClient, luis: StaffUser, complaint: ServiceRequest
) -> None:
    answer = submit(coordination, page_of(complaint, "asignar"), responsable=luis.public_id)
    assert answer.status_code == 303
    assert current(complaint).assignee_id == luis.id
    assert complaint.status is RequestStatus.IN_PROGRESS
    assert events(complaint)[-1].details == {"assignee_id": luis.id}
    page = coordination.get(page_of(complaint)).text
    assert "Carmen Valencia se la asignó a Luis Hurtado" in page


def test_whoever_attends_takes_it_with_one_button(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    fields = form_fields(desk.get(page_of(complaint)).text)
    assert desk.post(page_of(complaint, "tomar"), data=fields).status_code == 303
    assert current(complaint).assignee_id == ana.id
    assert "Ana Riascos la tomó" in desk.get(page_of(complaint)).text


def test_two_who_take_it_at_once_are_told(
    desk: FlaskClient, luis: StaffUser, complaint: ServiceRequest
) -> None:
    fields = form_fields(desk.get(page_of(complaint)).text)
    actions.take(complaint, actor=luis, seen_version=1)
    page = desk.post(page_of(complaint, "tomar"), data=fields)
    assert page.status_code == 409
    assert "Luis Hurtado la tomó" in page.text
    assert current(complaint).assignee_id == luis.id


def test_it_can_be_left_with_nobody(
    coordination: FlaskClient, complaint: ServiceRequest, luis: StaffUser
) -> None:
    actions.take(complaint, actor=luis, seen_version=1)
    submit(coordination, page_of(complaint, "asignar"), responsable="")
    assert current(complaint).assignee_id is None
    assert complaint.status is RequestStatus.IN_PROGRESS


def test_what_another_person_has_is_not_taken(
    ana: StaffUser, luis: StaffUser, complaint: ServiceRequest
) -> None:
    actions.take(complaint, actor=luis, seen_version=1)
    with pytest.raises(NotYours):
        actions.take(complaint, actor=ana, seen_version=2)
    actions.assign(complaint, actor=luis, seen_version=2, assignee=ana)
    assert complaint.assignee_id == ana.id


@pytest.mark.parametrize("facts", [{"identity": Identity.RESERVED}, {"is_protected": True}])
def test_nobody_gives_themselves_a_reserved_identity(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne, facts: dict
) -> None:
    reserved = file_one(**facts)
    with pytest.raises(NotYours):
        actions.take(reserved, actor=ana, seen_version=1)
    page = submit(desk, page_of(reserved, "asignar"), responsable=ana.public_id)
    assert page.status_code == 400
    assert "solo la coordinación la asigna" in page.text
    assert event_types(reserved) == ["filed"]
    assert "Tomarla yo" not in desk.get(page_of(reserved)).text


@pytest.mark.parametrize("who", ["inventado", "paz", "former"])
def test_only_those_who_attend_may_have_it(
    coordination: FlaskClient,
    paz: StaffUser,
    luis: StaffUser,
    complaint: ServiceRequest,
    who: str,
) -> None:
    luis.is_enabled = False
    db.session.commit()
    chosen = {"paz": paz.public_id, "former": luis.public_id}.get(who, who)
    page = submit(coordination, page_of(complaint, "asignar"), responsable=chosen)
    assert page.status_code == 400
    assert "Esa persona no atiende solicitudes." in page.text
    assert current(complaint).assignee_id is None


def test_the_page_says_who_has_it(
    coordination: FlaskClient, complaint: ServiceRequest, luis: StaffUser
) -> None:
    actions.take(complaint, actor=luis, seen_version=1)
    assert "La tiene Luis Hurtado" in coordination.get(page_of(complaint, "asignar")).text


def test_every_person_of_the_desk_is_offered(
    coordination: FlaskClient, complaint: ServiceRequest, ana: StaffUser, paz: StaffUser
) -> None:
    page = coordination.get(page_of(complaint, "asignar")).text
    assert "Ana Riascos" in page
    assert "Paz Mosquera" not in page
