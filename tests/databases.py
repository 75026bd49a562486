"""A database for each test, made from a template that was migrated once."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask import Flask

from portal import create_app, schema
from portal.extensions import db
from tests.broom import Broom

BINARIES = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]


def make_app(folder: Path, database_url: str | None = None) -> Flask:
    """The portal as tests need it: everything of it in one folder, nothing of this machine."""
    settings = {"PORTAL_DATA_DIR": str(folder), "TESTING": True, "MAIL_URL": "", "PUBLIC_URL": ""}
    return create_app(settings | {"DATABASE_URL": database_url, "SECRET_KEY": "only-for-tests"})


def migrate(app: Flask) -> None:
    schema.bind(app)
    with app.app_context():
        schema.bring_up_to_date()
        db.session.remove()
        db.engine.dispose()


class SqliteTemplate:
    """Copies a migrated file over the one that the application uses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.app = make_app(folder)
        self._file = folder / "portal.sqlite3"
        migrate(self.app)
        self.keep("template")

    def restore(self, name: str = "template") -> None:
        for ending in ("-wal", "-shm"):
            self._file.with_name(self._file.name + ending).unlink(missing_ok=True)
        shutil.copy(self._folder / f"{name}.sqlite3", self._file)

    def release(self) -> None:
        """A file cannot be replaced under an open connection."""
        db.engine.dispose()

    def keep(self, name: str) -> None:
        """Make what the database holds now a template of that name; nobody may be connected."""
        shutil.copy(self._file, self._folder / f"{name}.sqlite3")

    def empty(self, name: str) -> Flask:
        """The portal on a database without a table."""
        (self._folder / name).unlink(missing_ok=True)
        return make_app(self._folder, f"sqlite:///{self._folder / name}")


class PostgresTemplate:
    """Empties the tables that hold something; creates the database anew where that will not do.

    A template under another name, or a test that touched the schema, asks for a new database.
    """

    def __init__(self, folder: Path, server: str) -> None:
        self._folder, self._server = folder, server
        self.url = f"{server}/portal"
        self._broom: Broom | None = None
        self._administer("CREATE DATABASE template_portal")
        migrate(make_app(folder, f"{server}/template_portal"))
        self.app = make_app(folder, self.url)

    def restore(self, name: str = "template") -> None:
        if name == "template" and self._broom and self._broom.sweep():
            return
        self.close()
        self._administer("DROP DATABASE IF EXISTS portal WITH (FORCE)")
        self._administer(f"CREATE DATABASE portal TEMPLATE {name}_portal")
        if name == "template":
            self._broom = Broom(self.url)

    def release(self) -> None:
        """Connections may stay for the next test, unless one is still in use."""
        if db.engine.pool.checkedout():  # type: ignore[attr-defined]
            db.engine.dispose()

    def keep(self, name: str) -> None:
        """Make what the database holds now a template of that name; nobody may be connected."""
        self.close()
        self._administer(f"DROP DATABASE IF EXISTS {name}_portal WITH (FORCE)")
        self._administer(f"CREATE DATABASE {name}_portal TEMPLATE portal")

    def empty(self, name: str) -> Flask:
        self._administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._administer(f"CREATE DATABASE {name}")
        return make_app(self._folder, f"{self._server}/{name}")

    def close(self) -> None:
        """Leave no connection."""
        with self.app.app_context():
            db.engine.dispose()
        if self._broom:
            self._broom.close()
        self._broom = None

    def _administer(self, statement: str) -> None:
        with psycopg.connect(f"{self._server}/postgres", autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]


def find_postgres() -> Path | None:
    """The folder that holds ``initdb``, on the path or where Debian puts it."""
    if os.name == "nt":
        return None  # the fixture below speaks of users and sockets as Unix does
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    return next((one for one in [*folders, *BINARIES] if (one / "initdb").exists()), None)


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """Start a server of our own on a free port; as root it runs as another user, as it must."""
    binaries = find_postgres()
    assert binaries, "PostgreSQL is not installed"
    user = _server_user()
    data = folder / "postgres"
    data.mkdir()
    if user:
        os.chown(data, *user)
        _let_through(folder)
    settings = {"user": user[0], "group": user[1], "extra_groups": []} if user else {}

    def run(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd=data, timeout=60, **settings)

    run(str(binaries / "initdb"), "-D", str(data), "-U", "portal", "-A", "trust", "-E", "UTF8")
    port = _free_port()
    options = f"-p {port} -h 127.0.0.1 -k {data} -c fsync=off -c max_connections=80"
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    run(*control, "-o", options, "-l", str(data / "log"), "start")
    try:
        yield f"postgresql://portal@127.0.0.1:{port}"
    finally:
        run(*control, "-m", "immediate", "stop")


def _server_user() -> tuple[int, int] | None:
    """User and group of somebody who is not root, when we are."""
    if os.getuid() != 0:
        return None
    import pwd

    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    found = names.get("postgres") or names["nobody"]
    return found.pw_uid, found.pw_gid


def _let_through(folder: Path) -> None:
    """The other user must be able to walk down to its own folder."""
    for parent in [folder, *folder.parents]:
        if parent.stat().st_uid == os.getuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
