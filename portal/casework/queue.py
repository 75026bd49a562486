"""What staff may ask the queue for, and what a page of it is (pure)."""

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.intake.kinds import Channel, RequestKind
from portal.intake.models import ServiceRequest


class Situation(enum.StrEnum):
    """What the queue's filter *estado* offers."""

    OPEN = "abiertas"
    RECEIVED = "recibidas"
    IN_PROGRESS = "en_atencion"
    WAITING = "en_espera"
    PROPOSED = "por_confirmar"
    CLOSED = "cerradas"
    ALL = "todas"

    @property
    def label(self) -> str:
        return _SITUATION_LABELS[self]

    @property
    def heading(self) -> str:
        """The same inside a sentence: «Solicitudes abiertas»."""
        if self is Situation.ALL:
            return ""
        if self is Situation.PROPOSED:
            return "por confirmar"
        if self is Situation.WAITING:
            return "que esperan al ciudadano"
        return self.label[0].lower() + self.label[1:]


_SITUATION_LABELS = {
    Situation.OPEN: "Abiertas",
    Situation.RECEIVED: "Recibidas, sin empezar",
    Situation.IN_PROGRESS: "En atención",
    Situation.WAITING: "Esperan al ciudadano",
    Situation.PROPOSED: "Exclusión por confirmar",
    Situation.CLOSED: "Cerradas",
    Situation.ALL: "Todas",
}


class Term(enum.StrEnum):
    """What the filter *plazo* offers."""

    OVERDUE = "vencidas"
    SOON = "por_vencer"
    ON_TIME = "en_plazo"
    NOT_COMPLETED = "sin_completar"

    @property
    def label(self) -> str:
        return _TERM_LABELS[self]


_TERM_LABELS = {
    Term.OVERDUE: "Vencidas",
    Term.SOON: "Por vencer",
    Term.ON_TIME: "En plazo",
    Term.NOT_COMPLETED: "Sin completar en el mes",
}


class Reach(enum.Enum):
    """How far a page is looked for: anywhere, near where it begins, or by an index and sorted."""

    ALL = enum.auto()
    NEAR = enum.auto()
    BY_INDEX = enum.auto()


NOBODY = "nadie"
_PLACE = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,18})")


@dataclass(frozen=True, kw_only=True)
class QueueFilter:
    """What staff ask the queue for. ``assignee``: an id, `NOBODY`, or none for anybody.

    ``matter`` is the public id of one that gathers them.
    ``words`` are sought among the office's own words, ``person`` among those who asked:
    ``digests`` are the keyed hashes of what was typed of them, a set for each word.
    """

    kind: RequestKind | None = None
    situation: Situation = Situation.OPEN
    assignee: int | str | None = None
    territory: str | None = None
    topic: str | None = None
    provider: str | None = None
    channel: Channel | None = None
    term: Term | None = None
    is_changed: bool = False
    matter: str | None = None
    words: str | None = None
    person: str | None = None
    digests: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class Asker:
    """What an answer depends on besides the question: who asks, when, and of which database."""

    id: int
    sees_hidden: bool
    today: date
    dialect: str


@dataclass(frozen=True)
class Place:
    """Where a page begins: after the row of this day and id."""

    day: date
    id: int

    def __str__(self) -> str:
        return f"{self.day.isoformat()}.{self.id}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """From an address; none for what no page of ours wrote there."""
        found = _PLACE.fullmatch(text)
        try:
            return cls(date.fromisoformat(found[1]), int(found[2])) if found else None
        except ValueError:
            return None


@dataclass(frozen=True)
class QueueRow:
    """``is_changed``: somebody else was the last to act, after this person's last look."""

    request: ServiceRequest
    is_changed: bool


@dataclass(frozen=True)
class QueuePage:
    """``next`` is the place after the last row, ``previous`` the one before the first.

    ``is_whole``: there are no other rows than these.
    """

    rows: Sequence[QueueRow]
    next: Place | None = None
    previous: Place | None = None
    is_whole: bool = False


@dataclass(frozen=True)
class QueueCounts:
    """``total`` is one more than ``most`` where there are more still.

    The others are then those among the first ones counted. ``views``: how many each saved view
    has, by its id, counted up to one more than the most that is told. ``looked_at``: when the
    person last said to have looked; ``newest``: the latest event that there is.
    """

    overdue: int
    soon: int
    total: int
    most: int
    views: Mapping[int, int]
    looked_at: datetime | None
    newest: int
