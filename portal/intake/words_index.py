"""The index over the words of requests: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

Neither can be said in a model, so the migration and ``create_all`` run these statements, and
whoever compares models and database leaves their parts out. On SQLite triggers of the table keep
it; on PostgreSQL the column is generated.
"""

from typing import Any

from sqlalchemy import Connection, event, text

TABLE = "request_words"
FTS = "request_words_fts"
VECTOR = "vector"
GIN = "ix_request_words_vector"

# Names of our own alone stand in these statements.
_ADD = f"INSERT INTO {FTS} (rowid, words) VALUES (new.service_request_id, new.words);"  # noqa: S608
_REMOVE = (
    f"INSERT INTO {FTS} ({FTS}, rowid, words)"  # noqa: S608
    " VALUES ('delete', old.service_request_id, old.words);"
)
SQLITE = (
    # Words are kept already folded, and a match never asks where in the text they stand.
    (
        f"CREATE VIRTUAL TABLE {FTS} USING fts5(words, content='{TABLE}',"
        " content_rowid='service_request_id', tokenize='ascii', detail='none', columnsize=0)"
    ),
    f"CREATE TRIGGER {TABLE}_added AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    f"CREATE TRIGGER {TABLE}_removed AFTER DELETE ON {TABLE} BEGIN {_REMOVE} END",
    f"CREATE TRIGGER {TABLE}_changed AFTER UPDATE ON {TABLE} BEGIN {_REMOVE} {_ADD} END",
)
POSTGRESQL = (
    (
        f"ALTER TABLE {TABLE} ADD COLUMN {VECTOR} tsvector"
        " GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED"
    ),
    f"CREATE INDEX {GIN} ON {TABLE} USING gin ({VECTOR})",
)


def create(connection: Connection) -> None:
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.execute(text(statement))


def drop(connection: Connection) -> None:
    """Before its table goes; PostgreSQL drops column and index with that."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"DROP TABLE {FTS}"))


def create_with(table: Any) -> None:
    """Make it whenever the table is made from its model."""
    event.listen(table, "after_create", lambda _table, connection, **_: create(connection))


def is_of_models(_object: Any, name: str | None, _type: str, *_rest: Any) -> bool:
    """For Alembic: not so what stands here."""
    return not str(name).startswith(FTS) and name not in (VECTOR, GIN)
