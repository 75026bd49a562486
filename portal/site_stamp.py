"""A file whose time tells every process that the published pages changed.

What is rendered once and kept in memory is thrown away when the stamp is newer; looking at it
costs a few microseconds, a question to the database a hundred times as much.
"""

import os
from pathlib import Path

from portal.config import setting

NAME = "paginas_publicas.sello"


def renew() -> None:
    """Say, after the commit, that kept pages are old."""
    path = path_in(setting("PORTAL_DATA_DIR"))
    path.touch()
    os.utime(path)


def path_in(data_dir: Path) -> Path:
    return data_dir / NAME


def read(path: Path) -> int:
    """Nanoseconds of the last change; 0 before the first."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
