"""What is wrong with the answer to an odd request, if anything."""

import re
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask

from tests.guards.wire import Answer, ask, raw

SLOWEST = 3.0  # seconds of processor for one answer
# Where an answer may lead: a path of ours.
# The one address elsewhere: that of «Salir ya de esta página», whatever somebody sends.
WAY_OUT = "https://www.google.com/search?q=clima"
LOCAL = re.compile(r"(?:http://localhost)?/(?![/\\])[\x21-\x7e]*")


@dataclass(frozen=True)
class OddRequest:
    """``path`` and ``query`` are as they travel, percent-encoded."""

    visitor: str
    endpoint: str
    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    content_type: str | None
    body: bytes

    def __str__(self) -> str:
        shown = f"{self.visitor}: {self.method} {self.path[:120]}?{self.query[:120]}"
        return f"{shown} {dict(self.headers)!r:.200} {self.content_type!r:.80} {self.body!r:.900}"


def judged(app: Flask, odd: OddRequest) -> str | None:
    """Send it; why the answer is a fault, if it is one."""
    environ = raw(
        odd.method,
        odd.path,
        query=odd.query,
        body=odd.body,
        content_type=odd.content_type,
        headers=odd.headers,
    )
    started = time.process_time()
    try:
        answer = ask(app, environ)
    except Exception:  # noqa: BLE001 - whatever comes out is the finding
        return traceback.format_exc(limit=-6)
    seconds = time.process_time() - started
    return f"{seconds:.1f} s" if seconds > SLOWEST else _fault(answer)


def _fault(answer: Answer) -> str | None:
    if answer.status >= 500:
        return f"{answer.status}: {answer.body[:200]!r}"
    if b"Traceback (most recent" in answer.body or b"<script>alert(" in answer.body:
        return f"{answer.status}: it shows {answer.body[:200]!r}"
    if any(set("\r\n\0") & set(f"{name}{value}") for name, value in answer.headers):
        return f"{answer.status}: a header of two lines"
    place = answer.headers.get("Location")
    if place is not None and place != WAY_OUT and not LOCAL.fullmatch(place):
        return f"{answer.status}: sends elsewhere, to {place[:200]!r}"
    return None
