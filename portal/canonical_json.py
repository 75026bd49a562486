"""One value, one sequence of bytes: JSON as RFC 8785 fixes it, so that hashes can be compared."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import rfc8785


def canonical_bytes(value: Any) -> bytes:
    """Canonical JSON in UTF-8, keys sorted, no white space, no final newline; 100.0 is ``100``.

    Decimals become numbers and days ``"YYYY-MM-DD"``. An instant has no form agreed here and is
    refused with ``TypeError``; numbers that JSON cannot carry exactly raise ``ValueError``.
    """
    return rfc8785.dumps(as_json(value))


def sha256_of(value: Any) -> str:
    """The SHA-256 of the canonical bytes: 64 lower-case hex digits."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()


def plain_number(value: Decimal) -> int | float:
    """A percent as JSON writes it: whole ones without decimals."""
    if not value.is_finite():
        raise ValueError("a number that JSON cannot carry")
    return int(value) if value == value.to_integral_value() else float(value)


def as_json(value: Any) -> Any:
    """The same value in the types of JSON alone: what a JSON column can keep."""
    if isinstance(value, datetime):
        raise TypeError("an instant has to be written as text first")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, Mapping):
        return {key: as_json(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(member) for member in value]
    return value
