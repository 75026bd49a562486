"""What the office has still to say of itself, or to check again."""

from datetime import date, timedelta

from portal.config import UNDEFINED, setting
from portal.intake import catalogues
from portal.intake.catalogue_file import SECTIONS

# A telephone or a provider that nobody has checked for so long has to be checked again.
VERIFIED_FOR = timedelta(days=365)


def undefined_data() -> int:
    """How many of the office's own data nobody has said."""
    return list(vars(setting("OFFICE")).values()).count(UNDEFINED)


def unverified_entries(today: date) -> int:
    """How many entries of the office's lists nobody has checked in the last year."""
    entries = (one for name in SECTIONS for one in catalogues.catalogue(name))
    return sum(is_unverified(one.verified_on, today) for one in entries)


def is_unverified(verified_on: date | None, today: date) -> bool:
    return verified_on is None or verified_on < today - VERIFIED_FOR
