"""How Alembic reaches the portal's database. Run through ``flask db …``."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from portal.extensions import db
from portal.intake import words_index


def migrate(connection: Connection) -> None:
    # SQLite alters a table by making it anew; with foreign keys on, dropping the old one would
    # delete the rows that point to it.
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        include_object=words_index.is_of_models,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
    if is_sqlite:
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"the migration left rows without their parent: {broken}")


with db.engine.connect() as connection:
    migrate(connection)
    connection.commit()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
