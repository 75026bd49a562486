"""Every byte of every published file is watched: by a clean copy of the program itself.

Of the longer files the bytes that give structure and a stride of the others; proofs/tampering.py
goes over every one.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from portal.transparency import recalcular
from tests.transparency import sample_publication as sample
from tests.transparency.tampering import altered, every_place, some_places, unnoticed

SHORT = 600  # bytes
NAMES = ("cifras.json", "filas.csv", "plan.json", "recalcular.py", "sello.json")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_byte_of_a_publication_can_change_unseen(tmp_path: Path, name: str) -> None:
    sample.write(tmp_path, sample.march())
    content = (tmp_path / name).read_bytes()
    places = every_place(content) if len(content) <= SHORT else some_places(content)
    assert unnoticed(tmp_path, name, altered(content, places)) == []
    assert recalcular.check(tmp_path)


@pytest.mark.slow
def test_no_byte_of_the_chain_can_change_unseen(tmp_path: Path) -> None:
    sample.write_chain(tmp_path, sample.chain())
    content = (tmp_path / "cadena.json").read_bytes()
    assert unnoticed(tmp_path, "cadena.json", altered(content, some_places(content))) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", ["cut", "emptied", "missing"])
def test_a_file_that_is_short_or_gone_is_one_line(tmp_path: Path, name: str, change: str) -> None:
    sample.write(tmp_path, sample.march())
    content = (tmp_path / name).read_bytes()
    if change == "missing":
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content[: len(content) // 2] if change == "cut" else b"")
    with pytest.raises(recalcular.Differs) as refusal:
        recalcular.check(tmp_path)
    assert len(str(refusal.value).splitlines()) == 1


@pytest.mark.parametrize("name", NAMES)
def test_as_a_program_of_its_own_it_ends_with_one(tmp_path: Path, name: str) -> None:
    """A clean copy kept elsewhere judges the folder; an agreeing folder ends with 0."""
    program = tmp_path / "limpio.py"
    program.write_bytes(sample.RECOUNT.read_bytes())
    folder = sample.write(tmp_path / "marzo", sample.march())
    assert run(program, folder).returncode == 0
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[:-9] + b"x" + content[-8:])
    result = run(program, folder)
    assert (result.returncode, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr


def run(program: Path, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(program), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_without_a_place_it_checks_its_own_folder(tmp_path: Path) -> None:
    files = sample.march(program=sample.RECOUNT.read_bytes())
    sample.write(tmp_path, files)
    result = run(tmp_path / "recalcular.py")
    assert result.returncode == 0, result.stderr
    assert sample.seal_of(files) in result.stdout
    assert "No revisamos sus anteriores" in result.stdout
    assert "servidor" in result.stdout


def test_a_call_that_makes_no_sense_ends_with_one_too() -> None:
    assert run(sample.RECOUNT, "--cabeza").returncode == 1


def test_it_needs_nothing_but_python_and_is_short() -> None:
    source = sample.RECOUNT.read_text("utf-8")
    assert len(source.splitlines()) <= 150
    tree = ast.parse(source)
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else names_of(node))
    }
    assert imported <= sys.stdlib_module_names


def names_of(node: ast.Import) -> list[str]:
    return [alias.name for alias in node.names]
