"""SQLite, one writer at a time.

A transaction that starts by reading and then writes fails at once when another has written in
between, whatever the busy timeout. So whoever may write takes the write lock from the start
(``BEGIN IMMEDIATE``), and whoever only reads says so and never waits. SQLite's own waiting is a
sleep that can starve a writer for seconds; a file lock taken before it queues writers fairly, over
threads and processes. PostgreSQL needs none of this and is left alone.
"""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

try:
    import fcntl
except ImportError:  # Windows: SQLite's own waiting has to do
    fcntl = None  # type: ignore[assignment]

_only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)
_this_thread = threading.local()


def mark_reading(only_reads: bool) -> None:
    """Say whether the transactions that follow in this context only read."""
    _only_reads.set(only_reads)


def only_reads() -> bool:
    """Whether a transaction that begins now only reads."""
    return _only_reads.get()


def reading() -> AbstractContextManager[None]:
    """Transactions begun inside only read: they take no lock and never wait."""
    return _marked(True)


def writing() -> AbstractContextManager[None]:
    """Transactions begun inside may write, also where the page around them only reads."""
    return _marked(False)


@contextmanager
def _marked(only_reads: bool) -> Iterator[None]:
    token = _only_reads.set(only_reads)
    try:
        yield
    finally:
        _only_reads.reset(token)


def listen(engine: Engine) -> None:
    """Set up an SQLite engine: durable, foreign keys on, writers queued."""
    if engine.dialect.name != "sqlite":
        return
    lock_path = f"{engine.url.database}.writer" if engine.url.database else None

    @event.listens_for(engine, "connect")
    def _configure(dbapi_connection: Any, _record: Any) -> None:
        dbapi_connection.isolation_level = None  # the driver must not begin on its own
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "busy_timeout=15000",
        ):
            dbapi_connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if _only_reads.get():
            connection.exec_driver_sql("BEGIN")
            return
        if lock_path and fcntl:
            _queue(connection.connection.record_info, lock_path)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    # Not at the commit event, which comes before the commit itself.
    @event.listens_for(engine, "checkin")
    def _release(_dbapi_connection: Any, record: Any) -> None:
        _leave(record.record_info)


def _queue(info: Any, lock_path: str) -> None:
    if "writer_lock" in info:
        return
    if getattr(_this_thread, "writes", False):
        raise RuntimeError("this thread already holds the write lock through another connection")
    handle = Path(lock_path).open("ab")  # noqa: SIM115 - held until the connection goes back
    fcntl.flock(handle, fcntl.LOCK_EX)
    info["writer_lock"] = handle
    _this_thread.writes = True


def _leave(info: Any) -> None:
    handle = info.pop("writer_lock", None)
    if handle is not None:
        handle.close()  # closing gives the lock up
        _this_thread.writes = False
