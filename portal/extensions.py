"""The database and the sign-in, made once and bound to the application by the factory."""

import enum
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Enum, MetaData, func, select
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from portal import one_writer, site_stamp

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, always UTC: SQLite forgets the zone, PostgreSQL keeps it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def text_enum(kind: type[enum.StrEnum], name: str) -> Enum:
    """A string column that holds the values of ``kind``, checked by the database too."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


# An error of the database is logged without the values: they are what people told the office.
db = SQLAlchemy(model_class=Base, engine_options={"hide_parameters": True})
if TYPE_CHECKING:
    Model = Base  # what the type checker can follow of the class that the extension makes
else:
    Model = db.Model
login_manager = LoginManager()


def insert_into(model: type[Base]) -> Any:
    """An INSERT that knows ON CONFLICT. Only the dialect in use is imported, to start sooner."""
    if db.engine.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert

        return sqlite_insert(model)
    from sqlalchemy.dialects.postgresql import insert as postgresql_insert

    return postgresql_insert(model)


def one_at_a_time(model: type[Base]) -> None:
    """Whoever comes through here for a table waits until the one before has committed.

    For what no row stands for yet: of two who write the same thing down at once, the second then
    finds it written. On SQLite whoever writes is alone anyway.
    """
    if db.engine.dialect.name == "postgresql":
        key = func.hashtext(model.__tablename__)
        db.session.execute(select(func.pg_advisory_xact_lock(key)))


def init_app(app: Flask) -> None:
    db.init_app(app)
    login_manager.init_app(app)
    with app.app_context():
        one_writer.listen(db.engine)
        site_stamp.listen(db.engine, site_stamp.path_in(app.config["PORTAL_DATA_DIR"]))
