"""A published correction with what it changed, as the public pages say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.transparency.compare import between, figures_in
from portal.transparency.difference_words import (
    FigureWords,
    RowWords,
    count_of,
    figure_words,
    row_words,
)
from portal.transparency.models import Publication
from portal.transparency.queries import publication_of

SHOWN_ROWS = 50


@dataclass(frozen=True)
class Correction:
    """A version after a month's first one. ``hidden``: rows that are only in the files."""

    publication: Publication
    figures: list[FigureWords]
    rows: Sequence[RowWords]
    hidden: int
    count: str
    plan_changed: bool


def correction(publication: Publication) -> Correction:
    """What a correction changed in the version before it."""
    year, month, version = publication.year, publication.month, publication.version
    before = publication_of(year, month, version - 1)
    if before is None:  # versions have no gap
        raise LookupError(f"{publication.path} corrects nothing")
    found = between(before, publication)
    total = len(found.added) + len(found.removed) + len(found.changed)
    return Correction(
        publication=publication,
        figures=figure_words(found, figures_in(before), figures_in(publication)),
        rows=row_words(found, SHOWN_ROWS),
        hidden=max(0, total - SHOWN_ROWS),
        count=count_of(found),
        plan_changed=found.plan_changed,
    )
