"""When complaints about one thing are told to everybody without telling who complained (pure)."""

from dataclasses import dataclass
from datetime import date, timedelta

# From so many on, nobody can tell from the list who complained.
LEAST = 3
# What was reported longer ago, and nobody reports again, may be over.
SPAN = timedelta(days=60)


@dataclass(frozen=True)
class Problem:
    """A service that fails in a territory. ``complaints``: none where too few to be told.

    ``households`` and ``echoes`` are reach: how many homes were told of, and how many people said
    that it happens to them too.
    """

    service: str
    territory: str
    since: date
    complaints: int | None
    households: int
    echoes: int = 0
    title: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.service, self.territory
