"""A form does what it says and nothing else, and only for whoever opened its page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from portal.extensions import db
from portal.transparency import queries
from tests.guards.access_table import ACCESS_TABLE
from tests.guards.good_acts import GOOD_ACTS, GoodAct, filled_form, post
from tests.guards.page_forms import form_for
from tests.guards.wire import Answer, ask, path_of, raw
from tests.guards.world import CITIZEN, NOBODY, World, build, office_hours

# These carry a signed nonce in the place of a token, or change nothing that is kept.
WITHOUT_TOKEN = {
    *("intake.new_request", "intake.track", "intake.close_tracking", "guide.write_draft"),
    *("attendance.answer", "attendance.open_certificate", "attendance.write_down"),
    *("data_rights.new", "data_rights.find", "transparency.happens_to_me"),
}
# Signing out never fails: without its token it leaves the person signed in and shows the way back.
STAYS_AS_IT_WAS = {"accounts.sign_out"}
# Counts how often somebody tried, which a refused sign-in does too.
TRIES = "throttle_windows"
# What looking leaves behind: that somebody looked.
LOOKS = frozenset({"read", "file", "receipt", "attendance", "certificate"})
# Drawn by chance: different each time, whatever was sent.
CHANCE = {
    *("public_row", "public_id", "token_hash", "tracking_code_hash", "nonce_hash"),
    *("code_hash", "message_id", "password_hash", "check_in_code", "code"),
}
# Fields of other forms, and what people try.
NOT_COLUMNS = {
    **dict.fromkeys(("rol", "is_admin", "admin", "user_id", "_method", "actor"), "administrator"),
    **dict.fromkeys(("responsable", "desenlace", "estado", "luego"), "atendida"),
    **dict.fromkeys(("recibida_en", "cerrada_en"), "2001-01-01"),
}
# What slips in where a column of another type than text is named.
SLIPPED = {bool: "1", int: "1", date: "2001-01-01", datetime: "2001-01-01T00:00:00"}

# Addresses name things by these.
THINGS = {"accounts": "person", "agenda": "evidence", "casework": "file", "tracking": "file"}

Rows = dict[str, dict[Any, Any]]


@dataclass
class Office:
    """A world that can be put back to how it was."""

    app: Flask
    world: World
    put_back: Callable[[], None]


@pytest.fixture
def office(app: Flask, database: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    # Room for the name of every column beside what a form asks.
    monkeypatch.setitem(app.config, "MAX_FORM_PARTS", 1_000)

    def forget() -> None:
        db.session.remove()
        db.engine.dispose()

    def put_back() -> None:
        forget()
        database.restore("office")

    # Every column slipped in at once is more than any page of ours sends.
    with office_hours(), mock.patch.dict(app.config, MAX_FORM_PARTS=2000):
        world = build(app)
        forget()
        database.keep("office")
        yield Office(app, world, put_back)


def test_there_is_a_good_form_for_each_address_that_takes_one(app: Flask) -> None:
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert posts == set(GOOD_ACTS)


@pytest.mark.slow
@pytest.mark.sqlite  # what a form reads does not depend on the database, which is put back often
def test_a_form_changes_what_it_means_and_nothing_that_was_slipped_in(office: Office) -> None:
    """The same form with every column's name added leaves the same rows."""
    before, wrong = rows(), {}
    for endpoint, act in GOOD_ACTS.items():
        answer, plain = _sent(office, act)
        assert answer.status == act.status, (endpoint, answer.status, answer.body[-3000:])
        assert (plain != before) == act.changes, f"{endpoint}: the good form changes nothing"
        _, stuffed = _sent(office, act, slipped_in=True)
        if stuffed != plain:
            wrong[endpoint] = difference(plain, stuffed)
    assert not wrong


@pytest.mark.slow
def test_a_form_without_its_own_token_is_refused(office: Office) -> None:
    wrong: list[Any] = []
    for endpoint, act in GOOD_ACTS.items():
        if endpoint in WITHOUT_TOKEN:
            continue
        path, fields = _ready_form(office, act)
        before = rows()
        for token in ([], [""], ["x"], [_foreign_token(office, act)]):
            fields.setlist("csrf_token", token)
            answer = post(office.app, path, fields, office.world.cookies[act.visitor])
            if answer.status != 400 and endpoint not in STAYS_AS_IT_WAS:
                wrong.append((endpoint, token, answer.status))
        if rows() != before:
            wrong.append((endpoint, "something changed"))
    assert not wrong


@pytest.mark.slow
@pytest.mark.parametrize(
    "headers",
    [{"HTTP_ORIGIN": "http://evil.example"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}],
    ids=str,
)
def test_a_form_sent_from_elsewhere_is_refused(office: Office, headers: dict[str, str]) -> None:
    """Also those that carry no token, and whatever token the others carry."""
    wrong: list[Any] = []
    for endpoint, act in GOOD_ACTS.items():
        path, fields = _ready_form(office, act)
        before = rows(everything=True)
        cookie = office.world.cookies[act.visitor]
        answer = post(office.app, path, fields, cookie, **headers)
        if answer.status != 400 or rows(everything=True) != before:
            wrong.append((endpoint, answer.status))
    assert not wrong


@pytest.mark.slow
def test_looking_changes_nothing(office: Office) -> None:
    """Each page by everybody whom it opens to: not one row, not even a count of tries."""
    before = rows(everything=True)
    opened = 0
    for rule in office.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        visitors = sorted(role.value for role in ACCESS_TABLE[rule.endpoint]) or [NOBODY, CITIZEN]
        for turn, path in enumerate(_addresses(office, rule, at_least=len(visitors))):
            method = "HEAD" if turn % 4 == 3 else "GET"
            opened += _open(office, method, path, visitors[turn % len(visitors)]).status == 200
    assert opened > 150
    assert difference(before, rows(everything=True)) == {}


def _ready_form(office: Office, act: GoodAct) -> tuple[str, Any]:
    """The good form, in the office as it was where another act needed it otherwise."""
    if queries.in_progress() or queries.head():
        office.put_back()
    return filled_form(office.app, office.world, act)


def _sent(office: Office, act: GoodAct, *, slipped_in: bool = False) -> tuple[Answer, Rows]:
    """Send the good form in the office as it was; the answer, and all rows afterwards."""
    office.put_back()
    path, fields = filled_form(office.app, office.world, act)
    extra = {name: value for name, value in slips().items() if name not in fields}
    query = ""
    if slipped_in:
        fields.update(extra)
        query = urlencode(extra)
    answer = post(office.app, path, fields, office.world.cookies[act.visitor], query=query)
    return answer, rows()


def slips() -> dict[str, str]:
    """A value for the name of every column there is, and for names that are none."""
    columns = {
        column.name: SLIPPED.get(column.type.python_type, "administrator")
        for table in db.metadata.sorted_tables
        for column in table.columns
    }
    return {**columns, **NOT_COLUMNS}


def rows(*, everything: bool = False) -> Rows:
    """All rows of all tables by their key, without what chance gave them."""
    db.session.rollback()
    return {
        table.name: {
            tuple(row[column.name] for column in table.primary_key): _without_chance(row)
            for row in db.session.execute(select(table)).mappings()
            if not (table.name == "access_entries" and row["action"] in LOOKS)
        }
        for table in db.metadata.sorted_tables
        if everything or table.name != TRIES
    }


def _without_chance(row: Any) -> dict[str, str]:
    hidden = {name for name in row if name in CHANCE and row[name] is not None}
    values = {name: "*" if name in hidden else repr(row[name]) for name in row}
    if "details" in values:
        values["details"] = repr({**row["details"], "evidence_id": None})
    return values


def difference(one: Rows, other: Rows) -> dict[str, Any]:
    """For each table, the rows that only one of them has or that differ."""
    return {
        name: found
        for name in one
        if (
            found := {
                key: (one[name].get(key), other[name].get(key))
                for key in {*one[name], *other[name]}
                if one[name].get(key) != other[name].get(key)
            }
        )
    }


def _foreign_token(office: Office, act: GoodAct) -> str:
    """A good token of somebody else's session."""
    other = next(name for name in ("committee", "citizen") if name != act.visitor)
    page = "/cuenta/clave" if other == "committee" else "/ingresar"
    return form_for(office.app, page, office.world.cookies[other])["csrf_token"]


def _open(office: Office, method: str, path: str, visitor: str) -> Answer:
    headers = {"HTTP_COOKIE": office.world.cookies[visitor]}
    return ask(office.app, raw(method, path, headers=headers))


def _addresses(office: Office, rule: Rule, *, at_least: int) -> list[str]:
    """Of a page about something: about each thing that there is, and about none."""
    parts = office.world.parts | {"kind": ["capacitacion"]}
    things = {"public_id": THINGS.get(rule.endpoint.partition(".")[0], "x")}
    known = {name: [*parts.get(things.get(name, name), ["x"]), "0"] for name in rule.arguments}
    longest = max(at_least, *(len(values) for values in known.values()), 1)
    return [
        path_of(rule, {name: values[turn % len(values)] for name, values in known.items()})
        for turn in range(longest)
    ]
