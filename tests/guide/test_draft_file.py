"""The file of the drafts: what is none is refused, and an office may have its own."""

from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from portal.guide import drafts
from portal.guide.draft_reader import drafts_from, read
from portal.guide.reader import GuideError


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"colores": 1}, "borradores.toml: no se conoce «colores»."),
        (
            {"documentos": [{"codigo": "tutela", "titulo": "Una\ncosa"}]},
            "borradores.toml, documentos «tutela»: «titulo» debe ser un texto de una línea.",
        ),
        (
            {"documentos": [{"codigo": "tutela", "campos": [{"largo": "sí"}]}]},
            "borradores.toml, documentos «tutela», campos «1»: «largo» debe ser true o false.",
        ),
        ({"persona": {}}, "borradores.toml: «persona» debe ser una lista."),
    ],
)
def test_what_are_no_drafts_is_refused(document: dict[str, object], message: str) -> None:
    with pytest.raises(GuideError) as refusal:
        drafts_from("borradores.toml", document)
    assert str(refusal.value) == message


def test_an_office_shows_its_own_drafts_and_a_faulty_file_stops_the_start(tmp_path: Path) -> None:
    own = drafts.OWN_FILE.read_text("utf-8")
    office_file = tmp_path / "borradores.toml"
    try:
        office_file.write_text(own.replace('"Acción de tutela"', '"La tutela"'), "utf-8")
        drafts.configure(tmp_path)
        shown = drafts.drafts().of("tutela")
        assert shown is not None
        assert shown.title == "La tutela"
        office_file.write_text(own.replace("{pido}", "{pido} {pedi}"), "utf-8")
        with pytest.raises(GuideError, match=r"borradores.toml: .* no pregunta «pedi»"):
            drafts.configure(tmp_path)
        office_file.write_text("esto no es", "utf-8")
        with pytest.raises(GuideError, match="no es un archivo TOML en UTF-8"):
            read(office_file)
    finally:
        drafts.configure(tmp_path / "nothing here")


def test_the_command_says_what_to_mend(cli: FlaskCliRunner, tmp_path: Path) -> None:
    good = cli.invoke(args=["guide", "check-drafts"])
    assert (good.exit_code, good.output) == (0, "drafts.toml: no hay nada que corregir.\n")
    bad = tmp_path / "malos.toml"
    bad.write_text('revisado_el = ""\n', "utf-8")
    told = cli.invoke(args=["guide", "check-drafts", str(bad)])
    assert (told.exit_code, told.output) == (1, "Los borradores no tienen documentos.\n")
    missing = cli.invoke(args=["guide", "check-drafts", str(tmp_path / "ninguno.toml")])
    assert missing.exit_code == 1
