"""Canonical JSON (RFC 8785): the same value always gives the same bytes, so hashes compare."""

from decimal import Decimal
from typing import Any

import rfc8785


def canonical_bytes(value: Any) -> bytes:
    """UTF-8 without white space, keys sorted, ``100.0`` written ``100``; no final newline.

    Raises ``rfc8785.CanonicalizationError`` for what JSON cannot carry (NaN, integers past 2**53).
    """
    return rfc8785.dumps(_plain(value))


def _plain(value: Any) -> Any:
    """The value in the types that the library knows."""
    if isinstance(value, dict):
        return {str(key): _plain(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(member) for member in value]
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, str) else value
