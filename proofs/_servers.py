"""Several web processes of the portal against one database, for the time of a proof."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from portal.config import ROOT
from tests.databases import (
    PostgresTemplate,
    SqliteTemplate,
    find_postgres,
    make_app,
    migrate,
    postgres_server,
)

SERVE = """
import logging
from waitress.server import create_server
from portal import create_app
logging.getLogger("waitress.queue").setLevel(logging.ERROR)
server = create_server(create_app(), host="127.0.0.1", port=0, threads=8)
print(server.effective_port, flush=True)
server.run()
"""


@dataclass(frozen=True)
class Portal:
    """Ports of its web processes, and an application on the same database to look into it."""

    name: str
    ports: list[int]
    app: Flask


def databases() -> list[str]:
    """SQLite always; PostgreSQL where it is installed, and always with CI=true."""
    has_postgres = find_postgres() is not None or bool(os.environ.get("CI"))
    if not has_postgres:
        print("PostgreSQL no está instalado: solo se prueba con SQLite.")
    return ["sqlite", *(["postgresql"] if has_postgres else [])]


@contextmanager
def fresh(database: str) -> Iterator[SqliteTemplate | PostgresTemplate]:
    """A migrated database of that kind, for one process that puts it back often."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="proof-")))
        if database == "sqlite":
            yield SqliteTemplate(folder)
        else:
            server = stack.enter_context(postgres_server(folder))
            yield stack.enter_context(closing(PostgresTemplate(folder, server)))


@contextmanager
def portal(database: str, *, processes: int) -> Iterator[Portal]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="proof-")))
        url = f"sqlite:///{folder / 'portal.sqlite3'}"
        if database == "postgresql":
            url = f"{stack.enter_context(postgres_server(folder))}/postgres"
        app = make_app(folder, url)
        migrate(app)
        environment = os.environ | {
            "PORTAL_DATA_DIR": str(folder),
            "DATABASE_URL": url,
            "SECRET_KEY": app.config["SECRET_KEY"],
            "PUBLIC_URL": "",
            "MAIL_URL": "",
        }
        ports = [stack.enter_context(_web_process(environment)) for _ in range(processes)]
        yield Portal(database, ports, app)


@contextmanager
def _web_process(environment: dict[str, str]) -> Iterator[int]:
    """One process on a port of its own choice; it is gone afterwards."""
    command = [sys.executable, "-c", SERVE]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            yield int(process.stdout.readline())
        finally:
            process.terminate()
            process.wait(timeout=10)
