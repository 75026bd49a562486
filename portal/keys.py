"""Keys for single purposes, derived from the one secret, and the keyed hashes made with them."""

import hashlib
import hmac

from portal import config


def derived_key(purpose: str) -> bytes:
    """32 bytes that serve ``purpose`` alone: a key seen in one place opens no other."""
    return _hmac(config.setting("SECRET_KEY").encode(), f"portal/{purpose}".encode())


def keyed_hash(purpose: str, text: str) -> str:
    """64 hex digits; without the key nobody can try texts against it."""
    return _hmac(derived_key(purpose), text.encode()).hex()


def keyed_bytes(purpose: str, text: str) -> bytes:
    return _hmac(derived_key(purpose), text.encode())


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()
