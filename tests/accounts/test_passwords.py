"""The hash that the office uses, at its full cost: elsewhere the test bed makes it cheap."""

import importlib.util
from types import ModuleType

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from portal.accounts import passwords

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("una clave")


@pytest.fixture(scope="module")
def as_delivered() -> ModuleType:
    """The module as it is loaded by the portal, which nobody touched."""
    spec = importlib.util.find_spec(passwords.__name__)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_costs_what_owasp_asks_for(as_delivered: ModuleType) -> None:
    found = extract_parameters(as_delivered.hash_password("una clave"))
    assert found.type is Type.ID
    assert (found.memory_cost, found.time_cost, found.parallelism) == (19 * 1024, 2, 1)


def test_where_there_is_nobody_it_costs_the_same(as_delivered: ModuleType) -> None:
    assert not as_delivered.needs_new_hash(as_delivered._nobody)
    assert not as_delivered.password_matches(None, "una clave")


def test_the_password_and_no_other_matches(as_delivered: ModuleType) -> None:
    kept = as_delivered.hash_password("una clave")
    assert as_delivered.password_matches(kept, "una clave")
    assert not as_delivered.password_matches(kept, "una Clave")
    assert not as_delivered.password_matches("no abre", "una clave")


def test_a_cheaper_hash_is_known_and_asks_for_a_new_one(as_delivered: ModuleType) -> None:
    assert as_delivered.needs_new_hash(CHEAP)
    assert not as_delivered.needs_new_hash(as_delivered.hash_password("una clave"))
