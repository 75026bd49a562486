"""Crockford's base 32: short random names that can be read aloud and typed from paper."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# What people read or type in place of a digit.
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def random_text(length: int) -> str:
    """``length`` random characters, five bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def encode(number: int, length: int) -> str:
    """The lowest ``5 * length`` bits of a number as ``length`` characters."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def normalize(typed: str) -> str:
    """Capital letters without separators, look-alikes mended; other characters are left alone."""
    kept = "".join(character for character in typed.upper() if character.isalnum())
    return kept.translate(_LOOKALIKES)
