"""The answers that ``kept_pages`` holds in memory: all of one moment, and so many bytes at most."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from werkzeug.datastructures import Headers
from werkzeug.http import parse_etags, unquote_etag

from portal.packing import packed

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Key = tuple[Any, ...]
Moment = tuple[int, int]

MEGABYTE = 1024 * 1024
OK, UNCHANGED = "200 OK", "304 NOT MODIFIED"
OF_THE_BODY = {"content-type", "content-length", "content-encoding"}


class Kept(Protocol):
    """What stands on the shelf."""

    @property
    def size(self) -> int: ...

    def answer(self, environ: "WSGIEnvironment", start: "StartResponse") -> list[bytes]: ...


@dataclass(slots=True)
class Hole:
    """The one place where each copy of a page differs.

    ``filled``: what stands there in this copy; ``refill`` makes it for another; ``page``: the
    whole page before it was packed, once that is known.
    """

    filled: str
    refill: Callable[[], str]
    page: bytes = b""


@dataclass(frozen=True, slots=True)
class HoledPage:
    """A page in two halves; what comes between is made, and the whole packed, for each visit."""

    headers: list[tuple[str, str]]
    before: bytes
    after: bytes
    refill: Callable[[], str]
    coding: str

    @classmethod
    def of(cls, headers: list[tuple[str, str]], hole: Hole, coding: str) -> "HoledPage | None":
        """None for a page that has not exactly one such place."""
        halves = hole.page.split(hole.filled.encode())
        if len(halves) != 2:
            return None
        before, after = halves
        lasting = [one for one in headers if one[0].lower() not in ("date", "content-length")]
        return cls(lasting, before, after, hole.refill, coding)

    @property
    def size(self) -> int:
        return len(self.before) + len(self.after)

    def answer(self, environ: "WSGIEnvironment", start: "StartResponse") -> list[bytes]:
        whole = b"".join((self.before, self.refill().encode(), self.after))
        body = packed(whole, self.coding)
        start(OK, [*self.headers, ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


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

    @property
    def size(self) -> int:
        return len(self.body)

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
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0

    def find(self, key: Key, moment: Moment) -> Kept | None:
        with self._lock:
            if moment != self._moment:
                self._pages.clear()
                self._bytes, self._moment = 0, moment
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: Key, moment: Moment, page: Kept) -> None:
        """Unless others know a later moment; what was asked for least recently makes room."""
        with self._lock:
            is_old = moment != self._moment
            if is_old or key in self._pages or page.size > self._largest:
                return
            self._pages[key] = page
            self._bytes += page.size
            while self._bytes > self._most:
                self._bytes -= self._pages.popitem(last=False)[1].size


@lru_cache(128)
def _names(if_none_match: str, etag: str) -> bool:
    return parse_etags(if_none_match).contains_weak(unquote_etag(etag)[0] or "")
