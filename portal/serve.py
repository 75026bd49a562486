"""What ``python3 manage.py run`` starts: everything in one process, ready in about a second.

It brings the database up to date, loads the 2024 plan, drafts this year's, makes the first
administrator, and then serves pages while a thread sends the mail that waits.
"""

import os
import signal
import sys
import threading
from contextlib import suppress
from typing import Any

from flask import Flask
from sqlalchemy import inspect, text

from portal import clock, create_app
from portal.accounts import actions as accounts
from portal.accounts.models import Role
from portal.accounts.queries import count_staff
from portal.config import ROOT
from portal.errors import Refused
from portal.extensions import db
from portal.intake.catalogue_file import CatalogueError
from portal.notices.worker import run_worker
from portal.office_calendar import CalendarFileError
from portal.plan import actions as plans
from portal.plan.files import FIRST_PLAN, read_file
from portal.plan.queries import plan_of

MIGRATIONS = ROOT / "migrations"
FIRST_ADMINISTRATOR = "administracion@personeria.example"
THREADS = 8


def main() -> int:
    try:
        app = create_app()
        with app.app_context():
            prepare()
    except (Refused, CalendarFileError, CatalogueError, RuntimeError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    serve(app)
    return 0


def prepare() -> None:
    """Do what is missing; a second start finds nothing to do."""
    migrate_if_behind()
    first = read_file(FIRST_PLAN)
    if plan_of(first.year) is None:
        plans.load_plan(first, today=clock.today())
    plans.ensure_current_draft(clock.today())
    if not count_staff():
        _add_first_administrator()
    db.session.commit()


def migrate_if_behind() -> None:
    """Migrate unless the database already names the newest revision file.

    Importing Alembic costs more than all the rest of a second start.
    """
    if inspect(db.engine).has_table("alembic_version"):
        head = db.session.execute(text("SELECT version_num FROM alembic_version")).scalar()
        db.session.rollback()
        if head == newest_revision():
            return
    from flask_migrate import upgrade

    upgrade(directory=str(MIGRATIONS))


def newest_revision() -> str:
    """Revision files begin with their number, so the last by name is the head."""
    files = sorted(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    return files[-1].partition("_")[0]


def _add_first_administrator() -> None:
    user, password = accounts.add_staff(
        email=FIRST_ADMINISTRATOR, name="Administración del portal", role=Role.ADMINISTRATOR
    )
    print("Primera persona de administración (esta clave se muestra una sola vez):")
    print(f"  correo: {user.email}")
    print(f"  clave de un solo uso: {password}", flush=True)


def serve(app: Flask) -> None:
    """Serve until Ctrl-C or SIGTERM; the server and the worker end together."""
    from waitress.server import create_server

    host, port = os.environ.get("HOST") or "127.0.0.1", app.config["PORT"]
    server: Any = create_server(app, host=host, port=port, threads=THREADS, ident=None)
    stop = threading.Event()
    worker = threading.Thread(target=run_worker, args=(app, stop), name="outbox")
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    worker.start()
    print(f"El portal está en {app.config['PUBLIC_URL'] or f'http://{host}:{port}'}/", flush=True)
    print("Para detenerlo, Ctrl-C.", flush=True)
    with suppress(KeyboardInterrupt):
        server.run()
    stop.set()
    server.close()
    worker.join(timeout=2)
    print("\nEl portal se detuvo.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
