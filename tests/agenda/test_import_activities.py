"""``flask import activities``."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.agenda.models import Evidence, Execution, RequestedAttendance
from portal.extensions import db
from portal.intake.kinds import Outcome, RequestKind
from portal.intake.models import RequestEvent, ServiceRequest
from portal.notices.models import OutboxMessage
from tests.agenda.spreadsheets import excel_file
from tests.factories import make_plan, make_request

Bring = Callable[..., Any]

VISIT = {
    "referencia": "A-1",
    "actividad": "4",
    "fecha": "2024-03-20",
    "titulo": "Control al acueducto",
    "lugar": "Planta de Venecia",
    "participantes": "12",
    "evidencia": "Acta 7",
}
SESSION = {"referencia": "S-1", "fecha": "2024-03-28", "evidencia": "Lista de asistencia"}


@pytest.fixture(autouse=True)
def _now(app: object, at: Callable[[str], datetime]) -> None:
    at("2024-06-10 09:00")


def by_reference(reference: str) -> Execution:
    query = select(Execution).where(Execution.external_reference == reference)
    return db.session.execute(query).scalar_one()


def count(model: type[Any]) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def training(reference: str = "T-1", **facts: Any) -> ServiceRequest:
    return make_request(RequestKind.TRAINING, external_reference=reference, **facts)


def test_an_activity_is_recorded_as_held(bring: Bring) -> None:
    result = bring("activities", [VISIT])
    assert result.exit_code == 0, result.output
    assert "Tomadas: 1 actividades." in result.output
    found = by_reference("A-1")
    assert found.counts
    assert (found.activity_number, found.takes_place_on) == (4, date(2024, 3, 20))
    assert (found.title, found.place, found.people_reached) == (
        "Control al acueducto",
        "Planta de Venecia",
        12,
    )
    assert [evidence.reference for evidence in found.evidences] == ["Acta 7"]


def test_without_evidence_it_does_not_count(bring: Bring) -> None:
    bring("activities", [{**VISIT, "evidencia": ""}])
    assert not by_reference("A-1").counts
    assert count(Evidence) == 0


def test_numbers_of_a_book_and_times_are_read(bring: Bring) -> None:
    row = {**VISIT, "actividad": 3, "participantes": 40, "fecha": datetime(2024, 3, 20, 15, 30)}  # noqa: DTZ001
    assert bring("activities", excel_file([row])).exit_code == 0
    found = by_reference("A-1")
    assert (found.activity_number, found.people_reached, found.starts_at) == (3, 40, time(15, 30))


def test_a_session_closes_the_open_requests_that_it_attended(bring: Bring) -> None:
    first, second = training("T-1"), training("T-2")
    result = bring("activities", [{**SESSION, "solicitudes": "T-1; T-2"}])
    assert result.exit_code == 0, result.output
    session = by_reference("S-1")
    for service_request in (first, second):
        db.session.refresh(service_request)
        assert service_request.outcome is Outcome.ATTENDED
        assert service_request.closed_on == date(2024, 3, 28)
        assert service_request.closing_execution_id == session.id
        assert not service_request.attended_by_import
    assert session.activity_number is None
    assert count(RequestedAttendance) == 2
    assert count(OutboxMessage) == 0
    assert count(RequestEvent) == 2


@pytest.mark.parametrize("cell", ["T-1,T-2", "T-1|T-2", "T-1 T-2", " T-1 ;; T-2 | T-1", "T-1\nT-2"])
def test_references_may_be_separated_in_any_way(bring: Bring, cell: str) -> None:
    requests = [training("T-1"), training("T-2")]
    bring("activities", [{**SESSION, "solicitudes": cell}])
    for service_request in requests:
        db.session.refresh(service_request)
    assert all(service_request.is_closed for service_request in requests)


def test_a_request_may_be_named_by_its_filing_number(bring: Bring) -> None:
    service_request = make_request(RequestKind.TRAINING)
    bring("activities", [{**SESSION, "solicitudes": service_request.filing_number}])
    db.session.refresh(service_request)
    assert service_request.is_closed


def test_a_closed_request_is_left_and_reported(bring: Bring) -> None:
    service_request = training("T-1", outcome="desistida", closed_on=date(2024, 3, 6))
    result = bring("activities", [{**SESSION, "solicitudes": "T-1"}])
    assert result.exit_code == 0
    assert "Línea 2, solicitudes: «T-1» ya estaba cerrada; se dejó como está." in result.output
    db.session.refresh(service_request)
    assert service_request.outcome is Outcome.WITHDRAWN
    assert by_reference("S-1").counts


def test_of_two_sessions_the_earlier_closes_the_request(bring: Bring) -> None:
    service_request = training("T-1")
    later = {**SESSION, "referencia": "S-2", "fecha": "2024-04-10", "solicitudes": "T-1"}
    result = bring("activities", [later, {**SESSION, "solicitudes": "T-1"}])
    db.session.refresh(service_request)
    assert service_request.closed_on == date(2024, 3, 28)
    assert "Línea 2, solicitudes: «T-1» ya estaba cerrada" in result.output


def test_attended_on_the_day_of_reception_is_fine(bring: Bring) -> None:
    service_request = training(received_at=datetime(2024, 3, 28, 20, tzinfo=UTC))
    assert bring("activities", [{**SESSION, "solicitudes": "T-1"}]).exit_code == 0
    db.session.refresh(service_request)
    assert service_request.closed_on == date(2024, 3, 28)


def test_a_reference_seen_before_is_left_and_reported(bring: Bring) -> None:
    bring("activities", [VISIT])
    result = bring("activities", [{**VISIT, "titulo": "Otra"}, {**VISIT, "referencia": "A-2"}])
    assert "Línea 2, referencia: «A-1» ya estaba; se dejó como está." in result.output
    assert by_reference("A-1").title == "Control al acueducto"
    assert by_reference("A-2").counts


def test_a_left_session_closes_nothing(bring: Bring) -> None:
    service_request = training("T-1")
    bring("activities", [SESSION])
    bring("activities", [{**SESSION, "solicitudes": "T-1"}])
    db.session.refresh(service_request)
    assert not service_request.is_closed


def test_a_year_with_a_plan_follows_it_and_others_the_usual_numbers(bring: Bring) -> None:
    make_plan(2024, [(9, [], [], 100, [3])])
    rows = [{**VISIT, "actividad": "9"}, {**VISIT, "referencia": "B", "fecha": "2023-03-20"}]
    assert bring("activities", rows).exit_code == 0
    assert "Línea 2, actividad: " in bring("activities", [{**VISIT, "referencia": "C"}]).output


BAD = [
    ("referencia", {**VISIT, "referencia": ""}),
    ("actividad", {**VISIT, "actividad": "1"}),
    ("actividad", {**VISIT, "actividad": "6"}),
    ("actividad", {**VISIT, "actividad": "8"}),
    ("actividad", {**VISIT, "actividad": "dos"}),
    ("fecha", {**VISIT, "fecha": ""}),
    ("fecha", {**VISIT, "fecha": "2024-06-11"}),
    ("fecha", {**VISIT, "fecha": "2024-06-10T09:01"}),
    ("participantes", {**VISIT, "participantes": "muchos"}),
    ("solicitudes", {**SESSION, "solicitudes": "T-404"}),
    ("solicitudes", {**SESSION, "solicitudes": "Q-1"}),
    ("solicitudes", {**SESSION, "fecha": "2024-03-04", "solicitudes": "T-1"}),
]


@pytest.mark.parametrize(("column", "row"), BAD)
def test_a_bad_row_keeps_the_whole_file_out(bring: Bring, column: str, row: dict[str, str]) -> None:
    make_plan()
    service_request = training("T-1")
    make_request(RequestKind.COMPLAINT, external_reference="Q-1")
    good = {**SESSION, "referencia": "S-9", "solicitudes": "T-1"}
    result = bring("activities", [good, row])
    assert result.exit_code == 1
    assert f"Línea 3, {column}: " in result.output
    assert count(Execution) == 0
    db.session.refresh(service_request)
    assert not service_request.is_closed


def test_with_partial_a_bad_reference_leaves_only_its_row_out(bring: Bring) -> None:
    first, second = training("T-1"), training("T-2")
    rows = [
        {**SESSION, "solicitudes": "T-1"},
        {**SESSION, "referencia": "S-2", "solicitudes": "T-2 T-404"},
    ]
    result = bring("activities", rows, "--partial")
    assert result.exit_code == 0
    assert "Tomadas: 1 actividades. Filas malas: 1." in result.output
    db.session.refresh(first)
    db.session.refresh(second)
    assert first.is_closed
    assert not second.is_closed
