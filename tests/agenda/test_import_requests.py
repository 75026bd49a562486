"""``flask import requests``."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.casework.models import Closing
from portal.extensions import db
from portal.intake.kinds import Channel, Identity, Outcome, RequestStatus
from portal.intake.models import RequestEvent, ServiceRequest
from portal.intake.models_private import PersonIndex, RequestContent, Requester
from portal.notices.models import OutboxMessage
from tests.agenda.spreadsheets import csv_file, excel_file

Bring = Callable[..., Any]

TRAINING = {"referencia": "T-1", "tipo": "capacitacion", "recibida_en": "2024-03-05T14:30"}
ATTENDED = {
    **TRAINING,
    "desenlace": "atendida",
    "cerrada_en": "2024-03-28",
    "evidencia": "Acta 14, carpeta 3",
}


@pytest.fixture(autouse=True)
def _now(at: Callable[[str], datetime]) -> None:
    at("2024-06-10 09:00")


def by_reference(reference: str) -> ServiceRequest:
    query = select(ServiceRequest).where(ServiceRequest.external_reference == reference)
    return db.session.execute(query).scalar_one()


def count(model: type[Any]) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def test_a_request_is_filed_with_all_that_its_row_says(bring: Bring) -> None:
    row = {
        **TRAINING,
        "tema": "Veeduría",
        "canal": "Presencial",
        "territorio": "Comuna 5",
        "nombre": "Rosa Angulo",
        "documento_tipo": "Cédula",
        "documento_numero": "31.456.789",
        "telefono": "315 555 0123",
        "correo": "rosa@ejemplo.co",
        "asunto": "Taller para la junta",
        "descripcion": "Queremos vigilar la obra.",
    }
    result = bring("requests", [row])
    assert result.exit_code == 0, result.output
    assert "Tomadas: 1 solicitudes. Filas malas: 0." in result.output
    found = by_reference("T-1")
    assert (found.filing_number, found.topic, found.channel) == (
        "CAP-2024-000001",
        "veedurias",
        Channel.IN_PERSON,
    )
    assert found.received_at == datetime(2024, 3, 5, 19, 30, tzinfo=UTC)
    assert (found.filed_on, found.due_on) == (date(2024, 3, 5), date(2024, 3, 27))
    assert found.status is RequestStatus.RECEIVED
    assert found.identity is Identity.NAMED
    person = db.session.get(Requester, found.id)
    assert person is not None
    assert (person.name, person.document_type) == ("Rosa Angulo", "cc")
    content = db.session.get(RequestContent, found.id)
    assert content is not None
    assert content.description == "Queremos vigilar la obra."
    # Two words of the name, the document, the telephone and the e-mail.
    assert count(PersonIndex) == 5


def test_nobody_is_written_to_and_nobody_holds_a_code(bring: Bring) -> None:
    bring("requests", [{**ATTENDED, "correo": "rosa@ejemplo.co"}])
    assert count(OutboxMessage) == 0
    assert by_reference("T-1").tracking_code_hash is None


def test_a_row_without_a_person_is_anonymous(bring: Bring) -> None:
    bring("requests", [TRAINING])
    assert by_reference("T-1").identity is Identity.ANONYMOUS
    assert count(Requester) == 0


def test_a_blank_channel_is_another_one(bring: Bring) -> None:
    bring("requests", [TRAINING])
    assert by_reference("T-1").channel is Channel.OTHER


def test_texts_that_no_catalogue_knows_are_kept(bring: Bring) -> None:
    bring("requests", [{**TRAINING, "tema": "Cocina del Pacífico", "territorio": "La otra orilla"}])
    found = by_reference("T-1")
    assert (found.topic, found.territory) == ("otro", "otro")
    content = db.session.get(RequestContent, found.id)
    assert content is not None
    assert content.answers == {"otro_tema": "Cocina del Pacífico", "territorio": "La otra orilla"}


def test_the_topic_is_sought_in_the_list_of_its_kind(bring: Bring) -> None:
    advice = {**TRAINING, "referencia": "A-1", "tipo": "asesoría", "tema": "Acción de tutela"}
    complaint = {**TRAINING, "referencia": "Q-1", "tipo": "QUEJA", "tema": "agua"}
    bring("requests", [advice, complaint])
    assert by_reference("A-1").topic == "tutela"
    assert by_reference("Q-1").topic == "acueducto"


def test_an_attended_training_counts_through_its_evidence(bring: Bring) -> None:
    bring("requests", [ATTENDED])
    found = by_reference("T-1")
    assert found.outcome is Outcome.ATTENDED
    assert found.closed_on == date(2024, 3, 28)
    assert found.attended_by_import
    closing = db.session.execute(select(Closing)).scalar_one()
    assert closing.evidence_reference == "Acta 14, carpeta 3"


@pytest.mark.parametrize("outcome", ["duplicada", "no_valida", "trasladada", "desistida"])
def test_imported_outcomes_need_no_second_person(bring: Bring, outcome: str) -> None:
    bring("requests", [{**TRAINING, "desenlace": outcome, "cerrada_en": "2024-03-06"}])
    found = by_reference("T-1")
    assert found.outcome == outcome
    assert found.proposed_outcome is None
    assert not found.attended_by_import


def test_evidence_of_an_open_request_is_kept(bring: Bring) -> None:
    bring("requests", [{**TRAINING, "evidencia": "Oficio 4"}])
    content = db.session.get(RequestContent, by_reference("T-1").id)
    assert content is not None
    assert content.answers == {"evidencia": "Oficio 4"}


def test_the_history_says_what_happened(bring: Bring) -> None:
    bring("requests", [ATTENDED])
    events = db.session.execute(select(RequestEvent).order_by(RequestEvent.version)).scalars().all()
    assert [(event.version, event.type, event.acted_on) for event in events] == [
        (1, "filed", date(2024, 3, 5)),
        (2, "closed", date(2024, 3, 28)),
    ]
    assert by_reference("T-1").version == 2


def test_numbers_follow_the_reception_and_then_the_line(bring: Bring) -> None:
    days = {"a": "2024-05-02", "b": "2024-03-01", "c": "2024-03-01", "d": "2023-12-31"}
    rows = [{**TRAINING, "referencia": name, "recibida_en": day} for name, day in days.items()]
    bring("requests", rows)
    assert {name: by_reference(name).filing_number for name in days} == {
        "a": "CAP-2024-000003",
        "b": "CAP-2024-000001",
        "c": "CAP-2024-000002",
        "d": "CAP-2023-000001",
    }


def test_many_rows_are_numbered_without_a_gap(bring: Bring) -> None:
    rows = [{**TRAINING, "referencia": f"T-{n}"} for n in range(1, 1202)]
    bring("requests", rows)
    numbers = db.session.execute(select(ServiceRequest.filing_sequence)).scalars().all()
    assert sorted(numbers) == list(range(1, 1202))


def test_a_reference_seen_before_is_left_and_reported(bring: Bring) -> None:
    bring("requests", [TRAINING])
    result = bring("requests", [ATTENDED, {**TRAINING, "referencia": "T-2"}])
    assert result.exit_code == 0
    assert "Línea 2, referencia: «T-1» ya estaba; se dejó como está." in result.output
    assert by_reference("T-1").outcome is None
    assert by_reference("T-2").filing_sequence == 2


def test_a_reference_twice_in_the_file_is_taken_once(bring: Bring) -> None:
    result = bring("requests", [TRAINING, ATTENDED])
    assert "Línea 3, referencia: «T-1» ya estaba" in result.output
    assert by_reference("T-1").outcome is None


def test_an_excel_book_gives_the_same(bring: Bring) -> None:
    row = {**ATTENDED, "recibida_en": date(2024, 3, 5), "cerrada_en": date(2024, 3, 28)}
    assert bring("requests", excel_file([row])).exit_code == 0
    assert by_reference("T-1").closed_on == date(2024, 3, 28)


BAD = [
    ("referencia", {**TRAINING, "referencia": ""}),
    ("tipo", {**TRAINING, "tipo": "fiesta"}),
    ("tipo", {**TRAINING, "tipo": ""}),
    ("recibida_en", {**TRAINING, "recibida_en": "ayer"}),
    ("recibida_en", {**TRAINING, "recibida_en": "2024-06-11"}),
    ("recibida_en", {**TRAINING, "recibida_en": "2024-06-10T09:01"}),
    ("canal", {**TRAINING, "canal": "paloma"}),
    ("correo", {**TRAINING, "correo": "rosa"}),
    ("telefono", {**TRAINING, "telefono": "3" * 41}),
    ("desenlace", {**TRAINING, "desenlace": "lista", "cerrada_en": "2024-03-06"}),
    ("desenlace", {**TRAINING, "cerrada_en": "2024-03-06"}),
    ("cerrada_en", {**TRAINING, "desenlace": "desistida"}),
    ("cerrada_en", {**TRAINING, "desenlace": "desistida", "cerrada_en": "2024-03-04"}),
    ("cerrada_en", {**TRAINING, "desenlace": "desistida", "cerrada_en": "2024-06-11"}),
    ("evidencia", {**ATTENDED, "evidencia": ""}),
]


@pytest.mark.parametrize(("column", "row"), BAD)
def test_a_bad_row_keeps_the_whole_file_out(bring: Bring, column: str, row: dict[str, str]) -> None:
    result = bring("requests", [{**TRAINING, "referencia": "buena"}, row])
    assert result.exit_code == 1
    assert f"Línea 3, {column}: " in result.output
    assert "No se tomó nada: 1 filas malas." in result.output
    assert count(ServiceRequest) == 0


def test_every_problem_is_reported_at_once(bring: Bring) -> None:
    result = bring("requests", [row for _, row in BAD])
    assert all(f"Línea {line}, " in result.output for line in range(2, len(BAD) + 2))


def test_with_partial_the_good_rows_are_taken(bring: Bring) -> None:
    rows = [{**TRAINING, "tipo": "fiesta", "referencia": "mala"}, TRAINING]
    result = bring("requests", rows, "--partial")
    assert result.exit_code == 0
    assert "Tomadas: 1 solicitudes. Filas malas: 1." in result.output
    assert by_reference("T-1").filing_sequence == 1


def test_with_partial_a_file_may_be_brought_again(bring: Bring) -> None:
    rows = [TRAINING, {**TRAINING, "referencia": "R-9", "tipo": "fiesta"}]
    assert bring("requests", rows, "--partial").exit_code == 0
    again = bring("requests", rows, "--partial")
    assert again.exit_code == 0
    assert "Tomadas: 0 solicitudes. Filas malas: 1." in again.output


def test_with_partial_and_no_good_row_the_command_fails(bring: Bring) -> None:
    assert bring("requests", [{**TRAINING, "tipo": "fiesta"}], "--partial").exit_code == 1


def test_closing_on_the_day_of_reception_is_fine(bring: Bring) -> None:
    row = {**TRAINING, "desenlace": "desistida", "cerrada_en": "2024-03-05T08:00"}
    assert bring("requests", [row]).exit_code == 0


def test_received_at_this_very_instant_is_fine(bring: Bring) -> None:
    assert bring("requests", [{**TRAINING, "recibida_en": "2024-06-10T09:00"}]).exit_code == 0


def test_no_person_is_named_in_the_report(bring: Bring) -> None:
    row = {**TRAINING, "tipo": "fiesta", "nombre": "Rosa Angulo", "correo": "rosa arroba"}
    output = bring("requests", [row]).output
    assert "Rosa" not in output
    assert "rosa" not in output


def test_a_file_that_is_none_is_refused_in_one_line(bring: Bring) -> None:
    result = bring("requests", b"nada;que;ver\n1;2;3\n")
    assert result.exit_code == 1
    assert "Falta la columna referencia, tipo, recibida_en" in result.output
    assert "Traceback" not in result.output


def test_an_unknown_column_is_only_a_warning(bring: Bring) -> None:
    result = bring("requests", csv_file([{**TRAINING, "color": "rojo"}]))
    assert result.exit_code == 0
    assert "la columna «color» no se conoce" in result.output
