"""Two people who act on the same session, request or file at the same instant."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal.accounts.models import StaffUser
from portal.agenda.cli_import import import_group
from portal.agenda.models import Execution
from portal.extensions import db
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest
from tests.agenda.sessions import address, planned, training
from tests.agenda.spreadsheets import csv_file
from tests.agenda.test_evidence import events_of
from tests.casework.test_races import CLOSE, ROUNDS, browsers, send_together, together

__all__ = ["browsers"]

pytestmark = pytest.mark.slow

HELD = {"fecha": "2024-06-07", "evidencia": "Acta 7"}
CLOSED = CLOSE | {"cerrada_en": "2024-06-09"}


def again(id_: int, model: type[Any] = ServiceRequest) -> Any:
    """As it is now: the sessions of the tests end with each round."""
    return db.session.get(model, id_)


def test_two_who_record_a_session_record_it_once(
    app: Flask, browsers: list[FlaskClient], ana: StaffUser
) -> None:
    staff_id = ana.id
    for _ in range(ROUNDS):
        id_ = training().id
        execution = planned(again(staff_id, StaffUser), again(id_))
        execution_id, page = execution.id, address(execution, "realizada")
        statuses = send_together(app, browsers, [(page, HELD), (page, HELD)])
        assert sorted(statuses) == [303, 409]
        assert again(execution_id, Execution).evidence_count == 1
        assert events_of(again(id_)) == ["closed"]


def test_two_sessions_attend_a_request_once(
    app: Flask, browsers: list[FlaskClient], ana: StaffUser
) -> None:
    staff_id = ana.id
    for _ in range(ROUNDS):
        id_ = training().id
        sessions = [planned(again(staff_id, StaffUser), again(id_)) for _ in range(2)]
        ids = {session.id for session in sessions}
        sent = [(address(session, "realizada"), HELD) for session in sessions]
        assert send_together(app, browsers, sent) == [303, 303]
        assert again(id_).closing_execution_id in ids
        assert events_of(again(id_)) == ["closed"]


def test_a_session_and_a_closing_by_hand_close_a_request_once(
    app: Flask, browsers: list[FlaskClient], ana: StaffUser
) -> None:
    staff_id = ana.id
    for _ in range(ROUNDS):
        service_request = training()
        id_, number = service_request.id, service_request.filing_number
        session = planned(again(staff_id, StaffUser), service_request)
        by_hand = f"/gestion/solicitudes/{number}/cerrar"
        sent = [(address(session, "realizada"), HELD), (by_hand, CLOSED)]
        held, closed = send_together(app, browsers, sent)
        assert held == 303
        # Whoever came second found it closed: the session leaves it, the desk is told.
        assert closed == (409 if again(id_).outcome is Outcome.ATTENDED else 303)
        assert events_of(again(id_)) == ["closed"]


def test_the_same_file_imported_twice_at_once_is_taken_once(
    app: Flask, tmp_path: Any, browsers: list[FlaskClient]
) -> None:
    rows = [
        {"referencia": f"T-{n}", "tipo": "queja", "recibida_en": "2024-03-05"} for n in range(60)
    ]
    file = tmp_path / "registro.csv"
    file.write_bytes(csv_file(rows))
    db.session.remove()
    run: Callable[[], Any] = lambda: app.test_cli_runner().invoke(  # noqa: E731
        import_group, ["requests", str(file)]
    )
    results = together([run, run])
    assert all(result.exception is None or result.exit_code == 1 for result in results)
    found = db.session.execute(select(ServiceRequest.filing_sequence)).scalars().all()
    assert sorted(found) == list(range(1, 61))
    assert db.session.execute(select(func.count(Execution.id))).scalar_one() == 0
