"""``flask staff add``: who may be added from the terminal, and what it says."""

import re
from typing import Any

import pytest

from portal.accounts.queries import count_staff, staff_by_email

ROLE = ("--role", "coordinator")


def test_without_a_password_it_prints_one_for_a_single_use(cli: Any) -> None:
    result = cli.invoke(args=["staff", "add", "Rosa@oficina.co", "--name", "Rosa Peña", *ROLE])
    assert result.exit_code == 0
    assert re.search(r"^Clave de un solo uso: \S+$", result.output, re.MULTILINE)
    person = staff_by_email("rosa@oficina.co")
    assert person is not None
    assert person.must_change_password


def test_a_password_of_their_own_is_read_from_a_line(cli: Any) -> None:
    words = ["staff", "add", "rosa@oficina.co", "--name", "Rosa", *ROLE, "--password-stdin"]
    result = cli.invoke(args=words, input="una clave bien larga\n")
    assert result.exit_code == 0
    assert "Clave" not in result.output
    person = staff_by_email("rosa@oficina.co")
    assert person is not None
    assert not person.must_change_password


@pytest.mark.parametrize(
    "email", ["rosa", "rosa@", "@oficina.co", "rosa@oficina", "a b@oficina.co", "a@b@oficina.co"]
)
def test_what_is_no_address_is_refused(cli: Any, email: str) -> None:
    result = cli.invoke(args=["staff", "add", email, "--name", "Rosa", *ROLE])
    assert result.exit_code == 1
    assert result.output.startswith("Error: Ese correo no está bien escrito.")
    assert not count_staff()


def test_a_person_without_a_name_is_refused(cli: Any) -> None:
    result = cli.invoke(args=["staff", "add", "rosa@oficina.co", "--name", "  ", *ROLE])
    assert result.exit_code == 1
    assert result.output == "Error: Escriba el nombre completo.\n"


def test_a_name_that_does_not_fit_is_refused(cli: Any) -> None:
    result = cli.invoke(args=["staff", "add", "rosa@oficina.co", "--name", "R" * 121, *ROLE])
    assert result.exit_code == 1
    assert result.output == "Error: Escriba el nombre en 120 letras o menos.\n"


def test_nobody_is_added_twice(cli: Any) -> None:
    words = ["staff", "add", "rosa@oficina.co", "--name", "Rosa", *ROLE]
    assert cli.invoke(args=words).exit_code == 0
    assert cli.invoke(args=["staff", "add", " ROSA@oficina.co", *words[3:]]).exit_code == 1
    assert count_staff() == 1
