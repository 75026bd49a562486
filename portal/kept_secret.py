"""The key that signs sessions and hides codes, made on the first run and kept in a file."""

import os
import secrets
import time
from pathlib import Path


def kept_secret(path: Path) -> str:
    """The key made on the first run. Two processes may start at once: the first one's key stays."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return _found_secret(path)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    return path.read_text().strip()


def _found_secret(path: Path) -> str:
    """The key in the file, which another process may be writing at this instant."""
    for _ in range(20):
        if found := path.read_text().strip():
            return found
        time.sleep(0.05)
    raise RuntimeError(f"El archivo {path} está vacío: bórrelo, y se hará una clave nueva.")
