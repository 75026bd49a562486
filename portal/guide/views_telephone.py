"""The portal on somebody's telephone, when they ask for it: what opens there without signal."""

import hashlib
import json

from flask import Response, jsonify, render_template

from portal import assets
from portal.accounts.access import public
from portal.config import setting
from portal.guide import guides
from portal.guide.views import bp
from portal.intake.kinds import RequestKind
from portal.kept_pages import kept

FORMS = [f"/solicitudes/{kind.value}" for kind in RequestKind]
PAGES = ["/", "/sin-senal", "/telefono", "/ayuda", "/seguimiento", "/guia"]
ASSETS = ("portal.css", "portal.js", "forms.js", "icon.svg", "device.js", "files.js", "voice.js")
COLOUR, PAPER = "#0b5a54", "#fbfaf6"


@bp.get("/telefono")
@public
@kept
def on_a_telephone() -> str:
    return render_template("guide/telephone.html")


@bp.get("/sin-senal")
@public
@kept
def without_signal() -> str:
    """What the worker shows in the place of a page that it does not have."""
    return render_template("guide/without_signal.html")


@bp.get("/sw.js")
@public
def worker() -> Response:
    """The service worker, which is fetched only by who pressed the button; its scope is all."""
    script = assets.content("worker.js")
    what_to_keep = _kept(script)
    text = f"const KEPT = {json.dumps(what_to_keep)};\n".encode() + script
    return Response(text, mimetype="text/javascript")


@bp.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """What a telephone puts on its screen (W3C Web Application Manifest)."""
    office = setting("OFFICE")
    response = jsonify(
        name=office.name,
        short_name="Personería",
        lang="es-CO",
        start_url="/",
        display="minimal-ui",
        theme_color=COLOUR,
        background_color=PAPER,
        icons=[{"src": assets.address("icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    )
    response.mimetype = "application/manifest+json"
    return response


def _kept(script: bytes) -> dict[str, object]:
    """Another script, style or list makes another version, and the old one goes."""
    cards = [f"/guia/{card.code}" for card in guides.guide().cards]
    found = {
        "pages": [*PAGES, *cards],
        "forms": FORMS,
        "assets": [assets.address(name) for name in ASSETS],
    }
    told = json.dumps(found).encode() + script
    return {**found, "version": f"portal-{hashlib.sha256(told).hexdigest()[:12]}"}
