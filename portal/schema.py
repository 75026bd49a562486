"""The tables of the database and the migrations that bring them up to date.

Alembic takes as long to import as the rest of the portal, so it is imported only to migrate.
"""

from functools import cache

from flask import Flask
from sqlalchemy import inspect, text

from portal.config import ROOT
from portal.extensions import db

MIGRATIONS = ROOT / "migrations"


def bind(app: Flask) -> None:
    """Give the application to ``flask db`` and to ``bring_up_to_date``."""
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)


def bring_up_to_date() -> None:
    """Apply every migration that is missing."""
    from flask_migrate import upgrade

    upgrade(directory=str(MIGRATIONS))


def is_current() -> bool:
    """Whether the database has every migration applied."""
    return applied_revision() == newest_revision()


def applied_revision() -> str | None:
    """The migration that the database stands at; None in an empty one."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@cache
def newest_revision() -> str:
    """Revision files begin with their number, so the last by name is the head; a test holds it."""
    files = sorted(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    return files[-1].partition("_")[0]
