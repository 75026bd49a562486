"""The answers that ``kept_pages`` holds in memory: all of one moment, and so many bytes at most."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import Headers
from werkzeug.http import parse_etags, unquote_etag

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Key = tuple[Any, ...]
Moment = tuple[int, int]

MEGABYTE = 1024 * 1024
OK, UNCHANGED = "200 OK", "304 NOT MODIFIED"
OF_THE_BODY = {"content-type", "content-length", "content-encoding"}


@dataclass(frozen=True, slots=True)
class Page:
    """An answer to GET, and what is left of its headers for a browser that has the body."""

    headers: list[tuple[str, str]]
    body: bytes
    etag: str
    without_body: list[tuple[str, str]]

    @classmethod
    def of(cls, headers: list[tuple[str, str]], body: bytes) -> "Page":
        lasting = [each for each in headers if each[0].lower() != "date"]  # a server adds its own
        left = [each for each in lasting if each[0].lower() not in OF_THE_BODY]
        return cls(lasting, body, Headers(headers)["ETag"], left)

    def answer(self, environ: "WSGIEnvironment", start: "StartResponse") -> list[bytes]:
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and _names(known, self.etag):
            start(UNCHANGED, list(self.without_body))
            return []
        start(OK, list(self.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


class Shelf:
    """Threads share it. Once somebody comes from another moment, it is empty."""

    def __init__(self, most_bytes: int = 8 * MEGABYTE, largest: int = MEGABYTE) -> None:
        self._most, self._largest = most_bytes, largest
        self._lock = Lock()
        self._moment: Moment | None = None
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0

    def find(self, key: Key, moment: Moment) -> Page | None:
        with self._lock:
            if moment != self._moment:
                self._pages.clear()
                self._bytes, self._moment = 0, moment
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: Key, moment: Moment, page: Page) -> None:
        """Unless others know a later moment; what was asked for least recently makes room."""
        with self._lock:
            is_old = moment != self._moment
            if is_old or key in self._pages or len(page.body) > self._largest:
                return
            self._pages[key] = page
            self._bytes += len(page.body)
            while self._bytes > self._most:
                self._bytes -= len(self._pages.popitem(last=False)[1].body)


@lru_cache(128)
def _names(if_none_match: str, etag: str) -> bool:
    return parse_etags(if_none_match).contains_weak(unquote_etag(etag)[0] or "")
