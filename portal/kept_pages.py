"""Public pages and files that did not change, answered again before Flask is asked.

What a view marked ``kept`` answered is kept in memory; of a form that differs in its nonce alone,
what stands before and after that (`fill_hole`). It holds as long as nobody wrote anything
(``site_stamp``) and the minute lasts: days, closing times and whatever the stamp cannot tell end
with the minute. Nobody's session is in it: a browser that sends one is always left to Flask.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import Flask, Response, current_app, request
from werkzeug.datastructures import Headers

from portal import clock, site_stamp
from portal.packing import coding_for
from portal.page_shelf import OK, Hole, HoledPage, Key, Moment, Page, Shelf

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

View = TypeVar("View", bound=Callable[..., Any])

MARK, HOLE = "portal.may_be_kept", "portal.hole"
# An answer that depends on any other header is not kept; of cookies only the session is read.
KNOWN_VARIATIONS = {"accept-encoding", "cookie"}


def kept(view: View) -> View:
    """It shows everybody the same, and depends on its address, the data and the time alone."""
    cast(Any, view).is_kept = True
    return view


def fill_hole(refill: Callable[[], str]) -> str:
    """The one text of the page being made that is each visitor's own; all else is everybody's.

    A cookie that goes with it says nothing of anybody either. ``refill`` needs no application.
    """
    filled = refill()
    request.environ[HOLE] = Hole(filled, refill)
    return filled


def hole() -> Hole | None:
    """That of the page that is being answered."""
    found: Hole | None = request.environ.get(HOLE)
    return found


def init_app(app: Flask) -> None:
    """Called after all that adds to an answer, and before what knows of proxies."""
    app.after_request(_revalidated)
    if not app.debug:  # whoever works on a template sees it at once
        stamp = site_stamp.path_in(app.config["PORTAL_DATA_DIR"])
        layer = KeptPages(app.wsgi_app, stamp, app.config["SESSION_COOKIE_NAME"])
        app.wsgi_app = layer  # type: ignore[assignment, method-assign]


def _revalidated(response: Response) -> Any:
    """A page that a browser keeps and asks about each time."""
    view: Any = current_app.view_functions.get(request.endpoint or "")
    if response.status_code != 200 or not getattr(view, "is_kept", False):
        return response
    request.environ[MARK] = True
    response.headers.setdefault("Cache-Control", "no-cache")
    response.add_etag(weak=True)
    return response.make_conditional(request)


class KeptPages:
    """The layer around Flask."""

    def __init__(self, app: "WSGIApplication", stamp: Path, cookie: str) -> None:
        self._app, self._stamp, self._cookie = app, stamp, f"{cookie}="
        self._shelf = Shelf()

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self._app(environ, start)
        moment = self._moment()  # before rendering: what is written meanwhile makes it old
        page = self._shelf.find(key, moment)
        return page.answer(environ, start) if page else self._render(key, moment, environ, start)

    def _key(self, environ: "WSGIEnvironment") -> Key | None:
        """All that a kept answer depends on; None for what Flask has to answer."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
            return None
        if self._cookie in environ.get("HTTP_COOKIE", ""):
            return None
        place = environ["wsgi.url_scheme"], environ.get("HTTP_HOST"), environ.get("SCRIPT_NAME")
        coding = coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return (*place, environ["PATH_INFO"], coding)

    def _moment(self) -> Moment:
        return site_stamp.read(self._stamp), int(clock.now().timestamp()) // 60

    def _render(
        self, key: Key, moment: Moment, environ: "WSGIEnvironment", start: "StartResponse"
    ) -> Iterable[bytes]:
        """What Flask answers; to GET always the whole page, whatever the browser has of it."""
        if environ["REQUEST_METHOD"] != "GET":
            return self._app(environ, start)
        said: list[Any] = []
        asked = {name: environ[name] for name in environ if name != "HTTP_IF_NONE_MATCH"}
        parts = self._app(asked, lambda *answer: said.append(answer))  # type: ignore[arg-type]
        status, headers = said[-1][0], Headers(said[-1][1])
        if status == OK and HOLE in asked:
            coding = headers.get("Content-Encoding", "")
            if holed := HoledPage.of(said[-1][1], asked[HOLE], coding):
                self._shelf.keep(key, moment, holed)
        if status != OK or "ETag" not in headers:
            start(*said[-1])
            return parts
        page = Page.of(said[-1][1], _whole(parts))
        if MARK in asked and _is_for_everybody(headers):
            self._shelf.keep(key, moment, page)
        return page.answer(environ, start)


def _is_for_everybody(headers: Headers) -> bool:
    """The view says so; this is what would belie it."""
    variations = {each.strip().lower() for each in headers.get("Vary", "").split(",")} - {""}
    lifetime = headers.get("Cache-Control", "no-store")
    is_private = "no-store" in lifetime or "private" in lifetime
    return not is_private and "Set-Cookie" not in headers and variations <= KNOWN_VARIATIONS


def _whole(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        getattr(parts, "close", bool)()
