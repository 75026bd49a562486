"""The pages that say the same to everybody and need no room, and the health of the server."""

from flask import Blueprint, Response, jsonify, render_template
from sqlalchemy.exc import SQLAlchemyError

from portal import schema
from portal.accounts.access import public
from portal.intake import privacy_notice
from portal.kept_pages import kept

bp = Blueprint("pages", __name__)


@bp.get("/ayuda")
@public
@kept
def help_page() -> str:
    return render_template("pages/help.html")


@bp.get("/participa")
@public
@kept
def participate() -> str:
    return render_template("pages/participate.html")


@bp.get("/privacidad")
@public
@kept
def privacy() -> str:
    return render_template("pages/privacy.html", privacy_notice_version=privacy_notice.VERSION)


@bp.get("/politicas")
@public
@kept
def policies() -> str:
    return render_template("pages/policies.html")


@bp.get("/accesibilidad")
@public
@kept
def accessibility() -> str:
    return render_template("pages/accessibility.html")


@bp.get("/salud")
@public
def health() -> tuple[Response, int]:
    """Alive, and ready when the database answers with every migration applied."""
    try:
        applied = schema.applied_revision()
    except SQLAlchemyError:
        applied = None
    if applied is None:
        return jsonify(estado="sin base de datos", vivo=True, listo=False), 503
    if applied != schema.newest_revision():
        return jsonify(estado="faltan migraciones", vivo=True, listo=False), 503
    return jsonify(estado="bien", vivo=True, listo=True, migracion=applied), 200
