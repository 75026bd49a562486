"""Freezing: a month's live figures and rows, with what is known now, as the bytes of its files."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from portal.canonical_json import canonical_bytes
from portal.indicators.document import figures_document
from portal.indicators.queries import MonthFigures, rows_for
from portal.plan.queries import plan_document
from portal.transparency.rows_file import rows_file

RECOUNT = Path(__file__).with_name("recalcular.py")
# What a version says of itself: two versions that differ in nothing else are the same.
OWN_MEMBERS = frozenset({"version", "anterior_sha256", "motivo_correccion"})


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Frozen:
    """The four files of a month, ready to sign."""

    figures: dict[str, Any]
    files: dict[str, bytes]

    @property
    def figures_sha256(self) -> str:
        """What the three sign."""
        return sha256(self.files["cifras.json"])

    def says_the_same_as(self, earlier: dict[str, Any]) -> bool:
        """Whether it has the figures, the rows and the plan of an earlier ``cifras.json``."""
        return _content(self.figures) == _content(earlier)


def _content(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in figures.items() if name not in OWN_MEMBERS}


def freeze(
    figures: MonthFigures, *, version: int, previous_seal: str | None, reason: str | None
) -> Frozen:
    """The files of a version. The caller sees to it that nobody writes meanwhile."""
    rows = rows_file(
        rows_for(each.indicator, figures.year, figures.month) for each in figures.indicators
    )
    document = {
        **figures_document(figures),
        "version": version,
        "filas_sha256": sha256(rows),
        "anterior_sha256": previous_seal,
        "motivo_correccion": reason,
    }
    files = {
        "cifras.json": canonical_bytes(document),
        "filas.csv": rows,
        "plan.json": canonical_bytes(plan_document(figures.plan)),
        "recalcular.py": _recount_program(),
    }
    return Frozen(document, files)


@cache
def _recount_program() -> bytes:
    return RECOUNT.read_bytes()
