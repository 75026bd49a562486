"""``flask publish``: each signature from the terminal, and the check of what is published."""

from collections.abc import Callable
from datetime import date

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner
from sqlalchemy import text

from portal.accounts.models import StaffUser
from portal.append_only import APPEND_ONLY_TABLES
from portal.extensions import db
from portal.transparency import queries
from portal.transparency.models import Publication
from tests.conftest import PASSWORD
from tests.factories import make_request

Publish = Callable[..., Publication]
Command = Callable[..., Result]


@pytest.fixture(autouse=True)
def _in_april(at: Callable[[str], object], plan_2024: None) -> None:
    at("2024-04-08 09:00")


@pytest.fixture
def command(cli: FlaskCliRunner, carmen: StaffUser, paz: StaffUser, marta: StaffUser) -> Command:
    """Run ``publish …`` with a password on its input."""

    def run(*words: str, password: str = PASSWORD) -> Result:
        return cli.invoke(args=["publish", *words], input=f"{password}\n")

    return run


def _as(name: str) -> tuple[str, ...]:
    return ("--as", f"{name}@personeria.example", "--credentials-stdin")


APPROVAL = ("--act", "7", "--act-date", "2024-04-08")


def test_three_commands_publish_and_each_ends_with_the_hash(command: Command) -> None:
    make_request("asesoria", received_on=date(2024, 3, 4))
    db.session.commit()
    results = [
        command("prepare", "2024-03", *_as("carmen")),
        command("review", "2024-03", *_as("paz")),
        command("approve", "2024-03", *_as("marta"), *APPROVAL),
    ]
    assert [result.exit_code for result in results] == [0, 0, 0], results[-1].output
    publication = queries.publication_of(2024, 3)
    assert publication
    assert {result.output.splitlines()[-1] for result in results} == {publication.figures_sha256}
    assert all("6. Asistencia y asesoría realizada  0/1 0,0" in one.output for one in results)


def test_the_password_is_asked_on_the_terminal(command: Command) -> None:
    result = command("prepare", "2024-03", "--as", "carmen@personeria.example")
    assert result.exit_code == 0
    assert PASSWORD not in result.output


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("prepare", "2024-04", *_as("carmen")), "Abril de 2024 no ha terminado."),
        (("prepare", "2024-03", *_as("paz")), "Director Operativo"),
        (("prepare", "2024-03", *_as("nadie")), "No hay nadie"),
        (("prepare", "2024-03", *_as("carmen"), "--reason", "x"), "no lleva motivo"),
        (("review", "2024-03", *_as("paz")), "No hay una publicación en curso de marzo de 2024"),
        (("reject", "2024-03", *_as("paz"), "--reason", "x"), "No hay una publicación en curso"),
        (("verify", "2024-03"), "No hay nada publicado de marzo de 2024."),
        (("verify", "2024-03", "--all"), "no los dos"),
    ],
)
def test_a_refusal_is_one_line(command: Command, words: tuple[str, ...], reason: str) -> None:
    result = command(*words)
    assert result.exit_code == 1
    assert reason in result.output.splitlines()[-1]


def test_a_wrong_password_leaves_nothing(command: Command) -> None:
    result = command("prepare", "2024-03", *_as("carmen"), password="otra clave")
    assert (result.exit_code, queries.in_progress()) == (1, None)
    assert "Esa no es su clave." in result.output


def test_a_rejection_by_command(command: Command) -> None:
    command("prepare", "2024-03", *_as("carmen"))
    result = command("reject", "2024-03", *_as("paz"), "--reason", "Falta una sesión")
    assert result.exit_code == 0
    assert queries.in_progress() is None


def test_a_correction_by_command(command: Command, publish: Publish) -> None:
    publish(2024, 3)
    make_request("queja", received_on=date(2024, 3, 4))
    db.session.commit()
    result = command("prepare", "2024-03", *_as("carmen"), "--reason", "Llegó en papel")
    assert result.exit_code == 0
    assert "Motivo de la corrección: Llegó en papel" in result.output


@pytest.mark.parametrize("which", [("2024-03",), ("--all",), ()])
def test_what_is_published_verifies(
    command: Command, publish: Publish, which: tuple[str, ...]
) -> None:
    make_request("queja", received_on=date(2024, 1, 4))
    publish(2024, 3)
    publish(2024, 1)
    result = command("verify", *which)
    assert result.exit_code == 0, result.output


def test_an_empty_portal_verifies(command: Command) -> None:
    assert command("verify", "--all").exit_code == 0


@pytest.mark.sqlite
@pytest.mark.parametrize("name", ["cifras.json", "filas.csv", "plan.json", "sello.json"])
def test_a_file_changed_in_the_database_is_found(
    command: Command, publish: Publish, name: str
) -> None:
    """By whoever can take the triggers away."""
    make_request("queja", received_on=date(2024, 3, 4))
    publication = publish(2024, 3)
    assert "publication_files" in APPEND_ONLY_TABLES
    db.session.execute(text("DROP TRIGGER publication_files_no_update"))
    content = queries.content_of(publication, name).replace(b"2024", b"2025", 1)
    db.session.execute(
        text("UPDATE publication_files SET content = :content WHERE name = :name"),
        {"content": content, "name": name},
    )
    db.session.commit()
    result = command("verify", "2024-03")
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


def test_a_head_that_was_kept_is_in_the_chain(command: Command, publish: Publish) -> None:
    first, _second = publish(2024, 3), publish(2024, 1)
    assert first.end
    kept = str(first.end.seal_sha256)
    assert command("verify", "--all", "--cabeza", kept).exit_code == 0
    assert command("verify", "--all", "--cabeza", "0" * 64).exit_code == 1
