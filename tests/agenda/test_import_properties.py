"""What must hold for any file: order, encoding and bad rows change no figure."""

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from portal.agenda.import_activities import import_activities
from portal.agenda.import_file import read_sheet
from portal.agenda.import_requests import COLUMNS, import_requests
from portal.agenda.models import Execution
from portal.extensions import db
from portal.intake.models import ServiceRequest
from tests.agenda.spreadsheets import csv_file

# A fixture that stays over the examples is wanted here: each example rolls its changes back.
PATIENT = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
Rows = list[dict[str, str]]
DAYS = st.dates(datetime(2023, 11, 1).date(), datetime(2024, 2, 28).date())  # noqa: DTZ001


@pytest.fixture(autouse=True)
def _now(app: Flask, at: Callable[[str], datetime]) -> None:
    at("2024-06-10 09:00")


@st.composite
def registers(draw: st.DrawFn) -> tuple[Rows, Rows]:
    """Requests and the sessions that attended some of them."""
    requests = [_request(draw, f"R-{number}") for number in range(draw(st.integers(1, 12)))]
    trainings = [row for row in requests if row["tipo"] == "capacitacion"]
    sessions = []
    for number in range(draw(st.integers(0, 4)) if trainings else 0):
        day = draw(st.dates(datetime(2024, 3, 1).date(), datetime(2024, 5, 31).date()))  # noqa: DTZ001
        chosen = draw(st.lists(st.sampled_from(trainings), unique_by=lambda row: row["referencia"]))
        sessions.append(
            {
                "referencia": f"S-{number}",
                "actividad": draw(st.sampled_from(["", "2", "7"])),
                "fecha": day.isoformat(),
                "evidencia": draw(st.sampled_from(["", "acta"])),
                "solicitudes": draw(st.sampled_from(";,| ")).join(
                    row["referencia"] for row in chosen
                ),
            }
        )
    return requests, sessions


def _request(draw: st.DrawFn, reference: str) -> dict[str, str]:
    row = {
        "referencia": reference,
        "tipo": draw(st.sampled_from(["capacitacion", "asesoria", "queja"])),
        "recibida_en": draw(DAYS).isoformat(),
        "desenlace": "",
        "cerrada_en": "",
        "evidencia": "",
    }
    outcome = draw(st.sampled_from(["", "atendida", "desistida", "duplicada", "trasladada"]))
    if outcome:
        row |= {"desenlace": outcome, "cerrada_en": "2024-03-15", "evidencia": "oficio"}
    return row


def facts() -> tuple[Counter[Any], Counter[Any]]:
    """All that the figures can depend on, without numbers or names of rows."""
    attended = select(
        ServiceRequest.external_reference,
        ServiceRequest.kind,
        ServiceRequest.received_on,
        ServiceRequest.outcome,
        ServiceRequest.closed_on,
        ServiceRequest.attended_by_import,
        Execution.external_reference,
        Execution.evidence_count,
    ).outerjoin(Execution, Execution.id == ServiceRequest.closing_execution_id)
    held = select(Execution.external_reference, Execution.activity_number, Execution.takes_place_on)
    rows, executions = db.session.execute(attended), db.session.execute(held)
    return Counter(map(tuple, rows)), Counter(map(tuple, executions))


def take(requests: Rows, sessions: Rows) -> Any:
    """The facts after both imports, which are then undone."""
    report = import_requests(csv_file(requests), partial=False)
    assert not report.problems
    if sessions:
        assert not import_activities(csv_file(sessions), partial=False).problems
    found = facts()
    db.session.rollback()
    return found


@PATIENT
@given(register=registers(), seed=st.integers())
def test_the_order_of_the_rows_changes_nothing_that_counts(
    register: tuple[Rows, Rows], seed: int
) -> None:
    requests, sessions = register
    shuffled = [random.Random(seed).sample(rows, len(rows)) for rows in register]
    assert take(requests, sessions) == take(*shuffled)


@PATIENT
@given(register=registers())
def test_importing_the_same_again_changes_nothing(register: tuple[Rows, Rows]) -> None:
    for rows, bring in zip(register, (import_requests, import_activities), strict=True):
        if rows:
            bring(csv_file(rows), partial=False)
    before = facts()
    for rows, bring in zip(register, (import_requests, import_activities), strict=True):
        if rows:
            again = bring(csv_file(rows), partial=False)
            assert (again.taken, len(again.left) >= len(rows)) == (0, True)
    assert facts() == before
    db.session.rollback()


# What a cell may hold in Windows-1252 too; lines in a cell end as the file's lines do.
TEXT = st.text(
    st.characters(codec="cp1252", exclude_categories=("Cc", "Cs"), exclude_characters="\xa0")
    | st.sampled_from(';,"\n'),
    max_size=30,
).map(str.strip)


@PATIENT
@given(
    cells=st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=5),
    separator=st.sampled_from(";,"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
)
def test_any_text_survives_every_encoding_and_separator(
    cells: list[list[str]], separator: str, encoding: str
) -> None:
    columns = ("referencia", "asunto", "descripcion")
    rows = [dict(zip(columns, row, strict=True)) for row in cells]
    content = csv_file(rows, separator=separator, encoding=encoding)
    # A few texts of Windows-1252 are other texts in UTF-8: nobody could tell.
    assume(encoding != "cp1252" or content.isascii() or not _is_utf8(content))
    sheet = read_sheet(content, known=COLUMNS, required=columns[:1])
    written = [{name: text for name, text in row.items() if text} for row in rows]
    assert [row.cells for row in sheet.rows] == [row for row in written if row]


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@pytest.fixture
def spoilers() -> Iterator[dict[str, str]]:
    return itertools.cycle(
        [
            {"tipo": "fiesta"},
            {"recibida_en": "2025-01-01"},
            {"desenlace": "desistida", "cerrada_en": ""},
            {"referencia": ""},
        ]
    )


@PATIENT
@given(register=registers(), bad=st.lists(st.integers(0, 11), min_size=1, unique=True))
def test_a_file_with_bad_rows_is_never_half_taken(
    spoilers: Iterator[dict[str, str]], register: tuple[Rows, Rows], bad: list[int]
) -> None:
    requests, _ = register
    spoilt = {number % len(requests) for number in bad}
    rows = [
        row | next(spoilers) if number in spoilt else row for number, row in enumerate(requests)
    ]
    report = import_requests(csv_file(rows), partial=False)
    assert (report.taken, report.bad_rows) == (0, len(spoilt))
    assert not db.session.execute(select(func.count(ServiceRequest.id))).scalar_one()
    partial = import_requests(csv_file(rows), partial=True)
    assert (partial.taken, partial.bad_rows) == (len(rows) - len(spoilt), len(spoilt))
    db.session.rollback()
