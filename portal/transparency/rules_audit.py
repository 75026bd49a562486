"""Which closed requests of a month are looked at again, so that nobody can choose (pure)."""

import hashlib
from collections.abc import Collection
from datetime import date

from portal.accounts.models import StaffUser
from portal.clock import month_bounds
from portal.errors import Conflict, Refused

RULE = 1  # of how a sample is drawn; a sample keeps the one that it was drawn by
LEAST, MOST, PERCENT = 5, 30, 5


class SampleRefused(Refused):
    """A sample that cannot be drawn yet, or a finding that is not this person's to write."""


def size_of(population: int) -> int:
    """Five in a hundred, rounded up; at least five and at most thirty, where there are so many."""
    share = -(-population * PERCENT // 100)
    return min(population, max(LEAST, min(share, MOST)))


def drawn(seal_sha256: str, public_rows: Collection[str]) -> list[str]:
    """The rows of a sample, in its order: those whose hash with the seal comes first.

    Nobody knows the seal before three people have signed it, and everybody can count again.
    """
    ordered = sorted(public_rows, key=lambda row: _hash(seal_sha256, row))
    return ordered[: size_of(len(ordered))]


def _hash(seal_sha256: str, public_row: str) -> str:
    return hashlib.sha256(f"{seal_sha256}:{public_row}".encode()).hexdigest()


def check_month_over(year: int, month: int, today: date) -> None:
    if today <= month_bounds(year, month)[1]:
        raise SampleRefused("El mes todavía no termina.")


def check_may_audit(user: StaffUser, closed_by: Collection[int | None]) -> None:
    """Nobody looks at what they closed themselves, now or before it was opened again."""
    if user.id in closed_by:
        raise SampleRefused("Usted la cerró: la revisa otra persona.")


def check_unchanged(findings: int, seen: int) -> None:
    """``findings``: how many there are; ``seen``: how many the person saw."""
    if findings != seen:
        raise Conflict("Otra persona escribió una revisión mientras usted la leía.")
