"""The whole table of role × route, executed: who is let in, who is not, and that nothing happens.

Every POST goes without the token of its page, so that whoever is let in is refused before acting.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.routing.converters import AnyConverter, IntegerConverter

from portal import clock, storage
from portal.accounts import queries
from portal.accounts.models import Role, StaffUser
from portal.extensions import db
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import RequestKind
from portal.intake.stored_files import PreparedFile, attach
from tests import factories
from tests.guards.access_table import ACCESS_TABLE, ANYONE
from tests.plan import cast

# What a try may leave behind, turned away or not: that it was tried, and that somebody read.
COUNTED_TRIES = {"throttle_windows", "access_entries"}
NOBODY = "nobody"


@pytest.fixture
def world(app: Flask) -> dict[str, Any]:
    """Something for each address to be about; the values by the names in the addresses."""
    filing = Filing(
        kind=RequestKind.COMPLAINT, received_at=clock.now(), description="Sin agua", name="Rosa"
    )
    service_request = file_request(filing).service_request
    content = b"hola"
    prepared = PreparedFile("nota.txt", "text/plain", len(content), storage.keep(content))
    attachment = attach(service_request, prepared)
    cast.load()
    execution = factories.make_execution(takes_place_on=date(2024, 3, 20))
    person = factories.make_staff(Role.PLANNING)
    db.session.commit()
    # Whose address has no sample below is tried with something that is not there.
    return {
        "filing_number": service_request.filing_number,
        "public_id": attachment.public_id,
        "person": person.public_id,
        "execution_id": execution.id,
        "number": 1,
        "year": 2024,
        "month": 3,
        "digest": "0" * 12,
        "name": "portal.css",
    }


@pytest.fixture
def browser_of(
    new_client: Callable[[], FlaskClient],
    hire: Callable[[str, Role], StaffUser],
    staff_client: Callable[[StaffUser], FlaskClient],
) -> Callable[[Role | str], FlaskClient]:
    """The browser of somebody of a role, or of a stranger."""

    def open_one(role: Role | str) -> FlaskClient:
        if role == NOBODY:
            return new_client()
        return staff_client(hire("Alguien De La Oficina", Role(role)))

    return open_one


def rules_of(app: Flask) -> Iterator[Rule]:
    yield from sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint)


def address_of(app: Flask, rule: Rule, world: dict[str, Any]) -> str:
    values = {name: _value(rule, name, world) for name in rule.arguments}
    with app.test_request_context():
        built = rule.build(values)
    assert built is not None
    return built[1]


def _value(rule: Rule, name: str, world: dict[str, Any]) -> Any:
    if rule.endpoint.startswith("accounts.") and name == "public_id":
        return world["person"]
    if name in world:
        return world[name]
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, IntegerConverter) else "x"


def everything() -> dict[str, list[Any]]:
    """All rows of all tables, but for the counts of tries."""
    return {
        table.name: sorted(repr(row) for row in db.session.execute(select(table)))
        for table in db.metadata.sorted_tables
        if table.name not in COUNTED_TRIES
    }


def test_the_table_names_every_route_and_no_other(app: Flask) -> None:
    assert {rule.endpoint for rule in rules_of(app)} == set(ACCESS_TABLE)


def test_each_view_is_marked_as_the_table_says(app: Flask) -> None:
    marks = {name: getattr(view, "access", None) for name, view in app.view_functions.items()}
    assert marks == ACCESS_TABLE


@pytest.mark.slow
@pytest.mark.parametrize("role", [NOBODY, *Role])
def test_each_role_is_let_in_where_the_table_says_and_nowhere_else(
    app: Flask,
    world: dict[str, Any],
    browser_of: Callable[[Role | str], FlaskClient],
    role: Role | str,
) -> None:
    client = browser_of(role)
    before = everything()
    found = {}
    for rule in rules_of(app):
        address = address_of(app, rule, world)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            answer = client.open(address, method=method, data={"siguiente": "x"})
            found[method, rule.endpoint] = verdict(answer)
    db.session.expire_all()
    assert found == {key: expected(role, key[1]) for key in found}
    assert everything() == before


def verdict(answer: Any) -> str:
    if answer.status_code >= 500:
        return f"failed with {answer.status_code}"
    if answer.status_code == 302 and (answer.location or "").startswith("/ingresar"):
        return "asked to sign in"
    return "turned away" if answer.status_code == 403 else "let in"


def expected(role: Role | str, endpoint: str) -> str:
    allowed = ACCESS_TABLE[endpoint]
    if allowed == ANYONE or role in allowed:
        return "let in"
    return "asked to sign in" if role == NOBODY else "turned away"


def test_a_one_time_password_opens_no_staff_page_but_its_change(
    app: Flask,
    world: dict[str, Any],
    browser_of: Callable[[Role | str], FlaskClient],
) -> None:
    client = browser_of(Role.COORDINATOR)
    user = queries.staff_by_email("alguien@personeria.example")
    user.must_change_password = True
    for rule in rules_of(app):
        if ACCESS_TABLE[rule.endpoint] == ANYONE or rule.endpoint == "accounts.change_password":
            continue
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            answer = client.open(address_of(app, rule, world), method=method)
            assert answer.location == "/cuenta/clave", (method, rule.endpoint)


def test_a_method_that_no_page_has_is_refused(
    app: Flask, client: FlaskClient, world: dict[str, Any]
) -> None:
    for rule in rules_of(app):
        for method in ("PUT", "PATCH", "DELETE"):
            answer = client.open(address_of(app, rule, world), method=method)
            assert answer.status_code == 405, (method, rule.rule)
