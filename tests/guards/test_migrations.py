"""The migrations make what the models say: from nothing, up, down and up again, triggers too."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from portal import schema
from portal.append_only import APPEND_ONLY_TABLES
from portal.extensions import db
from portal.intake import words_index
from portal.intake.history import record_event
from tests.factories import make_request

REVISIONS = [one.revision for one in ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions()][::-1]


@pytest.fixture
def empty(database: Any) -> Iterator[Callable[[str], Flask]]:
    """Make an application on a database without a table, inside its context."""
    contexts = []

    def make(name: str) -> Flask:
        app: Flask = database.empty(name)
        schema.bind(app)
        contexts.append(app.app_context())
        contexts[-1].push()
        return app

    yield make
    for context in reversed(contexts):
        db.session.remove()
        db.engine.dispose()
        context.pop()


def test_there_is_one_head_and_its_file_is_the_last_by_name() -> None:
    heads = ScriptDirectory(str(schema.MIGRATIONS)).get_heads()
    assert heads == [schema.newest_revision()]


def test_the_models_equal_the_migrations(empty: Callable[[str], Flask]) -> None:
    empty("migrated")
    schema.bring_up_to_date()
    with db.engine.connect() as connection:
        options = {
            "compare_server_default": True,
            "include_object": words_index.is_of_models,
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, db.metadata) == []
        migrated = constraints_and_indexes(connection)
    empty("created")
    db.create_all()
    with db.engine.connect() as connection:
        assert constraints_and_indexes(connection) == migrated


def test_each_migration_goes_up_down_and_up_again(empty: Callable[[str], Flask]) -> None:
    empty("stepwise")
    for revision in REVISIONS:
        before = tables()
        upgrade(revision=revision)
        after = tables()
        downgrade(revision="-1")
        assert tables() == before, f"{revision} leaves something behind"
        upgrade(revision=revision)
        assert tables() == after
        assert_append_only()
    downgrade(revision="base")
    assert not tables()
    upgrade()
    assert_append_only()


@pytest.mark.parametrize("statement", ["UPDATE {} SET type = type", "DELETE FROM {}"])
def test_what_happened_to_a_request_cannot_be_rewritten(app: Flask, statement: str) -> None:
    record_event(make_request(), "filed")
    db.session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement.format("request_events")))
    db.session.rollback()


def tables() -> set[str]:
    with db.engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def assert_append_only() -> None:
    """Each table of acts that stands now refuses to change or lose a row."""
    for table in set(APPEND_ONLY_TABLES) & tables():
        with db.engine.connect() as connection:
            triggers = trigger_verbs(connection, table)
        assert {"UPDATE", "DELETE"} <= triggers, f"{table} can be rewritten"


def trigger_verbs(connection: Connection, table: str) -> set[str]:
    if connection.dialect.name == "sqlite":
        found = connection.execute(
            text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"),
            {"table": table},
        ).scalars()
        return {verb for sql in found for verb in re.findall(r"BEFORE (UPDATE|DELETE)", sql)}
    found = connection.execute(
        text(
            "SELECT event_manipulation FROM information_schema.triggers "
            "WHERE event_object_table = :table AND action_timing = 'BEFORE'"
        ),
        {"table": table},
    ).scalars()
    return set(found)


def constraints_and_indexes(connection: Connection) -> dict[str, Any]:
    """What Alembic does not compare, as the database tells it: CHECKs, and indexes in full."""
    inspector = inspect(connection)
    return {
        table: {
            "checks": {
                one["name"]: " ".join(one["sqltext"].split())
                for one in inspector.get_check_constraints(table)
            },
            "indexes": {one["name"]: plain(one) for one in inspector.get_indexes(table)},
            "unique": {one["name"]: one for one in inspector.get_unique_constraints(table)},
            "foreign": {one["name"]: one for one in inspector.get_foreign_keys(table)},
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def plain(index: Any) -> dict[str, Any]:
    """An index with its conditions as texts: clauses do not compare."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return {**index, "dialect_options": options}
