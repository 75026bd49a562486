"""A published correction with what it changed, as the public pages say it."""

from dataclasses import dataclass

from portal.transparency.compare import between
from portal.transparency.difference_words import Changes, changes
from portal.transparency.models import Publication
from portal.transparency.queries import publication_of


@dataclass(frozen=True)
class Correction:
    """A version after a month's first one."""

    publication: Publication
    changes: Changes


def correction(publication: Publication) -> Correction:
    """What it changed in the version before it."""
    year, month, version = publication.year, publication.month, publication.version
    before = publication_of(year, month, version - 1)
    if before is None:  # versions have no gap
        raise LookupError(f"{publication.path} corrects nothing")
    return Correction(publication, changes(between(before, publication)))
