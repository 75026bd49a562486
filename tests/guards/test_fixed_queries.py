"""A page asks the database as many questions of a busy office as of a quiet one."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from portal.accounts import posts
from portal.accounts.models import Role, StaffUser
from portal.agenda import actions_visits
from portal.agenda.models_visits import RemarkKind
from portal.casework import actions_matters, actions_replies
from portal.data_rights.actions import file_data_request
from portal.data_rights.models import Wish
from portal.extensions import db
from portal.intake.actions_outages import record_outage
from portal.intake.kinds import Channel
from tests.casework.counting import statements
from tests.factories import make_staff
from tests.guards.access_table import ACCESS_TABLE, ANYONE
from tests.guards.wire import get, path_of
from tests.guards.world import (
    NOBODY,
    NOW,
    World,
    build,
    make_executions,
    make_requests,
    office_hours,
)

# Of a busy office each of these is so many times what it was.
MORE = 4


@pytest.mark.slow
@pytest.mark.sqlite  # what a page asks does not depend on the database
def test_a_list_asks_as_much_of_a_busy_office_as_of_a_quiet_one(app: Flask) -> None:
    with office_hours():
        office = build(app)
        before = questions(app, office)
        for turn in range(MORE):
            _add(office, turn)
        after = questions(app, office)
    grown = {path: (before[path], after[path]) for path in before if after[path] > before[path]}
    assert grown == {}
    assert len(before) > 90


def questions(app: Flask, office: World) -> dict[str, int]:
    """Of each page that opens, how many statements it takes the second time."""
    found = {}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or not rule.arguments <= office.parts.keys():
            continue
        allowed = ACCESS_TABLE[rule.endpoint]
        cookie = office.cookies[NOBODY if allowed == ANYONE else _whom(allowed)]
        path = path_of(rule, {name: office.parts[name][0] for name in rule.arguments})
        if get(app, path, cookie).status == 200:
            with statements() as asked:
                get(app, path, cookie)
            found[path] = len(asked)
    return found


def _whom(allowed: Any) -> str:
    """Who sees most of it."""
    order = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.PLANNING, Role.ATTENDANT)
    return next(role.value for role in (*order, *Role) if role in allowed)


def _add(office: World, turn: int) -> None:
    ana, carmen, adela = (
        db.session.get_one(StaffUser, office.staff[role.value])
        for role in (Role.ATTENDANT, Role.COORDINATOR, Role.ADMINISTRATOR)
    )
    filed = make_requests(ana, carmen)
    executions = make_executions(ana, filed, title=f"Taller {turn}")
    ended = NOW - timedelta(days=turn + 1)
    record_outage(
        channel=Channel.TELEPHONE,
        began_at=ended - timedelta(hours=2),
        ended_at=ended,
        what_happened="Cortaron la línea.",
        actor=ana,
    )
    matter = actions_matters.open_matter(
        title=f"Sin luz {turn}",
        service="energia",
        territory=None,
        since=date(2024, 6, 1),
        actor=ana,
    )
    actions_matters.link(
        matter, seen_version=1, service_requests=[filed[4].service_request], actor=ana
    )
    facts: dict[str, Any] = {"act": None, "kinds": [], "text": "Buen día.", "seen_version": 0}
    actions_replies.write_reply(None, title=f"Saludo {turn}", actor=carmen, **facts)
    _promise(executions[1], turn, ana)
    somebody = make_staff(Role.PLANNING)
    days = {"from_on": date(2024, 6, 10), "to_on": date(2024, 6, 20)}
    posts.appoint(somebody, role=Role.COORDINATOR, act="Resolución 31", actor=adela, **days)
    file_data_request(
        {
            "wish": Wish.KNOW,
            "name": "Rosa Mosquera",
            "document_type": "cc",
            "document_number": "31.234.567",
            "email": None,
            "description": "Qué datos míos tienen.",
        },
        nonce=f"otra {turn}",
    )
    db.session.commit()


def _promise(held: Any, turn: int, actor: StaffUser) -> None:
    text = f"La bomba {turn} está dañada."
    actions_visits.add_remark(held, kind=RemarkKind.FINDING, text=text, answer=None, actor=actor)
    actions_visits.add_commitment(
        held, promised_by="La empresa", text=text, due_on=date(2024, 6, 1), actor=actor
    )
