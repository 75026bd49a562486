"""Closings that the agenda and the imports make."""

from datetime import date

import pytest

from portal.accounts.models import StaffUser
from portal.casework import actions_closing, actions_exclusion
from portal.casework.rules import TransitionRefused
from portal.casework.rules_closing import ClosingRefused
from portal.extensions import db
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest
from tests import factories
from tests.casework.reading import closings, current, events, mails

DAY = date(2024, 3, 20)


def hold(service_request: ServiceRequest, held_on: date = DAY, actor: StaffUser | None = None):
    session = factories.make_execution(takes_place_on=held_on)
    return actions_closing.close_attended_by_session(
        service_request, execution_id=session.id, held_on=held_on, actor=actor
    )


def test_a_held_session_attends_a_training_request_on_its_day(
    ana: StaffUser, training: ServiceRequest, today
) -> None:
    today("2024-04-01 08:00")
    hold(training, actor=ana)
    db.session.commit()
    assert current(training).outcome is Outcome.ATTENDED
    assert training.closed_on == DAY
    assert training.closing_execution_id
    assert not training.attended_by_import
    event = events(training)[-1]
    assert event.acted_on == DAY
    assert event.details["execution_id"] == training.closing_execution_id
    assert len(mails(training)) == 1


@pytest.mark.parametrize("held_on", [date(2024, 3, 4), date(2024, 4, 2)])
def test_no_session_before_reception_or_in_the_future(
    training: ServiceRequest, today, held_on: date
) -> None:
    today("2024-04-01 08:00")
    with pytest.raises(ClosingRefused):
        hold(training, held_on)


def test_a_session_attends_nothing_but_training(advice: ServiceRequest, today) -> None:
    today("2024-04-01 08:00")
    with pytest.raises(ClosingRefused):
        hold(advice)


def test_a_closed_request_is_left(training: ServiceRequest, today) -> None:
    today("2024-04-01 08:00")
    hold(training)
    with pytest.raises(TransitionRefused):
        hold(training)


def test_who_was_attended_had_asked_for_something(
    ana: StaffUser, training: ServiceRequest, today
) -> None:
    today("2024-04-01 08:00")
    actions_exclusion.propose_exclusion(
        training, actor=ana, seen_version=1, outcome=Outcome.NOT_VALID, reason="Prueba"
    )
    hold(training)
    db.session.commit()
    assert current(training).proposed_outcome is None
    assert training.outcome is Outcome.ATTENDED


def test_an_imported_training_counts_through_its_evidence(training: ServiceRequest) -> None:
    actions_closing.close_imported(
        training,
        outcome=Outcome.ATTENDED,
        closed_on=date(2024, 3, 5),
        evidence_reference="Carpeta 8",
    )
    db.session.commit()
    assert current(training).attended_by_import
    assert training.told_by is None
    assert closings(training)[0].evidence_reference == "Carpeta 8"
    assert mails(training) == []
    assert events(training)[-1].details == {"outcome": "atendida", "imported": True}


def test_an_imported_advice_needs_no_session(advice: ServiceRequest) -> None:
    actions_closing.close_imported(
        advice,
        outcome=Outcome.ATTENDED,
        closed_on=date(2024, 3, 5),
        evidence_reference="Carpeta 8",
    )
    db.session.commit()
    assert not current(advice).attended_by_import


@pytest.mark.parametrize("outcome", [Outcome.DUPLICATE, Outcome.NOT_VALID])
def test_an_imported_exclusion_counts_as_confirmed(
    complaint: ServiceRequest, outcome: Outcome
) -> None:
    actions_closing.close_imported(complaint, outcome=outcome, closed_on=date(2024, 3, 5))
    db.session.commit()
    assert current(complaint).outcome is outcome


@pytest.mark.parametrize(
    ("outcome", "closed_on", "evidence"),
    [
        (Outcome.ATTENDED, date(2024, 3, 5), None),
        (Outcome.WITHDRAWN, date(2024, 3, 6), None),
        (Outcome.WITHDRAWN, date(2024, 3, 4), None),
    ],
)
def test_an_import_that_cannot_be_is_refused(
    advice: ServiceRequest, outcome: Outcome, closed_on: date, evidence: str | None
) -> None:
    with pytest.raises(ClosingRefused):
        actions_closing.close_imported(
            advice, outcome=outcome, closed_on=closed_on, evidence_reference=evidence
        )
