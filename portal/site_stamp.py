"""A file that grows by a byte with every change, so that each process sees what another wrote.

What is rendered once and kept in memory is thrown away when the file has grown; looking at its size
costs a microsecond, a question to the database a hundred times as much. A size needs no clock, no
two appends give the same one, and whoever reads it before rendering keeps nothing that is old.
"""

import logging
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

NAME = "paginas_publicas.sello"
# What statements begin with that change nothing. Whatever begins otherwise may have.
READS = ("SELECT", "BEGIN", "PRAGMA")

log = logging.getLogger(__name__)


def listen(engine: Engine, path: Path) -> None:
    """Renew the stamp after each transaction that may have written, on either database."""

    @event.listens_for(engine, "before_cursor_execute")
    def _note(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().startswith(READS):
            connection.connection.record_info["may_have_written"] = True  # type: ignore[index]

    # Not at the commit event, which comes before the commit itself: whoever rendered in between
    # would keep what was there before, under the new stamp.
    @event.listens_for(engine, "checkin")
    def _ended(_dbapi_connection: Any, record: Any) -> None:
        if record.record_info.pop("may_have_written", False):
            _renew_or_say(path)


def _renew_or_say(path: Path) -> None:
    """What was committed stays; without a stamp kept pages still end with their minute."""
    try:
        renew(path)
    except OSError as error:
        log.error("the stamp of the public pages could not be renewed: %s", error)


def renew(path: Path) -> None:
    """Say, after a change, that kept pages are old."""
    with path.open("ab") as stamp:
        stamp.write(b".")


def path_in(data_dir: Path, name: str = NAME) -> Path:
    return data_dir / name


def read(path: Path) -> int:
    """How many changes there were; 0 before the first."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
