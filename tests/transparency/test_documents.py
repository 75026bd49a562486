"""What is published, letter by letter: the lines of the rows, each signature and the seal."""

from datetime import UTC, date, datetime

from portal.canonical_json import sha256_of
from portal.indicators.rules_rows import CountedRow, Origin, Reason
from portal.intake.kinds import Outcome, RequestKind
from portal.transparency import rows_file, seal
from portal.transparency.models import Publication, Signature, SigningRole

OPEN = CountedRow(
    *("S-BBBBBBBBB1", 6, Origin.REQUEST, date(2024, 3, 5), Reason.OPEN, 3),
    kind=RequestKind.COMPLAINT,
    is_overdue=True,
)
TOLD = CountedRow(
    *("S-AAAAAAAAA1", 6, Origin.REQUEST, date(2023, 12, 5), Reason.COUNTS, 3),
    kind=RequestKind.COMPLAINT,
    closed_on=date(2024, 1, 28),
    outcome=Outcome.ATTENDED,
    record="Q-2024-000001",
)
HELD = CountedRow("E-BBBBBBBBB1", 2, Origin.EXECUTION, date(2024, 3, 5), Reason.COUNTS, 3)
HEADER = (
    "fila,indicador,origen,tipo,recibida_mes,cerrada_mes,desenlace,vencida,en_denominador_mes,"
    "en_numerador_mes,en_denominador_acumulado,en_numerador_acumulado,motivo\n"
)


def test_each_row_is_a_line_and_they_stand_in_order_of_name_within_an_indicator() -> None:
    lines = rows_file.rows_file([[HELD], [OPEN, TOLD]]).decode()
    assert lines == HEADER + (
        "E-BBBBBBBBB1,2,ejecucion,,2024-03,,,,0,1,0,1,cuenta\n"
        "S-AAAAAAAAA1,6,solicitud,queja,2023-12,2024-01,atendida,,0,0,1,1,cuenta\n"
        "S-BBBBBBBBB1,6,solicitud,queja,2024-03,,,1,1,0,1,0,abierta\n"
    )


def test_an_open_one_within_its_term_is_not_overdue() -> None:
    in_term = CountedRow(
        *("S-BBBBBBBBB1", 6, Origin.REQUEST, date(2024, 3, 5), Reason.OPEN, 3),
        kind=RequestKind.ADVICE,
        is_overdue=False,
    )
    assert ",2024-03,,,0,1,0,1,0,abierta\n" in rows_file.rows_file([[in_term]]).decode()


def test_the_rows_are_read_back_as_they_were_written() -> None:
    content = rows_file.rows_file([[HELD], [OPEN, TOLD]])
    names = [row.fila for row in rows_file.read_rows(content)]
    assert names == ["E-BBBBBBBBB1", "S-AAAAAAAAA1", "S-BBBBBBBBB1"]
    for name in names:
        (row,) = rows_file.rows_named(content, name)
        assert row == next(each for each in rows_file.read_rows(content) if each.fila == name)


def signature(role: SigningRole, number: str | None, day: date | None) -> Signature:
    return Signature(
        role=role,
        persona="00ff",
        name="Marta Caicedo",
        post="Comité",
        act_number=number,
        act_on=day,
        signed_at=datetime(2024, 4, 8, 14, 0, 5, tzinfo=UTC),
        figures_sha256="f1",
        previous="p1",
        signature_sha256="s1",
    )


SIGNED = {
    "rol": "aprobo",
    "persona": "00ff",
    "nombre": "Marta Caicedo",
    "cargo": "Comité",
    "acto": {"numero": "7", "fecha": date(2024, 4, 8)},
    "firmado_en": "2024-04-08T14:00:05Z",
    "cifras_sha256": "f1",
    "anterior": "p1",
    "firma_sha256": "s1",
}


def test_a_signature_says_who_signed_what_when_and_after_which() -> None:
    approval = signature(SigningRole.APPROVED, "7", date(2024, 4, 8))
    assert seal.signature_document(approval) == SIGNED
    review = signature(SigningRole.REVIEWED, None, None)
    assert seal.signature_document(review) == SIGNED | {"rol": "reviso", "acto": None}


def test_the_seal_names_the_month_the_files_and_the_signatures() -> None:
    publication = Publication(
        year=2024, month=3, version=2, figures_sha256="f1", previous_seal_sha256="z0"
    )
    review = signature(SigningRole.REVIEWED, None, None)
    unsealed = {
        "anio": 2024,
        "mes": 3,
        "version": 2,
        "cifras_sha256": "f1",
        "anterior_sha256": "z0",
        "archivos": {"filas.csv": "h1"},
        "firmas": [SIGNED | {"rol": "reviso", "acto": None}],
    }
    sealed = seal.seal_document(publication, [review], {"filas.csv": "h1"})
    assert sealed == unsealed | {"sello_sha256": sha256_of(unsealed)}


def test_the_files_have_the_names_of_the_contract() -> None:
    assert seal.SEAL == "sello.json"
    assert seal.FROZEN == ("cifras.json", "filas.csv", "plan.json", "recalcular.py")
