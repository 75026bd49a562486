"""The list of a session: names that stand on it more than once (pure)."""

from collections import Counter
from collections.abc import Sequence

from portal.agenda.models_attendance import Attendee
from portal.intake.people import plain


def repeated_names(attendees: Sequence[Attendee]) -> set[str]:
    """The numbers of those whose name, without case and accents, somebody else has too.

    Staff look at them: two people may be called the same, and one may have been written down both
    by hand and by telephone.
    """
    names = {one.public_row: _plain(one.person.name) for one in attendees if one.person}
    times = Counter(names.values())
    return {number for number, name in names.items() if times[name] > 1}


def _plain(name: str) -> str:
    return " ".join(plain(name).split())
