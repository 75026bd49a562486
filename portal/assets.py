"""The style sheet and the scripts: joined and hashed at start, then kept by browsers for a year."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from flask import Blueprint, Flask, abort, current_app, request
from werkzeug.wrappers import Response

from portal.accounts.access import public
from portal.config import ROOT
from portal.kept_pages import kept
from portal.packing import CODINGS, THOROUGH, coding_for, packed
from portal.tidying import tidied_script, tidied_styles

STATIC = ROOT / "static"
# One file to fetch; the order is the cascade.
STYLES = ("tokens", "base", "layout", "components", "figures", "print")
# Fetched beside it by the staff's pages alone: it would cost a first visit for nothing.
STAFF_STYLES = ("staff", "agenda")
# The pages where citizens write get one script: what every page has, and what fetches their tools.
FORM_SCRIPTS = ("portal", "tools")
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

bp = Blueprint("assets", __name__)


def init_app(app: Flask) -> None:
    found = sorted(STATIC.glob("js/*.js"))
    scripts = {path.name: tidied_script(path.read_bytes()) for path in found}
    files = {
        "portal.css": _joined(STYLES),
        "staff.css": _joined(STAFF_STYLES),
        **scripts,
        "forms.js": b"".join(scripts[f"{name}.js"] for name in FORM_SCRIPTS),
        **{path.name: path.read_bytes() for path in sorted(STATIC.glob("img/*.svg"))},
    }
    app.extensions["assets"] = {
        name: (hashlib.sha256(content).hexdigest()[:12], _in_each_coding(content))
        for name, content in files.items()
    }
    app.jinja_env.globals["asset_url"] = lambda name: _url(app, name)
    app.register_blueprint(bp)


def _in_each_coding(content: bytes) -> dict[str, bytes]:
    """Packed once, at start: the whole first visit has to fit in TCP's first window."""
    return {coding: packed(content, coding, quality=THOROUGH) for coding in ("", *CODINGS)}


def _joined(names: Iterable[str]) -> bytes:
    return b"\n".join(tidied_styles(_read(STATIC / "css" / f"{name}.css")) for name in names)


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def address(name: str) -> str:
    """Where a file is, under the hash of its bytes."""
    return _url(current_app, name)


def content(name: str) -> bytes:
    """A file as it is, not packed."""
    _, packed_bytes = current_app.extensions["assets"][name]
    return bytes(packed_bytes[""])


def _url(app: Flask, name: str) -> str:
    digest, *_ = app.extensions["assets"][name]
    return f"/static/{digest}/{name}"


@bp.get("/static/<digest>/<name>")
@public
@kept
def asset(digest: str, name: str) -> Response:
    """The file under its hash; under another hash there is nothing."""
    known = current_app.extensions["assets"].get(name)
    if known is None or known[0] != digest:
        abort(404)
    coding = coding_for(request.headers.get("Accept-Encoding", ""))
    response = Response(known[1][coding], mimetype=TYPES[Path(name).suffix])
    response.vary.add("Accept-Encoding")
    if coding:
        response.headers["Content-Encoding"] = coding
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.set_etag(f"{digest}-{coding}" if coding else digest)
    return response.make_conditional(request)
