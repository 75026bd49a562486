"""What is published, byte for byte; and the feed that carries each new seal outside."""

from flask import abort, make_response, render_template, request
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import public
from portal.config import site_address
from portal.kept_pages import kept
from portal.transparency import queries
from portal.transparency.models import Publication
from portal.transparency.views import FILES, MONTH, VERSION, bp

TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "py": "text/x-python; charset=utf-8",
}
FOR_EVER = "public, max-age=31536000, immutable"
ENTRIES = 100


@bp.get(f"{VERSION}/<name>")
@public
@kept
def file(year: int, month: int, version: int, name: str) -> Response:
    """A file of a version: it never changes."""
    return _file(queries.publication_of(year, month, version), name, FOR_EVER)


@bp.get(f"{MONTH}/<name>")
@public
@kept
def latest_file(year: int, month: int, name: str) -> Response:
    """The same file of the month's latest version."""
    return _file(queries.publication_of(year, month), name, "no-cache")


@bp.get("/transparencia/cadena.json")
@public
@kept
def chain() -> Response:
    response = Response(queries.chain_document(), content_type=TYPES["json"])
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)


@bp.get("/transparencia/feed.atom")
@public
@kept
def feed() -> Response:
    newest = queries.latest_first(ENTRIES)
    words = render_template(
        "transparency/feed.xml",
        site=site_address(),
        newest=newest,
        today=clock.at_midnight(clock.today()),
    )
    response = make_response(words)
    response.content_type = "application/atom+xml; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)


def _file(publication: Publication | None, name: str, keep: str) -> Response:
    if publication is None or name not in FILES:
        abort(404)
    sha256 = next(file.sha256 for file in publication.files if file.name == name)
    content = queries.content_of(publication, name)
    response = Response(content, content_type=TYPES[name.rpartition(".")[2]])
    response.headers["Cache-Control"] = keep
    response.set_etag(sha256)
    return response.make_conditional(request)
