"""What one test leaves behind the next one never meets."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from portal.extensions import db
from tests.factories import make_request


def left_rows() -> list[str]:
    return [
        table.name
        for table in db.metadata.sorted_tables
        if db.session.execute(table.select().limit(1)).first()
    ]


def put_back(database: Any) -> None:
    db.session.remove()
    database.release()
    database.restore()


def test_rows_and_numbers_are_gone(app: Flask, database: Any, plan_2024: object) -> None:
    make_request()
    db.session.commit()
    assert {"service_requests", "indicators"} <= set(left_rows())
    put_back(database)
    assert left_rows() == []
    assert make_request().id == 1
    db.session.rollback()


@pytest.mark.postgresql
def test_a_connection_that_is_still_at_work_is_ended(app: Flask, database: Any) -> None:
    other = db.engine.connect()
    other.execute(text("SELECT 1"))
    put_back(database)
    other.invalidate()
    other.close()
    assert left_rows() == []


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE service_requests ADD COLUMN colour text",
        "ALTER TABLE service_requests DROP COLUMN topic",
        "ALTER TABLE request_events DISABLE TRIGGER ALL",
        "DROP TRIGGER request_events_no_change ON request_events",
        "ALTER TABLE staff_users ALTER COLUMN name SET DEFAULT 'x'",
        "CREATE TABLE extra (id int)",
        "UPDATE alembic_version SET version_num = '0001'",
        (
            "CREATE OR REPLACE FUNCTION request_events_is_append_only() RETURNS trigger "
            "LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
        ),
    ],
)
def test_a_schema_that_was_touched_is_made_anew(app: Flask, database: Any, change: str) -> None:
    before = schema()
    db.session.execute(text(change))
    db.session.commit()
    put_back(database)
    assert schema() == before


def schema() -> list[Any]:
    """Columns, triggers, functions and the version, as the server tells them."""
    questions = (
        (
            "SELECT table_name, column_name, column_default FROM information_schema.columns "
            "WHERE table_schema = 'public' ORDER BY 1, 2"
        ),
        "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
        "SELECT proname, prosrc FROM pg_proc WHERE proname LIKE '%append_only' ORDER BY 1",
        "SELECT version_num FROM alembic_version",
    )
    found = [db.session.execute(text(one)).all() for one in questions]
    db.session.rollback()
    return found
