"""What ``python3 manage.py run`` starts: everything in one process, ready in about a second.

It brings the database up to date, loads the 2024 plan, drafts this year's, makes the first
administrator, and then serves pages while a thread sends the mail that waits.
"""

import gc
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import Any

from flask import Flask
from sqlalchemy.exc import OperationalError

from portal import clock, create_app, schema
from portal.accounts import actions as accounts
from portal.accounts.models import Role
from portal.accounts.queries import count_staff
from portal.errors import Refused
from portal.extensions import db
from portal.intake.catalogue_file import CatalogueError
from portal.notices.worker import run_worker
from portal.office_calendar import CalendarFileError
from portal.plan import actions as plans
from portal.plan.files import FIRST_PLAN, read_file
from portal.plan.queries import plan_of

FIRST_ADMINISTRATOR = "administracion@personeria.example"
THREADS = 8


def main() -> int:
    gc.disable()  # what a start makes is there to stay: looking for garbage in it takes its time
    try:
        app = create_app()
        with app.app_context():
            prepare(app)
        server = listen(app)
    except (Refused, CalendarFileError, CatalogueError, RuntimeError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OperationalError as error:
        print(f"No se puede usar la base de datos (DATABASE_URL): {error.orig}", file=sys.stderr)
        return 1
    gc.freeze()
    gc.enable()
    serve(app, server)
    return 0


def prepare(app: Flask) -> None:
    """Do what is missing; a second start finds nothing to do."""
    if not schema.is_current():
        schema.bind(app)
        schema.bring_up_to_date()
    first = read_file(FIRST_PLAN)
    if plan_of(first.year) is None:
        plans.load_plan(first, today=clock.today())
    plans.ensure_current_draft(clock.today())
    if not count_staff():
        _add_first_administrator()
    db.session.commit()


def _add_first_administrator() -> None:
    user, password = accounts.add_staff(
        email=FIRST_ADMINISTRATOR, name="Administración del portal", role=Role.ADMINISTRATOR
    )
    print("Primera persona de administración (esta clave se muestra una sola vez):")
    print(f"  correo: {user.email}")
    print(f"  clave de un solo uso: {password}", flush=True)


def listen(app: Flask) -> Any:
    """Open the port, so that a taken one is said before anything is served."""
    from waitress.server import create_server

    try:
        return create_server(
            app,
            host=_host(),
            port=app.config["PORT"],
            threads=THREADS,
            ident=None,
            # The application answers larger bodies with a page of its own, up to this limit.
            max_request_body_size=2 * app.config["MAX_CONTENT_LENGTH"],
            # Left for the application, which believes as many proxies as TRUSTED_PROXIES says.
            clear_untrusted_proxy_headers=False,
        )
    except OSError as error:
        port = app.config["PORT"]
        raise Refused(
            f"No se puede abrir el puerto {port} ({error.strerror}). "
            f"Pruebe con otro: PORT={port + 1} python3 manage.py run"
        ) from error


def serve(app: Flask, server: Any) -> None:
    """Serve until Ctrl-C or SIGTERM; the server and the worker end together."""
    stop = threading.Event()
    # A daemon: a mail server that does not answer must not hold the end up. What it was sending
    # keeps its place in the outbox.
    worker = threading.Thread(target=run_worker, args=(app, stop), name="outbox", daemon=True)
    # Both by name: a shell that starts it in the background leaves SIGINT ignored.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.default_int_handler)
    worker.start()
    print(f"El portal está en {_address(app)}", "Para detenerlo, Ctrl-C.", sep="\n", flush=True)
    with suppress(KeyboardInterrupt):
        server.run()
    stop.set()
    server.close()
    worker.join(timeout=1)
    print("\nEl portal se detuvo.", flush=True)


def _host() -> str:
    return os.environ.get("HOST") or "127.0.0.1"


def _address(app: Flask) -> str:
    return (app.config["PUBLIC_URL"] or f"http://{_host()}:{app.config['PORT']}") + "/"


if __name__ == "__main__":
    sys.exit(main())
