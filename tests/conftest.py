"""One application for all tests, a fresh database for each, and the people of the office."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import event

from portal import clock, one_writer, site_stamp
from portal.accounts import actions, passwords
from portal.accounts.models import Role, StaffUser
from portal.demonstration import mark
from portal.demonstration import queries as demonstration
from portal.extensions import db
from portal.intake import office_days, office_entries
from portal.plan.models import ActionPlan
from tests import kept_plan
from tests.checked_client import CheckedClient
from tests.databases import PostgresTemplate, SqliteTemplate, find_postgres, postgres_server

PASSWORD = "una clave que nadie adivina"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_configure() -> None:
    """Let a stopped run end what it started, PostgreSQL above all, as Ctrl-C does."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    _hash_cheaply()


def _hash_cheaply() -> None:
    """Thousands of people are hired; the real cost has tests/accounts/test_passwords.py."""
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._nobody = passwords.hash_password("nadie")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is for the other database, and what this machine cannot run."""
    engine = config.getoption("--db")
    lacks_server = engine == "postgresql" and not find_postgres()
    for item in items:
        if lacks_server and "database" in item.fixturenames:
            _skip(item, "PostgreSQL is not installed")
        for other in {"sqlite", "postgresql"} - {engine}:
            if item.get_closest_marker(other):
                item.add_marker(pytest.mark.skip(reason=f"only for {other}"))
        if item.get_closest_marker("browser") and not CHROMIUM:
            _skip(item, "Chromium is not installed")


def _skip(item: pytest.Item, reason: str) -> None:
    if os.environ.get("CI"):
        raise pytest.UsageError(f"{reason}, and CI may not skip it")
    item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Somewhere fast to write, and gone at the end."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    parent = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="portal-", dir=parent) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def database(folder: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    if request.config.getoption("--db") == "sqlite":
        yield SqliteTemplate(folder)
        return
    with postgres_server(folder) as server, closing(PostgresTemplate(folder, server)) as template:
        yield template


@pytest.fixture
def app(database: Any) -> Iterator[Flask]:
    """The portal with an empty, migrated database, and a context for the test itself."""
    database.restore()
    site_stamp.renew(site_stamp.path_in(database.app.config["PORTAL_DATA_DIR"]))
    one_writer.mark_reading(False)
    office_days.forget()
    site_stamp.path_in(database.app.config["PORTAL_DATA_DIR"], office_days.STAMP).unlink(
        missing_ok=True
    )
    site_stamp.path_in(database.app.config["PORTAL_DATA_DIR"], office_entries.STAMP).unlink(
        missing_ok=True
    )
    office_entries.configure()
    with database.app.app_context():
        office_entries.refresh()  # not what another test wrote of the office
        _know_that_no_demonstration_stands()
        yield database.app
        db.session.remove()
        database.release()


def _know_that_no_demonstration_stands() -> None:
    """As a process knows after its first page; the database is asked only after one stood."""
    mark.path().unlink(missing_ok=True)
    with one_writer.reading():
        assert not demonstration.stands()
        db.session.remove()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.test_client_class = CheckedClient
    return app.test_client()


@pytest.fixture
def new_client(app: Flask) -> Callable[[], FlaskClient]:
    """Another browser."""
    app.test_client_class = CheckedClient
    return app.test_client


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], datetime]:
    """Set the portal's clock to a day and hour of Bogotá: ``at("2024-03-05 10:00")``."""

    def set_clock(moment: str) -> datetime:
        instant = datetime.fromisoformat(moment).replace(tzinfo=clock.BOGOTA)
        monkeypatch.setattr(clock, "now", lambda: instant.astimezone(UTC))
        return clock.now()

    return set_clock


@pytest.fixture
def hire(app: Flask) -> Callable[[str, Role], StaffUser]:
    """Add a person to the office, with the password ``PASSWORD``."""

    def add(name: str, role: Role) -> StaffUser:
        first_name = name.split(maxsplit=1)[0].lower()
        email = f"{first_name}@personeria.example"
        user, _ = actions.add_staff(email=email, name=name, role=role, password=PASSWORD)
        db.session.commit()
        return user

    return add


@pytest.fixture
def ana(hire: Callable[[str, Role], StaffUser]) -> StaffUser:
    return hire("Ana Riascos", Role.ATTENDANT)


@pytest.fixture
def luis(hire: Callable[[str, Role], StaffUser]) -> StaffUser:
    return hire("Luis Hurtado", Role.ATTENDANT)


@pytest.fixture
def carmen(hire: Callable[[str, Role], StaffUser]) -> StaffUser:
    return hire("Carmen Valencia", Role.COORDINATOR)


@pytest.fixture
def pablo(hire: Callable[[str, Role], StaffUser]) -> StaffUser:
    return hire("Pablo Angulo", Role.COMMUNICATIONS)


@pytest.fixture
def paz(hire: Callable[[str, Role], StaffUser]) -> StaffUser:
    return hire("Paz Mosquera", Role.PLANNING)


@pytest.fixture
def marta(hire: Callable[[str, Role], StaffUser]) -> StaffUser:
    return hire("Marta Caicedo", Role.COMMITTEE)


@pytest.fixture
def admin(hire: Callable[[str, Role], StaffUser]) -> StaffUser:
    return hire("Adela Rentería", Role.ADMINISTRATOR)


@pytest.fixture
def sign_in() -> Callable[[FlaskClient, StaffUser], None]:
    """Sign a person in without the page, which has its own tests."""

    def sign(client: FlaskClient, user: StaffUser) -> None:
        token = actions.begin_session(user)
        db.session.commit()
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True

    return sign


@pytest.fixture
def staff_client(
    new_client: Callable[[], FlaskClient], sign_in: Callable[[FlaskClient, StaffUser], None]
) -> Callable[[StaffUser], FlaskClient]:
    """A browser in which a person is signed in."""

    def make(user: StaffUser) -> FlaskClient:
        client = new_client()
        sign_in(client, user)
        return client

    return make


@pytest.fixture
def plan_2024(app: Any) -> ActionPlan:
    """The plan that comes with the portal."""
    return kept_plan.adopt()


@pytest.fixture
def statements(app: Any) -> Callable[[], Any]:
    """``with statements() as seen: …`` gathers the SQL that is run inside."""

    @contextmanager
    def gather() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return gather
