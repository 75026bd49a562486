"""The file of the guide: what is none is refused, and an office may have its own."""

import copy
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskCliRunner

from portal.guide import guides
from portal.guide.guides import OWN_FILE
from portal.guide.reader import GuideError, guide_from, read

DOCUMENT = tomllib.loads(OWN_FILE.read_text("utf-8"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(colores=1), "guia.toml: no se conoce «colores»."),
        (
            lambda d: d["fichas"][1].update(nombre=7),
            "guia.toml, fichas «tutela»: «nombre» debe ser un texto de una línea.",
        ),
        (
            lambda d: d["fichas"][1].update(queja="sí"),
            "guia.toml, fichas «tutela»: «queja» debe ser true o false.",
        ),
        (
            lambda d: d["plazos"][3].update(dias="15"),
            "guia.toml, plazos «empresa»: «dias» debe ser un número entero.",
        ),
        (lambda d: d.update(fichas={}), "guia.toml: «fichas» debe ser una lista."),
        (
            lambda d: d.update(fichas=["tutela"]),
            "guia.toml, fichas «1»: se escribe con llaves o dobles corchetes.",
        ),
    ],
)
def test_what_is_no_guide_is_refused(change: Callable[[dict[str, Any]], Any], message: str) -> None:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    with pytest.raises(GuideError) as refusal:
        guide_from("guia.toml", document)
    assert str(refusal.value) == message


def test_an_office_shows_its_own_guide_and_a_faulty_one_stops_the_start(tmp_path: Path) -> None:
    own = OWN_FILE.read_text("utf-8")
    office_file = tmp_path / "guia.toml"
    try:
        office_file.write_text(own.replace('"Acción de tutela"', '"La tutela"'), "utf-8")
        guides.configure(tmp_path)
        shown = guides.guide().card("tutela")
        assert shown is not None
        assert shown.name == "La tutela"
        office_file.write_text(own.replace('codigo = "grupo"', 'codigo = "grupos"'), "utf-8")
        with pytest.raises(GuideError, match=r"guia.toml: .*«grupo» no lleva a ninguna parte"):
            guides.configure(tmp_path)
        office_file.write_text("esto no es", "utf-8")
        with pytest.raises(GuideError, match="no es un archivo TOML en UTF-8"):
            read(office_file)
    finally:
        guides.configure(tmp_path / "nothing here")


def test_the_command_says_what_to_mend(cli: FlaskCliRunner, tmp_path: Path) -> None:
    good = cli.invoke(args=["guide", "check"])
    assert (good.exit_code, good.output) == (0, "guide.toml: no hay nada que corregir.\n")
    bad = tmp_path / "mala.toml"
    bad.write_text('revisado_el = "por revisar por abogado"\n', "utf-8")
    told = cli.invoke(args=["guide", "check", str(bad)])
    assert (told.exit_code, told.output) == (1, "La guía no tiene preguntas.\n")
    missing = cli.invoke(args=["guide", "check", str(tmp_path / "ninguna.toml")])
    assert missing.exit_code == 1
