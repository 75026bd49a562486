"""On SQLite writers queue and readers never wait."""

import threading

import pytest
from flask import Flask
from sqlalchemy import text

from portal import one_writer
from portal.extensions import db

pytestmark = pytest.mark.sqlite

ADD_ONE = text("UPDATE filing_counters SET last = last + 1 WHERE year = 1999")


@pytest.fixture
def counter(app: Flask) -> None:
    insert = "INSERT INTO filing_counters (kind, year, last) VALUES ('queja', 1999, 0)"
    db.session.execute(text(insert))
    db.session.commit()


def _last() -> int:
    return db.session.execute(
        text("SELECT last FROM filing_counters WHERE year = 1999")
    ).scalar_one()


def test_the_database_is_durable_and_keeps_its_references(app: Flask) -> None:
    def pragma(name: str) -> object:
        return db.session.execute(text(f"PRAGMA {name}")).scalar_one()

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2  # FULL
    assert pragma("foreign_keys") == 1


def test_writers_that_read_first_lose_no_update(app: Flask, counter: None) -> None:
    def write() -> None:
        with app.app_context():
            for _ in range(20):
                _last()
                db.session.execute(ADD_ONE)
                db.session.commit()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert _last() == 80


def test_a_reader_does_not_wait_for_a_writer(app: Flask, counter: None) -> None:
    db.session.execute(ADD_ONE)
    seen = []

    def read() -> None:
        with app.app_context(), one_writer.reading():
            seen.append(_last())
            db.session.rollback()

    thread = threading.Thread(target=read)
    thread.start()
    thread.join(5)
    db.session.rollback()
    assert seen == [0]


def test_a_second_writing_connection_of_one_thread_is_an_error_not_a_standstill(
    app: Flask, counter: None
) -> None:
    db.session.execute(ADD_ONE)
    with (
        pytest.raises(RuntimeError, match="already holds"),
        db.engine.connect() as second,
    ):
        second.execute(ADD_ONE)
    db.session.rollback()
