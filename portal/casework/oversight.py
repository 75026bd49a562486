"""What the coordination sees at a glance: who has what, how old it is, what ended oddly (pure)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.accounts.models import StaffUser
from portal.casework.rules import DESK
from portal.working_days import working_days_between

# Working days since reception, each up to and including; the terms of the CPACA art. 14.
AGES = ((5, "Hasta 5 días hábiles"), (10, "De 6 a 10"), (15, "De 11 a 15"), (30, "De 16 a 30"))
OLDER = "Más de 30"


@dataclass(frozen=True)
class OpenOnes:
    """How many open requests of a day of reception somebody has; ``holder``: nobody is None."""

    holder: int | None
    received_on: date
    total: int
    overdue: int
    soon: int


@dataclass(frozen=True)
class Load:
    """What somebody has. ``oldest``: working days since the oldest one came; none has none."""

    name: str
    public_id: str
    total: int
    overdue: int
    soon: int
    oldest: int | None


def loads(counted: Iterable[OpenOnes], people: Sequence[StaffUser], today: date) -> list[Load]:
    """Of each person at the desk, and of whoever else still has one; who has nobody comes first."""
    groups: dict[int | None, list[OpenOnes]] = {}
    for one in counted:
        groups.setdefault(one.holder, []).append(one)
    unassigned = _load("Sin asignar", "nadie", groups.get(None, []), today)
    holders = [one for one in people if one.id in groups or (one.is_enabled and one.role in DESK)]
    of_people = [_load(one.name, one.public_id, groups.get(one.id, []), today) for one in holders]
    of_people.sort(key=lambda load: (-load.overdue, -load.total, load.name))
    return [unassigned, *of_people]


def _load(name: str, public_id: str, mine: Sequence[OpenOnes], today: date) -> Load:
    oldest = min((one.received_on for one in mine), default=None)
    return Load(
        name,
        public_id,
        total=sum(one.total for one in mine),
        overdue=sum(one.overdue for one in mine),
        soon=sum(one.soon for one in mine),
        oldest=None if oldest is None else working_days_between(oldest, today),
    )


def ages(counted: Iterable[OpenOnes], today: date) -> list[tuple[str, int]]:
    """How many open ones are of each age, by working days since reception."""
    found: Counter[str] = Counter()
    for one in counted:
        found[_age(working_days_between(one.received_on, today))] += one.total
    return [(name, found[name]) for name in (*(name for _, name in AGES), OLDER)]


def _age(days: int) -> str:
    return next((name for most, name in AGES if days <= most), OLDER)
