"""Several requests given out in one go: who changed meanwhile is left, the rest is done."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from portal.accounts.models import StaffUser
from portal.casework import actions
from portal.extensions import db
from portal.intake.kinds import Identity
from portal.intake.models import ServiceRequest
from tests import factories
from tests.casework.conftest import FileOne
from tests.casework.counting import statements
from tests.casework.reading import current, event_types
from tests.pages import form_fields

QUEUE = "/gestion/solicitudes"


def marked(client: FlaskClient, *chosen: ServiceRequest, query: str = "") -> MultiDict:
    """The form of the queue with some requests marked, as the page now shows them."""
    page = client.get(f"{QUEUE}?{query}").text
    fields = form_fields(page, having="responsable")
    for one in chosen:
        value = f"{one.filing_number}.{one.version}"
        assert f'value="{value}"' in page
        fields.add("solicitud", value)
    return fields


def give(client: FlaskClient, fields: MultiDict, assignee: StaffUser | None) -> object:
    fields["responsable"] = assignee.public_id if assignee else ""
    return client.post(f"{QUEUE}/asignar", data=fields)


def test_the_marked_ones_are_given_and_no_other(
    coordination: FlaskClient, file_one: FileOne, luis: StaffUser
) -> None:
    first, second, other = file_one("queja"), file_one("asesoria"), file_one("asesoria")
    fields = marked(coordination, first, second, query="tipo=")
    answer = give(coordination, fields, luis)
    assert answer.status_code == 303
    assert [current(one).assignee_id for one in (first, second, other)] == [luis.id, luis.id, None]
    assert event_types(first) == event_types(second) == ["filed", "assigned"]
    assert "2 solicitudes quedaron con Luis Hurtado" in coordination.get(answer.location).text


def test_one_comes_back_to_the_same_filters(
    coordination: FlaskClient, complaint: ServiceRequest, luis: StaffUser
) -> None:
    fields = marked(coordination, complaint, query="tipo=queja&estado=abiertas")
    assert give(coordination, fields, luis).location == f"{QUEUE}?tipo=queja&estado=abiertas"


def test_who_changed_meanwhile_is_told_and_left_and_the_rest_is_done(
    coordination: FlaskClient, file_one: FileOne, ana: StaffUser, luis: StaffUser
) -> None:
    quiet, busy = file_one("queja"), file_one("asesoria")
    fields = marked(coordination, quiet, busy)
    actions.take(busy, actor=ana, seen_version=1)
    db.session.commit()
    answer = give(coordination, fields, luis)
    assert answer.status_code == 409
    assert current(quiet).assignee_id == luis.id
    assert current(busy).assignee_id == ana.id
    assert "Otra persona actuó sobre esta solicitud" in answer.text
    assert "la tiene Ana Riascos" in answer.text
    assert quiet.filing_number not in answer.text
    again = form_fields(answer.text, having="responsable")
    again.add("solicitud", f"{busy.filing_number}.{busy.version}")
    assert coordination.post(f"{QUEUE}/asignar", data=again).status_code == 303
    assert current(busy).assignee_id == luis.id


def test_what_one_may_not_give_is_left_with_its_reason(
    desk: FlaskClient, file_one: FileOne, ana: StaffUser, luis: StaffUser
) -> None:
    free, hidden = file_one("queja"), file_one("queja", identity=Identity.RESERVED)
    fields = marked(desk, free)
    assert f'value="{hidden.filing_number}.' not in desk.get(QUEUE).text
    fields.add("solicitud", f"{hidden.filing_number}.1")
    answer = give(desk, fields, ana)
    assert answer.status_code == 400
    assert "solo la coordinación la asigna" in answer.text
    assert current(hidden).assignee_id is None
    assert current(free).assignee_id == ana.id


def test_a_closed_one_is_left(coordination: FlaskClient, file_one: FileOne, ana: StaffUser) -> None:
    one = file_one("asesoria")
    fields = marked(coordination, one)
    factories.close(one, "desistida", one.received_on)
    db.session.commit()
    answer = give(coordination, fields, ana)
    assert "ya está cerrada" in answer.text
    assert current(one).assignee_id is None


@pytest.mark.parametrize("chosen", [[], [""], ["x"], ["QUE-2024-000001"], ["QUE-2024-999999.x"]])
def test_nothing_marked_brings_the_page_back(
    coordination: FlaskClient, complaint: ServiceRequest, luis: StaffUser, chosen: list[str]
) -> None:
    fields = marked(coordination, query="tipo=queja")
    fields.setlist("solicitud", chosen)
    answer = give(coordination, fields, luis)
    assert answer.status_code == 400
    assert "Marque al menos una solicitud." in answer.text
    assert complaint.filing_number in answer.text
    assert f'<option selected value="{luis.public_id}">' in answer.text


def test_a_number_that_nobody_has_is_passed_over(
    coordination: FlaskClient, complaint: ServiceRequest, luis: StaffUser
) -> None:
    fields = marked(coordination, complaint)
    fields.add("solicitud", "QUE-2024-999999.1")
    assert give(coordination, fields, luis).status_code == 303
    assert current(complaint).assignee_id == luis.id


def test_somebody_who_attends_no_requests_is_given_none(
    coordination: FlaskClient, complaint: ServiceRequest, paz: StaffUser
) -> None:
    answer = give(coordination, marked(coordination, complaint), paz)
    assert answer.status_code == 400
    assert "Esa persona no atiende solicitudes." in answer.text
    assert current(complaint).assignee_id is None


def test_they_are_read_and_locked_in_one_statement(
    coordination: FlaskClient, file_one: FileOne, luis: StaffUser
) -> None:
    few = marked(coordination, file_one("queja"))
    with statements() as some:
        give(coordination, few, luis)
    many = marked(coordination, *(file_one("asesoria") for _ in range(8)))
    with statements() as more:
        give(coordination, many, luis)
    reads = [sum(one.startswith("SELECT") for one in seen) for seen in (some, more)]
    assert reads[0] == reads[1]


@pytest.mark.slow
def test_two_who_give_out_the_same_at_once_give_each_once(
    coordination: FlaskClient, file_one: FileOne, luis: StaffUser, ana: StaffUser, follow: Callable
) -> None:
    """The second finds every one changed, and loses none of its own."""
    both, own = [file_one("queja") for _ in range(3)], file_one("asesoria")
    first = marked(coordination, *both)
    second = marked(coordination, *both, own)
    assert give(coordination, first, luis).status_code == 303
    answer = give(coordination, second, ana)
    assert answer.status_code == 409
    assert [current(one).assignee_id for one in both] == [luis.id] * 3
    assert current(own).assignee_id == ana.id


def test_where_nothing_can_be_given_nothing_is_offered(
    coordination: FlaskClient, file_one: FileOne
) -> None:
    one, closed = file_one(), file_one()
    factories.close(closed, "desistida", date(2024, 3, 5))
    db.session.commit()
    assert "Asignar las marcadas" in coordination.get(QUEUE).text
    page = coordination.get(f"{QUEUE}?estado=cerradas").text
    assert closed.filing_number in page
    assert one.filing_number not in page
    assert "Asignar las marcadas" not in page
