from datetime import date

from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import actions_closing
from portal.extensions import db
from portal.intake.kinds import Outcome, RequestStatus, ToldBy
from portal.intake.models import ServiceRequest
from tests import factories
from tests.casework.reading import closings, current, event_types, mails, messages, page_of
from tests.pages import submit


def test_what_closed_it_stays_on_record_and_counts_no_more(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    actions_closing.transfer(
        complaint,
        actor=ana,
        seen_version=1,
        body="superservicios",
        told_on=date(2024, 3, 5),
        told_by=ToldBy.LETTER,
        answer="La pasamos",
    )
    answer = submit(desk, page_of(complaint, "reabrir"), motivo="La devolvieron")
    assert answer.status_code == 303
    reopened = current(complaint)
    assert reopened.status is RequestStatus.IN_PROGRESS
    emptied = (
        "outcome closed_on closed_recorded_at told_by transferred_to closing_execution_id"
        " duplicate_of_id"
    )
    assert [getattr(reopened, name) for name in emptied.split()] == [None] * 7
    assert not reopened.attended_by_import
    assert len(closings(complaint)) == 1
    assert event_types(complaint) == ["filed", "closed", "reopened"]
    assert messages(complaint)[-1].is_internal
    assert len(mails(complaint)) == 2
    page = desk.get(page_of(complaint)).text
    assert "Cierres anteriores" in page
    assert "La devolvieron" in page


def test_closed_again_its_new_day_counts(ana: StaffUser, advice: ServiceRequest, today) -> None:
    closing = {"outcome": Outcome.ATTENDED, "told_by": ToldBy.LETTER, "answer": "Sí"}
    closing |= {"actor": ana, "evidence_reference": "Acta 1"}
    actions_closing.close(advice, seen_version=1, closed_on=date(2024, 3, 5), **closing)
    today("2024-04-20 10:00")
    actions_closing.reopen(advice, actor=ana, seen_version=2, reason="Faltó una hoja")
    actions_closing.close(advice, seen_version=3, closed_on=date(2024, 4, 20), **closing)
    assert advice.closed_on == date(2024, 4, 20)
    assert len(closings(advice)) == 2


def test_a_session_closes_no_longer_what_was_reopened(
    ana: StaffUser, training: ServiceRequest
) -> None:
    session = factories.make_execution(takes_place_on=date(2024, 3, 5))
    actions_closing.close_attended_by_session(
        training, execution_id=session.id, held_on=date(2024, 3, 5), actor=ana
    )
    actions_closing.reopen(training, actor=ana, seen_version=2, reason="Vino otra gente")
    db.session.flush()
    assert training.closing_execution_id is None


def test_an_open_request_cannot_be_opened(desk: FlaskClient, complaint: ServiceRequest) -> None:
    page = desk.get(page_of(complaint, "reabrir"))
    assert "La solicitud está abierta." in page.text


def test_a_reason_is_needed(desk: FlaskClient, ana: StaffUser, advice: ServiceRequest) -> None:
    actions_closing.close(
        advice,
        actor=ana,
        seen_version=1,
        outcome=Outcome.WITHDRAWN,
        closed_on=date(2024, 3, 5),
        reason="No volvió",
    )
    page = submit(desk, page_of(advice, "reabrir"), motivo=" ")
    assert page.status_code == 400
    assert "Escriba por qué." in page.text
    assert current(advice).is_closed
