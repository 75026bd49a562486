"""Taking a request out of the figures takes two people."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import actions_closing, actions_exclusion, queries
from portal.casework.rules_closing import ExclusionRefused
from portal.extensions import db
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest
from tests.casework.conftest import FileOne
from tests.casework.reading import closings, current, event_types, events, page_of
from tests.pages import submit


@pytest.fixture
def other_desk(staff_client: Callable, luis: StaffUser) -> FlaskClient:
    """Luis's browser."""
    return staff_client(luis)


@pytest.fixture
def excluded(file_one: FileOne, ana: StaffUser, luis: StaffUser) -> ServiceRequest:
    one = file_one()
    actions_exclusion.propose_exclusion(
        one, actor=ana, seen_version=1, outcome=Outcome.NOT_VALID, reason="Prueba"
    )
    actions_exclusion.confirm_exclusion(one, actor=luis, seen_version=2)
    db.session.commit()
    return one


def propose(desk: FlaskClient, one: ServiceRequest, **typed: str):
    typed = {"desenlace": "no_valida", "motivo": "Es publicidad de un banco"} | typed
    return submit(desk, page_of(one, "excluir"), **typed)


def test_until_confirmed_it_counts_as_open(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    assert propose(desk, complaint).status_code == 303
    assert not current(complaint).is_closed
    assert complaint.outcome is None
    assert complaint.proposed_outcome is Outcome.NOT_VALID
    assert complaint.proposed_by_id == ana.id
    assert complaint.filing_number in desk.get("/gestion/solicitudes?estado=por_confirmar").text
    assert closings(complaint) == []


def test_another_person_confirms_and_it_closes_today(
    desk: FlaskClient, other_desk: FlaskClient, complaint: ServiceRequest, today: Callable
) -> None:
    propose(desk, complaint)
    today("2024-05-07 09:00")
    page = other_desk.get(page_of(complaint, "excluir/confirmar")).text
    assert "Es publicidad de un banco" in page
    answer = submit(other_desk, page_of(complaint, "excluir/confirmar"), decision="excluir")
    assert answer.status_code == 303
    assert current(complaint).outcome is Outcome.NOT_VALID
    assert complaint.closed_on.isoformat() == "2024-05-07"
    assert complaint.proposed_outcome is None
    assert event_types(complaint) == ["filed", "exclusion_proposed", "closed"]


def test_nobody_confirms_what_they_proposed(desk: FlaskClient, complaint: ServiceRequest) -> None:
    propose(desk, complaint)
    page = submit(desk, page_of(complaint, "excluir/confirmar"), decision="excluir")
    assert page.status_code == 400
    assert "Usted la propuso: la confirma otra persona." in page.text
    assert not current(complaint).is_closed


def test_an_unknown_decision_decides_nothing(
    desk: FlaskClient, other_desk: FlaskClient, complaint: ServiceRequest
) -> None:
    propose(desk, complaint)
    answer = submit(other_desk, page_of(complaint, "excluir/confirmar"), decision="x")
    assert answer.status_code == 400
    assert "Elija una opción." in answer.text
    assert current(complaint).proposed_outcome is Outcome.NOT_VALID


def test_the_proposal_can_be_refused_with_a_reason_and_taken_back(
    desk: FlaskClient, other_desk: FlaskClient, complaint: ServiceRequest
) -> None:
    propose(desk, complaint)
    address = page_of(complaint, "excluir/confirmar")
    blank = submit(other_desk, address, decision="seguir")
    assert "Escriba por qué sigue abierta." in blank.text
    submit(other_desk, address, decision="seguir", motivo="Sí es una queja")
    assert current(complaint).proposed_outcome is None
    propose(desk, complaint)
    submit(desk, address, decision="seguir", motivo="Me equivoqué")
    assert current(complaint).proposed_outcome is None
    assert event_types(complaint)[1:] == ["exclusion_proposed", "exclusion_refused"] * 2


def test_a_duplicate_names_the_one_that_stays(
    desk: FlaskClient, other_desk: FlaskClient, file_one: FileOne
) -> None:
    first, second = file_one(), file_one()
    propose(desk, second, desenlace="duplicada", duplicada_de=first.filing_number.lower())
    assert current(second).duplicate_of_id == first.id
    submit(other_desk, page_of(second, "excluir/confirmar"), decision="excluir")
    assert current(second).outcome is Outcome.DUPLICATE
    assert second.duplicate_of_id == first.id
    assert events(second)[1].details["duplicate_of"] == first.filing_number


@pytest.mark.parametrize(
    ("original", "message"),
    [
        ("", "Escriba el radicado de la que queda."),
        ("QUE-2024-000999", "No hay ninguna solicitud con ese radicado."),
        ("self", "Es el radicado de esta misma solicitud."),
        ("excluded", "también está excluida"),
    ],
)
def test_a_duplicate_of_nothing_is_refused_and_the_reason_stays(
    desk: FlaskClient, excluded: ServiceRequest, file_one: FileOne, original: str, message: str
) -> None:
    complaint = file_one()
    numbers = {"self": complaint.filing_number, "excluded": excluded.filing_number}
    page = propose(
        desk, complaint, desenlace="duplicada", duplicada_de=numbers.get(original, original)
    )
    assert page.status_code == 400
    assert message in page.text
    assert "Es publicidad de un banco" in page.text
    assert current(complaint).proposed_outcome is None


def test_of_two_equal_requests_one_stays(
    ana: StaffUser, luis: StaffUser, file_one: FileOne
) -> None:
    first, second = file_one(), file_one()
    for one, other in ((first, second), (second, first)):
        actions_exclusion.propose_exclusion(
            one,
            actor=ana,
            seen_version=1,
            outcome=Outcome.DUPLICATE,
            reason="Son iguales",
            duplicate_of=other,
        )
    actions_exclusion.confirm_exclusion(first, actor=luis, seen_version=2, duplicate_of=second)
    db.session.commit()
    locked = queries.lock_with_original(second.filing_number)
    with pytest.raises(ExclusionRefused):
        actions_exclusion.confirm_exclusion(
            locked, actor=luis, seen_version=2, duplicate_of=locked.duplicate_of
        )


def test_only_an_exclusion_can_be_proposed(ana: StaffUser, complaint: ServiceRequest) -> None:
    with pytest.raises(ExclusionRefused):
        actions_exclusion.propose_exclusion(
            complaint, actor=ana, seen_version=1, outcome=Outcome.ATTENDED, reason="No"
        )


def test_there_is_one_proposal_at_a_time(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    propose(desk, complaint)
    with pytest.raises(ExclusionRefused):
        actions_exclusion.propose_exclusion(
            current(complaint),
            actor=ana,
            seen_version=2,
            outcome=Outcome.NOT_VALID,
            reason="Otra vez",
        )


def test_without_a_proposal_there_is_nothing_to_decide(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    page = desk.get(page_of(complaint, "excluir/confirmar"))
    assert "No hay ninguna exclusión propuesta." in page.text


def test_a_reopened_exclusion_counts_again(
    desk: FlaskClient, other_desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    propose(desk, complaint)
    submit(other_desk, page_of(complaint, "excluir/confirmar"), decision="excluir")
    actions_closing.reopen(current(complaint), actor=ana, seen_version=3, reason="Era real")
    assert complaint.outcome is None
    assert complaint.duplicate_of_id is None
    assert len(closings(complaint)) == 1
