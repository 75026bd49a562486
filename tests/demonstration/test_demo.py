"""``flask demo``: a believable year, never mixed with an office's own, gone without a trace."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from portal import site_stamp, storage
from portal.accounts import posts
from portal.accounts.models import Role, StaffUser
from portal.agenda.models import Execution
from portal.append_only import APPEND_ONLY_TABLES
from portal.config import setting
from portal.demonstration import build, mark, queries, removal
from portal.errors import Refused
from portal.extensions import db
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest
from portal.intake.stored_files import PreparedFile, attach
from portal.notices.models import OutboxMessage
from portal.plan.models import ActionPlan
from portal.transparency import queries as published
from tests.conftest import PASSWORD
from tests.factories import make_execution, make_request
from tests.pages import submit

FEWER = 8
Rows = dict[str, list[Any]]


def live() -> None:
    with mark.changing():
        for _ in build.build(PASSWORD, fewer=FEWER):
            pass
        db.session.commit()


def all_rows() -> Rows:
    """Each row of each table."""
    db.session.rollback()
    tables = db.metadata.sorted_tables
    return {
        table.name: sorted(map(repr, db.session.execute(select(table)).all())) for table in tables
    }


def everything() -> Rows:
    """Each row of each table, and where PostgreSQL's numbers stand."""
    found = all_rows()
    if db.engine.dialect.name == "postgresql":
        numbers = text("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
        kept = {f"{name}_id_seq" for name in removal.KEPT}
        rows = db.session.execute(numbers).all()
        found["numbers"] = [repr(row) for row in rows if row[0] not in kept]
    return found


@pytest.fixture
def before(plan_2024: ActionPlan, admin: StaffUser) -> Iterator[Rows]:
    """An office with its plan and somebody who administers it."""
    yield everything()
    db.session.rollback()


@pytest.fixture(scope="module")
def kept_year() -> list[Rows]:
    """What the office was before its year, once somebody has lived it: it takes a while."""
    return []


@pytest.fixture
def lived(kept_year: list[Rows], database: Any, request: pytest.FixtureRequest) -> Rows:
    """A year lived in such an office, once; afterwards the database is put back to its end.

    Gives what the office was before.
    """
    request.getfixturevalue("app")
    if not kept_year:
        kept_year.append(request.getfixturevalue("before"))
        live()
        _let_go()
        database.keep("year")
        return kept_year[0]
    _let_go()
    with mark.changing():
        database.restore("year")
    return kept_year[0]


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()


def test_it_shows_a_year_of_requests_activities_and_publications(lived: Rows) -> None:
    outcomes = set(db.session.execute(select(ServiceRequest.outcome)).scalars())
    assert {Outcome.ATTENDED, Outcome.TRANSFERRED, None} <= outcomes
    assert list(published.published_in(2024)) == list(range(1, 12))
    assert [one.month for one in published.corrections()] == [3]
    assert len(published.rejections(2024, 5)) == 1
    august = published.publication_of(2024, 8)
    assert august
    assert august.signatures[0].post == "Director Operativo (E)"
    held = db.session.execute(select(Execution.evidence_count, Execution.annulled_at)).all()
    assert any(count == 0 for count, _ in held)
    assert any(annulled for _, annulled in held)
    assert not db.session.execute(select(OutboxMessage)).first()


def test_what_it_publishes_can_be_recounted(lived: Rows, cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["publish", "verify", "--all"])
    assert result.exit_code == 0
    assert "Coinciden 12 publicaciones" in result.output


def test_it_is_the_same_each_time(lived: Rows) -> None:
    counts = []
    for turn in range(2):
        if turn:
            live()
        by_month = func.count(ServiceRequest.id), func.max(ServiceRequest.closed_on)
        counts.append(db.session.execute(select(*by_month)).one())
        removal.remove()
        db.session.commit()
    assert counts[0] == counts[1]


def test_every_page_says_so_while_it_stands(
    before: Rows, client: FlaskClient, cli: FlaskCliRunner
) -> None:
    addresses = ("/", "/transparencia", "/transparencia/2024/03", "/solicitudes/queja", "/nada")
    for address in addresses:
        assert "Datos de demostración" not in client.get(address).text
    live()
    for address in addresses:
        assert "Datos de demostración" in client.get(address).text
    assert "Lo que usted envíe aquí se va a borrar." in client.get("/solicitudes/queja").text
    assert "(datos de demostración)" in client.get("/transparencia/feed.atom").text
    assert cli.invoke(args=["demo", "--remove"]).exit_code == 0
    for address in addresses:
        assert "Datos de demostración" not in client.get(address).text


def test_removed_it_leaves_the_office_as_it_was(lived: Rows, app: Flask) -> None:
    assert everything() != lived
    content = b"a photograph that somebody sent meanwhile"
    file = storage.keep(content)
    photograph = PreparedFile("foto.jpg", "image/jpeg", len(content), file)
    attach(make_request("queja", received_on=date(2026, 1, 7)), photograph)
    db.session.commit()
    files = removal.remove()
    db.session.commit()
    assert everything() == lived
    assert files == [file]
    removal.discard(files)
    with pytest.raises(FileNotFoundError):
        storage.read(file)


def test_the_office_s_own_people_stay_though_they_changed_meanwhile(lived: Rows) -> None:
    demo_person, admin = (
        db.session.execute(
            select(StaffUser).where(StaffUser.email == f"{name}@personeria.example")
        ).scalar_one()
        for name in ("ejemplo1", "adela")
    )
    posts.appoint(
        demo_person,
        role=Role.PLANNING,
        from_on=build.LETTER_ON,
        to_on=build.LETTER_ON,
        act="Acta",
        actor=admin,
    )
    admin.name = "Adela Rentería Cuero"
    db.session.commit()
    removal.remove()
    db.session.commit()
    assert [one.name for one in db.session.execute(select(StaffUser)).scalars()] == [
        "Adela Rentería Cuero"
    ]


def test_afterwards_what_happened_still_cannot_be_rewritten(lived: Rows) -> None:
    removal.remove()
    db.session.commit()
    live()
    assert triggers() == {name for table in APPEND_ONLY_TABLES for name in triggers_of(table)}
    for table in ("request_events", "publications", "signatures"):
        with pytest.raises(DBAPIError, match=f"{table} is append-only"):
            db.session.execute(text(f"DELETE FROM {table}"))
        db.session.rollback()


def triggers() -> set[str]:
    """The names of all that the database has."""
    of_sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    of_postgresql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    is_sqlite = db.engine.dialect.name == "sqlite"
    names = db.session.execute(text(of_sqlite if is_sqlite else of_postgresql)).scalars()
    return {name for name in names if "_no_" in name}


def triggers_of(table: str) -> set[str]:
    is_sqlite = db.engine.dialect.name == "sqlite"
    return {
        f"{table}_no_{verb}"
        for verb in (("update", "delete") if is_sqlite else ("change", "truncate"))
    }


@pytest.mark.parametrize("own", [make_request, make_execution])
def test_it_is_refused_where_the_office_has_something_of_its_own(before: Rows, own: Any) -> None:
    own()
    db.session.commit()
    with pytest.raises(Refused, match="ya tiene datos suyos"):
        live()
    assert not queries.stands()


def test_a_removal_of_none_is_refused(before: Rows, cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["demo", "--remove"])
    assert result.exit_code == 1
    assert "No hay ninguna demostración." in result.output


def test_a_second_one_is_refused(lived: Rows, cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["demo"])
    assert result.exit_code == 1
    assert "Ya hay una demostración." in result.output


def test_it_needs_the_plan_of_its_year(app: Flask, cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["demo"])
    assert result.exit_code == 1
    assert "Falta el plan de acción de 2024" in result.output


def test_one_that_fails_leaves_nothing(
    before: Rows, cli: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any, **_named: Any) -> None:
        raise Refused("No se pudo.")

    monkeypatch.setattr("portal.transparency.actions.reject", fail)
    held = all_rows()
    result = cli.invoke(args=["demo"])
    assert result.exit_code == 1
    assert all_rows() == held  # PostgreSQL never takes back the numbers of what was rolled back


@pytest.mark.sqlite  # the same code; the whole year once
def test_the_command_lives_the_whole_year_and_says_how_to_enter(
    before: Rows, cli: FlaskCliRunner, client: FlaskClient
) -> None:
    stamp = site_stamp.read(site_stamp.path_in(setting("PORTAL_DATA_DIR")))
    result = cli.invoke(args=["demo"])
    assert result.exit_code == 0, result.output
    total = db.session.execute(select(func.count(ServiceRequest.id))).scalar_one()
    assert total > 350
    assert site_stamp.read(site_stamp.path_in(setting("PORTAL_DATA_DIR"))) > stamp
    password = result.output.rsplit(": ", 1)[1].strip()
    sent = {"correo": "ejemplo3@personeria.example", "clave": password}

    assert submit(client, "/ingresar", **sent).status_code == 303
