"""What every page shares: headers, filters, packing, error pages."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, render_template, request
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import assets, clock, formats, kept_pages, one_writer, pages
from portal.demonstration import queries as demonstration
from portal.errors import Conflict
from portal.extensions import db
from portal.intake import catalogues, office_days, office_entries
from portal.packing import coding_for, packed
from portal.tidying import Unindented, tidied_page

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; media-src blob:; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
ERROR_PAGES = (400, 403, 404, 405, 409, 413, 429, 500, 503)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(Unindented)
    app.jinja_env.filters.update(formats.FILTERS)
    app.jinja_env.globals["csrf_token"] = generate_csrf
    app.context_processor(_page_globals)
    app.before_request(_mark_reading)
    app.before_request(_adopt_office_days)
    app.before_request(_refuse_nul)
    app.before_request(_refuse_foreign_posts)
    app.after_request(_secure)
    app.after_request(_compress)
    app.register_error_handler(HTTPException, _error_page)
    app.register_error_handler(Conflict, _conflict)
    assets.init_app(app)
    app.register_blueprint(pages.bp)
    kept_pages.init_app(app)
    _trust_proxies(app, app.config["TRUSTED_PROXIES"])


def _trust_proxies(app: Flask, hops: int) -> None:
    """Believe the forwarded address and scheme of exactly so many proxies; of none by default."""
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=0
        )


def _page_globals() -> dict[str, Any]:
    return {
        "office": current_app.config["OFFICE"],
        "current_year": clock.today().year,
        "emergency_phones": catalogues.catalogue("emergency_phones"),
        "is_demonstration": demonstration.stands(),
    }


def _mark_reading() -> None:
    one_writer.mark_reading(request.method in SAFE_METHODS)


def _adopt_office_days() -> None:
    """Another process may have changed them; files that are served need no calendar."""
    if request.endpoint not in ("assets.asset", "pages.health"):
        office_days.refresh()
        office_entries.refresh()


def _refuse_nul() -> None:
    """No address of ours holds a NUL, and PostgreSQL would break on it."""
    if "\x00" in request.path or any("\x00" in value for value in request.args.values()):
        abort(404)


def _refuse_foreign_posts() -> None:
    """A form may only be sent from our own pages; old browsers that say nothing are let through."""
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(400)
    origin = request.headers.get("Origin")
    if origin is not None and _host_of(origin) != request.host:
        abort(400)


def _host_of(address: str) -> str | None:
    try:
        return urlsplit(address).netloc
    except ValueError:  # a bracket without its pair
        return None


def _secure(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    if current_app.config["IS_HTTPS"]:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint == "assets.asset":  # no page, and the bytes of a first visit are few
        headers.setdefault("Content-Security-Policy", "default-src 'none'; sandbox")
        return response
    headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
    headers.setdefault("Cache-Control", "no-store")
    return response


def _compress(response: Response) -> Response:
    """Pages travel compressed: on a slow telephone the bytes are the waiting."""
    if response.mimetype != "text/html" or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 304:
        return response
    page = tidied_page(response.get_data())
    if hole := kept_pages.hole():
        hole.page = page
    coding = coding_for(request.headers.get("Accept-Encoding", ""))
    response.set_data(packed(page, coding))
    if coding:
        response.headers["Content-Encoding"] = coding
    return response


def _error_page(error: HTTPException) -> Any:
    """Each error in plain words; what has no page of its own is shown as the nearest one."""
    code = error.code or 500
    if code < 400:  # a redirect that the router raised
        return error
    page = code if code in ERROR_PAGES else 400 if code < 500 else 500
    response = Response(render_template(f"errors/{page}.html", error=error), code)
    retry_after = getattr(error, "retry_after", None)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _conflict(conflict: Conflict) -> tuple[str, int]:
    db.session.rollback()
    return render_template("errors/409.html", error=conflict), 409
