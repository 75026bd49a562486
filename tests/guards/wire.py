"""A request as a server hands it over, byte for byte, and the answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.routing import Rule
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal import one_writer
from portal.extensions import db


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    body: bytes


def ask(app: Flask, environ: dict[str, Any]) -> Answer:
    """Send it in a context of its own, as a server does, apart from the test's session."""
    db.session.commit()
    try:
        with app.app_context():
            body, status, headers = run_wsgi_app(app, environ, buffered=True)
    finally:
        one_writer.mark_reading(False)
    return Answer(int(status[:3]), headers, b"".join(body))


def raw(
    method: str,
    path: str,
    *,
    query: str = "",
    body: bytes = b"",
    content_type: str | None = None,
    headers: Mapping[str, str],
) -> dict[str, Any]:
    """``path`` and ``query`` percent-encoded, headers by their names in the environ."""
    environ = EnvironBuilder().get_environ() | {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
    }
    if content_type is not None:
        environ["CONTENT_TYPE"] = content_type
    return environ | dict(headers)


def get(app: Flask, path: str, cookie: str) -> Answer:
    return ask(app, raw("GET", path, headers={"HTTP_COOKIE": cookie}))


def path_of(rule: Rule, values: Mapping[str, Any]) -> str:
    """The address that a rule makes of these values, whatever they are."""
    parts = (str(values[text]) if is_dynamic else text for is_dynamic, text in rule._trace)
    return "".join(parts).removeprefix("|")
