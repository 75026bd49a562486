"""What a request counts as: every outcome, and what may happen to it afterwards."""

from datetime import date
from typing import Any

import pytest

from portal.agenda.models import Execution
from portal.extensions import db
from portal.indicators.queries import figures_for, rows_for
from portal.indicators.rules_rows import Reason
from tests.factories import (
    instant,
    make_attended_training,
    make_plan,
    make_request,
    make_staff,
    reopen,
)

RECEIVED, CLOSED = date(2024, 3, 5), date(2024, 3, 20)


@pytest.fixture(autouse=True)
def plan(app: Any) -> None:
    make_plan(2024)


def terms(number: int, month: int = 3, year: int = 2024) -> tuple[int, int]:
    """Numerator and denominator of the month."""
    figures = {each.indicator.number: each for each in figures_for(year, month).indicators}
    return figures[number].month.count.numerator, figures[number].month.count.denominator


def reasons(number: int, month: int = 3) -> list[Reason]:
    indicator = figures_for(2024, month).indicators[number - 1].indicator
    return [row.reason for row in rows_for(indicator, 2024, month)]


@pytest.mark.parametrize("kind", ["asesoria", "queja"])
@pytest.mark.parametrize(
    ("outcome", "counted", "reason"),
    [
        (None, (0, 1), "abierta"),
        ("atendida", (1, 1), "cuenta"),
        ("trasladada", (1, 1), "cuenta"),
        ("desistida", (0, 1), "desenlace_no_cuenta"),
        ("no_atendida", (0, 1), "desenlace_no_cuenta"),
        ("duplicada", (0, 0), "excluida_duplicada"),
        ("no_valida", (0, 0), "excluida_no_valida"),
    ],
)
def test_each_outcome_of_advice_and_complaints(
    kind: str, outcome: str | None, counted: tuple[int, int], reason: str
) -> None:
    make_request(kind, received_on=RECEIVED, outcome=outcome, closed_on=outcome and CLOSED)
    assert terms(6) == counted
    assert reasons(6) == [reason]
    assert terms(1) == (0, 0)


@pytest.mark.parametrize(
    ("outcome", "counted", "reason"),
    [
        (None, (0, 1), "abierta"),
        ("trasladada", (0, 1), "desenlace_no_cuenta"),
        ("desistida", (0, 1), "desenlace_no_cuenta"),
        ("no_atendida", (0, 1), "desenlace_no_cuenta"),
        ("duplicada", (0, 0), "excluida_duplicada"),
        ("no_valida", (0, 0), "excluida_no_valida"),
    ],
)
def test_each_outcome_of_training(
    outcome: str | None, counted: tuple[int, int], reason: str
) -> None:
    make_request(
        "capacitacion", received_on=RECEIVED, outcome=outcome, closed_on=outcome and CLOSED
    )
    assert terms(1) == counted
    assert reasons(1) == [reason]
    assert terms(6) == (0, 0)


def test_attended_training_counts_through_its_session() -> None:
    make_attended_training(instant(RECEIVED), CLOSED)
    assert terms(1) == (1, 1)


def test_attended_training_without_a_session_does_not_count() -> None:
    make_request("capacitacion", received_on=RECEIVED, outcome="atendida", closed_on=CLOSED)
    assert terms(1) == (0, 1)
    assert reasons(1) == [Reason.NO_SESSION]


def test_training_imported_as_attended_counts() -> None:
    make_request(
        "capacitacion",
        received_on=RECEIVED,
        outcome="atendida",
        closed_on=CLOSED,
        attended_by_import=True,
    )
    assert terms(1) == (1, 1)


@pytest.mark.parametrize("loss", ["annulled", "evidence", "not held"])
def test_a_session_that_no_longer_stands_takes_its_requests_along(loss: str) -> None:
    request = make_attended_training(instant(RECEIVED), CLOSED)
    session = db.session.get(Execution, request.closing_execution_id)
    assert session is not None
    if loss == "annulled":
        session.annulled_at, session.annulment_reason = instant(date(2024, 6, 1)), "No se hizo."
    elif loss == "evidence":
        session.evidence_count = 0
    else:
        session.status, session.held_recorded_at = "prevista", None  # type: ignore[assignment]
    db.session.flush()
    assert terms(1) == (0, 1)
    assert reasons(1) == [Reason.NO_SESSION]


def test_a_proposed_exclusion_counts_as_open() -> None:
    staff = make_staff()
    make_request(received_on=RECEIVED, proposed_outcome="duplicada", proposed_by_id=staff.id)
    assert terms(6) == (0, 1)
    assert reasons(6) == [Reason.OPEN]


def test_a_suspect_request_counts() -> None:
    make_request(received_on=RECEIVED, is_suspect=True)
    assert terms(6) == (0, 1)


def test_a_reopened_request_leaves_the_numerator_of_every_month() -> None:
    request = make_request(received_on=RECEIVED, outcome="atendida", closed_on=CLOSED)
    reopen(request)
    assert terms(6) == (0, 1)
    assert figures_for(2024, 12).indicators[5].to_date.count.numerator == 0
