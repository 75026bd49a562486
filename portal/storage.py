"""Files on disk under the hash of their bytes, written so that a power cut loses none of them."""

import hashlib
import os
import secrets
from pathlib import Path

from portal import config


def keep(content: bytes) -> str:
    """Store the bytes and return their SHA-256; the same bytes are stored once.

    The file and its folder reach the disk before this returns, so before the transaction that
    names them.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    target = _path(sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"{sha256}.{secrets.token_hex(4)}")
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        _sync_folder(target.parent)
    return sha256


def read(sha256: str) -> bytes:
    """The bytes kept under a hash."""
    return _path(sha256).read_bytes()


def discard(sha256: str) -> None:
    """Forget the bytes kept under a hash; nothing may name them any more."""
    _path(sha256).unlink(missing_ok=True)


def _path(sha256: str) -> Path:
    return Path(config.setting("STORAGE_URL")) / sha256[:2] / sha256


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder to sync it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
