"""``flask plan``, as whoever runs the portal types it."""

from pathlib import Path

import pytest

from portal.extensions import db
from portal.plan.files import FIRST_PLAN
from tests.plan.cast import load

FILE = FIRST_PLAN.read_text(encoding="utf-8")


@pytest.fixture
def plan(cli):
    """Run a command of the group; what the test itself has begun is closed first."""

    def run(*words):
        db.session.commit()
        db.session.remove()
        return cli.invoke(args=["plan", *map(str, words)])

    return run


@pytest.fixture
def file(tmp_path: Path):
    """A plan file with one text changed for another."""

    def write(old: str = "", new: str = "") -> Path:
        assert old in FILE
        path = tmp_path / "plan.toml"
        path.write_text(FILE.replace(old, new, 1), encoding="utf-8")
        return path

    return write


def refused(result, words):
    lines = result.output.splitlines()
    return result.exit_code == 1 and len(lines) == 1 and words in lines[0]


def test_load_adopts_and_may_be_repeated(plan):
    first = plan("load", FIRST_PLAN)
    assert first.exit_code == 0
    assert "versión 1: cargado y adoptado. Rige desde el lunes 1 de enero de 2024." in first.output
    again = plan("load", FIRST_PLAN)
    assert again.exit_code == 0
    assert "ya estaba cargado. No hubo cambios." in again.output


def test_load_takes_a_file_of_windows_with_its_mark_and_line_ends(plan, tmp_path):
    path = tmp_path / "plan.toml"
    path.write_bytes(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())
    plan("load", FIRST_PLAN)
    assert "No hubo cambios" in plan("load", path).output


def test_load_of_a_different_file_asks_for_its_reason(plan, file):
    plan("load", FIRST_PLAN)
    assert refused(plan("load", file("meta = 90", "meta = 95")), "motivo")
    reasoned = file("anio = 2024", 'anio = 2024\nmotivo = "Ajuste"\nrige_desde = 2024-07-01')
    second = plan("load", reasoned)
    assert "versión 2: cargado y adoptado. Rige desde el lunes 1 de julio de 2024." in second.output


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"anio = [", "no es TOML"),
        (b"\xff\xfe", "no est\xc3\xa1 en UTF-8".encode("latin-1").decode()),
        (b"anio = 2024", "falta"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_one_line(plan, tmp_path, content, words):
    path = tmp_path / "plan.toml"
    path.write_bytes(content)
    assert refused(plan("load", path), words)
    assert refused(plan("check", path), words)


def test_a_file_that_is_not_there_is_refused_in_one_line(plan):
    assert refused(plan("load", "nada.toml"), "No se pudo leer el archivo nada.toml")


def test_check_tells_each_inconsistency_with_its_cell(plan):
    result = plan("check", FIRST_PLAN)
    assert result.exit_code == 0
    assert "actividad 1, CALCULO · formula_invertida: Divide lo pedido entre lo" in result.output
    assert "actividad 3, CALCULO · mismo_termino" in result.output
    assert "actividad 7, CRONOGRAMA · faltan_casillas" in result.output
    assert "0 sin anotar" in result.output


def test_check_of_a_year_reads_what_the_portal_holds(plan):
    load()
    from_year, from_file = plan("check", 2024), plan("check", FIRST_PLAN)
    assert from_year.output == from_file.output
    assert refused(plan("check", 2031), "El portal no tiene un plan de 2031")


def test_check_fails_where_something_is_wrong_that_the_file_does_not_tell(plan, file):
    result = plan("check", file('"100%"', '"95%"'))
    assert result.exit_code == 1
    assert "actividad 2, META ANUAL · meta_distinta" in result.output
    assert "(sin anotar)" in result.output


def test_check_says_what_keeps_a_plan_from_being_loaded(plan, file):
    path = file('tipos = ["capacitacion"]', 'tipos = ["tutela"]')
    result = plan("check", path)
    assert result.exit_code == 1
    assert result.output.startswith("ERROR · actividad 1, tipos · tipo_desconocido")
    assert refused(plan("load", path), "actividad 1, tipos")


def test_draft_and_adopt(plan, carmen, paz):
    load()
    emails = carmen.email, paz.email
    assert "copiado del plan de 2024" in plan("draft", 2026, "--from", 2024).output
    adopted = plan("adopt", 2026, "--as", emails[0], "--confirmed-by", emails[1].upper())
    assert adopted.exit_code == 0
    assert "versión 1: adoptado. Rige desde el jueves 1 de enero de 2026." in adopted.output


def test_adopt_takes_two_people_of_the_office(plan, carmen):
    load()
    email = carmen.email
    plan("draft", 2026, "--from", 2024)
    alone = plan("adopt", 2026, "--as", email, "--confirmed-by", email)
    assert refused(alone, "dos personas distintas")
    stranger = plan("adopt", 2026, "--as", email, "--confirmed-by", "nadie@personeria.example")
    assert refused(stranger, "No hay nadie en el portal con el correo nadie@personeria.example")


def test_draft_from_nothing_is_refused_in_one_line(plan):
    assert refused(plan("draft", 2026, "--from", 2024), "No hay un plan de 2024")
