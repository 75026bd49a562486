"""How fast unchanged public pages are answered, as a ratio to Flask's one-line hello.

    python -m bench.public_pages [waitress] [gunicorn] [granian]     (those installed, without)

Both stand on the same server with the same two workers (waitress: one process, as `run` has it) and
are asked in turns, so that what else the machine does hits both alike. Goals: 1.25 × hello on
gunicorn, 2.5 × on granian; the form page 0.9 × a bare Jinja page of its size. The ratio is that of
the rates: the median of the turns, in the middle one and in the worst of three runs.
"""

import importlib.util
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from flask import Flask, render_template

from bench.office import hire_signers, office, publish
from bench.web_load import Load
from portal import create_app
from portal.extensions import db
from tests.factories import close, make_execution, make_request

RUNS, TURNS, REQUESTS = 3, 11, 160
SERVED = "bench.public_pages:served"
COMMANDS = {
    "waitress": ["waitress", "--threads=8", "--listen=127.0.0.1:{port}", "--call", SERVED],
    "gunicorn": [
        *("gunicorn", "--workers=2", "--bind=127.0.0.1:{port}", "--log-level=warning"),
        f"{SERVED}()",
    ],
    "granian": [
        *("granian", "--interface=wsgi", "--workers=2", "--blocking-threads=1"),
        *("--port={port}", "--no-ws", "--log-level=warning", "--factory", SERVED),
    ],
}
GOALS = {"gunicorn": 1.25, "granian": 2.5}
HANGS_UP = {"gunicorn"}  # its plain workers take a connection for each request
PAGES = {
    "home": "/",
    "plan": "/plan/2024",
    "year": "/transparencia/2024",
    "month": "/transparencia/2024/02",
    "frozen file": "/transparencia/2024/02/v1/cifras.json",
}
FORM = "/solicitudes/queja"
ZIPPED = {"Accept-Encoding": "gzip"}
BARE_PAGE = """<!doctype html><html lang="es-CO"><head><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1><form method="post">
{% for field in fields %}<div class="field"><label for="{{ field.name }}">{{ field.label }}</label>
{% if field.hint %}<p class="hint" id="{{ field.name }}-hint">{{ field.hint }}</p>{% endif %}
<input id="{{ field.name }}" name="{{ field.name }}" value="{{ field.value }}"></div>
{% endfor %}</form></body></html>"""


def served() -> Any:
    """What each worker serves: the portal, and beside it hello and the bare page."""
    portal, bare = create_app(), _bare(int(os.environ.get("BARE_BYTES", "0")))

    def answer(environ: Any, start: Any) -> Any:
        app = bare if environ["PATH_INFO"].startswith("/_") else portal
        return app(environ, start)

    return answer


def _bare(size: int) -> Flask:
    app = Flask("bare")
    app.add_url_rule("/_hello", view_func=lambda: "hola", endpoint="hello")
    fields = [
        {"name": f"campo_{n}", "label": f"Campo número {n}", "hint": "Como lo sepa.", "value": ""}
        for n in range(size // 165)  # bytes of one
    ]

    template = app.jinja_env.from_string(BARE_PAGE)

    @app.get("/_page")
    def page() -> str:
        return render_template(template, title="Una página", fields=fields)

    return app


def main(servers: list[str]) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends what it started
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        with office(folder) as app:
            _fill()
            size = len(app.test_client().get(FORM).data)
        for name in servers:
            with _running(name, folder, size) as port:
                _measure(name, port)


def _fill() -> None:
    """Two published months, the second with a little of everything."""
    for month in (1, 2):
        for day in range(1, 21):
            complaint = make_request("queja", received_on=date(2024, month, day))
            if day % 3:
                close(complaint, "trasladada", date(2024, month, day + 5))
        make_execution(3, takes_place_on=date(2024, month, 12))
    signers = hire_signers()
    for month in (1, 2):
        publish(2024, month, signers)
    db.session.commit()


@contextmanager
def _running(name: str, folder: str, size: int) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [part.format(port=port) for part in COMMANDS[name]]
    settings = {"PORTAL_DATA_DIR": folder, "BARE_BYTES": str(size), "DATABASE_URL": ""}
    server = subprocess.Popen(  # noqa: S603 - a server of our own
        [sys.executable, "-m", *command], env={**os.environ, **settings}
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


def _measure(name: str, port: int) -> None:
    load = Load(port, stays=name not in HANGS_UP)
    hello = ("/_hello", ZIPPED)
    rate = REQUESTS / statistics.median(load.seconds(*hello, REQUESTS) for _ in range(5))
    print(
        f"\n{name}: hello {rate:.0f}/s",
        f"goal {GOALS[name]} ×" if name in GOALS else "",
        flush=True,
    )
    for what, path in PAGES.items():
        _report(what, [_ratio(load, (path, ZIPPED), hello) for _ in range(RUNS)])
    above, _ = load.first("/", **ZIPPED)
    etag = re.search(rb"(?i)etag: *([^\r]+)", above)
    known = ZIPPED | {"If-None-Match": etag[1].decode() if etag else ""}
    hanging_up = Load(port, stays=False)  # as waitress does after a 304
    _report("304 of home", [_ratio(hanging_up, ("/", known), hello) for _ in range(RUNS)])
    load.close()
    form = Load(port, stays=name not in HANGS_UP)  # the other's connections slept too long
    sizes = [len(load.first(path)[1]) for path in (FORM, "/_page")]
    bare: tuple[str, dict[str, str]] = ("/_page", {})
    _report("form × bare page", [_ratio(form, (FORM, {}), bare) for _ in range(RUNS)], sizes)
    form.close()


def _ratio(
    load: Load, measured: tuple[str, dict[str, str]], bare: tuple[str, dict[str, str]]
) -> float:
    """How many times the rate of the bare one, turn by turn."""
    found = []
    for _ in range(TURNS):
        taken = load.seconds(*measured, REQUESTS)
        found.append(load.seconds(*bare, REQUESTS) / taken)
    return statistics.median(found)


def _report(what: str, ratios: list[float], sizes: list[int] | None = None) -> None:
    note = f"   {sizes[0]} and {sizes[1]} bytes" if sizes else ""
    print(
        f"  {what:18s}{statistics.median(ratios):6.2f} ×   worst {min(ratios):.2f} ×{note}",
        flush=True,
    )


if __name__ == "__main__":
    asked = sys.argv[1:] or [name for name in COMMANDS if importlib.util.find_spec(name)]
    main(asked)
