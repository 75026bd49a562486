"""The code that opens a request to whoever filed it.

It is derived from the form's nonce, so that a repeated post shows the same one although only its
keyed hash is stored; one reissued later is random.
"""

import hmac

from portal import crockford
from portal.keys import keyed_bytes, keyed_hash

LENGTH = 13  # five bits each: 65


def derived_code(nonce: str) -> str:
    number = int.from_bytes(keyed_bytes("tracking-code", nonce)[:9], "big")
    return crockford.encode(number, LENGTH)


def random_code() -> str:
    return crockford.random_text(LENGTH)


def code_hash(code: str) -> str:
    return keyed_hash("tracking-code-hash", crockford.normalize(code))


def nonce_hash(nonce: str) -> str:
    return keyed_hash("form-nonce", nonce)


def grouped(code: str) -> str:
    """«7KQ2M X4TD 9HRW»: groups that an eye can hold."""
    return f"{code[:5]} {code[5:9]} {code[9:]}"


def regrouped(typed: str) -> str:
    """A code as somebody typed it, in the groups of ours."""
    return grouped(crockford.normalize(typed))


def matches(stored_hash: str | None, typed: str) -> bool:
    """Takes the same work whether or not there is a request to compare with."""
    return hmac.compare_digest(stored_hash or "", code_hash(typed))
