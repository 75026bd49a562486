"""No page shows staff a person, or what one told, without writing down who read it.

Every page of the staff is opened upon an office whose people and stories are known words; whatever
answers with one of them, or is a paper about a person, has to leave an entry in the log of access.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from portal.accounts import access_log
from portal.accounts.models import Role
from portal.accounts.models_access import AccessEntry
from portal.extensions import db
from tests.guards import wire
from tests.guards.access_table import ACCESS_TABLE
from tests.guards.world import World, build, office_hours

# People of the proofs' office, and what they told.
PERSONAL = ("Rosa Mosquera", "@correo.example", "310 555 1234", "nueve días", "Luz Mosquera")
# Papers and files, in which no words can be sought: each of these is about a person.
PAPERS = frozenset({"agenda.certificate", "agenda.certificates", "casework.file"})
READERS = (Role.COORDINATOR, Role.ATTENDANT, Role.ADMINISTRATOR, Role.PLANNING)


@pytest.mark.slow
@pytest.mark.sqlite  # what pages show does not depend on the database
def test_whatever_shows_staff_a_person_writes_down_who_read_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_log, "SAME_READING", timedelta(0))
    shown, unwritten = set(), set()
    with office_hours():
        world = build(app)
        for rule, role, path in _pages(app, world):
            before = _entries()
            answer = wire.get(app, path, world.cookies[role.value])
            if _is_personal(rule, answer):
                shown.add(rule.endpoint)
                if _entries() == before:
                    unwritten.add((rule.endpoint, path))
    assert sorted(unwritten) == []
    assert {"casework.request_page", "agenda.attendance"} | PAPERS <= shown


def _pages(app: Flask, world: World) -> Iterator[tuple[Rule, Role, str]]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.endpoint):
        readers = [role for role in READERS if role in ACCESS_TABLE[rule.endpoint]]
        if "GET" in (rule.methods or ()) and readers:
            for path in _paths(rule, world):
                yield rule, readers[0], path


def _paths(rule: Rule, world: World) -> list[str]:
    """The address for each thing that the first of its parts may name."""
    paths = [""]
    for is_dynamic, text in rule._trace:
        if not is_dynamic:
            paths = [path + text for path in paths]
            continue
        key = {"public_id": "file"}.get(text, text)
        known: list[Any] = world.parts.get(key, ["queja"])
        values = [quote(str(one), safe="") for one in known]
        paired = len(paths) == len(values) and key == "file"
        paths = (
            [path + value for path, value in zip(paths, values, strict=True)]
            if paired
            else [path + value for path in paths for value in values]
        )
    return [path.removeprefix("|") for path in paths]


def _is_personal(rule: Rule, answer: wire.Answer) -> bool:
    if answer.status != 200:
        return False
    text = answer.body.decode(errors="ignore")
    return rule.endpoint in PAPERS or any(word in text for word in PERSONAL)


def _entries() -> int:
    count = db.session.execute(select(func.count(AccessEntry.id))).scalar_one()
    db.session.rollback()
    return count
