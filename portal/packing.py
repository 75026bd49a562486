"""How a body travels: brotli where the browser takes it, else gzip, else as it is."""

import gzip
from functools import lru_cache

import brotli
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

CODINGS = ("br", "gzip")
# Of 11. What is packed at every visit must not keep it waiting; what is kept for a year may.
QUICK, THOROUGH = 5, 11


@lru_cache(128)
def coding_for(accepted: str) -> str:
    """The best coding that an ``Accept-Encoding`` names; empty for none."""
    accepts = parse_accept_header(accepted, Accept)
    return next((coding for coding in CODINGS if accepts[coding] > 0), "")


def packed(body: bytes, coding: str, *, quality: int = QUICK) -> bytes:
    """The body in a coding; the same bytes always give the same bytes."""
    if coding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality))
    return gzip.compress(body, 9, mtime=0) if coding == "gzip" else body
