"""A test client that looks at every answer: nothing left uncommitted, and valid HTML."""

import gzip
from collections import Counter
from typing import Any

import brotli
import html5lib
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from portal import one_writer
from portal.extensions import db
from tests.page_shape import shape_of

UNPACK = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
XHTML = "{http://www.w3.org/1999/xhtml}"
_sound: set[str] = set()  # the shapes of pages that were found valid


class Stranger(FlaskClient):
    """Keeps no cookies and is quick: answered in a context of its own, and not looked at."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app, app.response_class, use_cookies=False)

    def run_wsgi_app(self, environ: Any, buffered: bool = False) -> Any:  # noqa: ARG002
        db.session.commit()
        with self.application.app_context():
            answer = super().run_wsgi_app(environ, buffered=True)
        one_writer.mark_reading(False)
        return answer


class CheckedClient(FlaskClient):
    def run_wsgi_app(self, environ: Any, buffered: bool = False) -> Any:  # noqa: ARG002
        """Answer in a context of its own, as a server does, apart from the test's session."""
        db.session.commit()
        with self.application.app_context():
            answer = super().run_wsgi_app(environ, buffered=True)
            left = _uncommitted(db.session())
        one_writer.mark_reading(False)
        assert not left, f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} left {left}"
        body, status, headers = answer
        content = b"".join(body)
        # The body of a redirect is the framework's, and nobody sees it.
        is_page = headers.get("Content-Type", "").startswith("text/html") and status[0] != "3"
        if is_page:
            html = UNPACK[headers.get("Content-Encoding", "")](content)
            check_html(html.decode(), environ["PATH_INFO"])
        return [content], *answer[1:]


def check_html(html: str, address: str) -> None:
    """Fail on markup that a browser would have to mend, and on what every page must have."""
    shape = shape_of(html)
    if shape not in _sound:
        _parse(html, address)
        _sound.add(shape)


def _parse(html: str, address: str) -> None:
    root = html5lib.HTMLParser(strict=True).parse(html)
    if html.strip() and "<html" in html:
        assert root.get("lang") == "es-CO", f"{address}: the page does not say its language"
        assert (root.findtext(f".//{XHTML}title") or "").strip(), f"{address}: no title"
        headings = root.findall(f".//{XHTML}h1")
        assert len(headings) == 1, f"{address}: {len(headings)} h1"
        ids = Counter(one.get("id") for one in root.iter() if one.get("id"))
        repeated = [name for name, times in ids.items() if times > 1]
        assert not repeated, f"{address}: repeated ids {repeated}"


def _uncommitted(session: Session) -> str | None:
    if session.new or session.dirty or session.deleted:
        return f"unsaved objects: {[*session.new, *session.dirty, *session.deleted]}"
    return "changes without a commit" if session.info.get("has_written") else None


@event.listens_for(Session, "after_flush")
def _flushed(session: Session, _context: Any) -> None:
    session.info["has_written"] = True


@event.listens_for(Session, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info["has_written"] = True


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _ended(session: Session) -> None:
    session.info.pop("has_written", None)
