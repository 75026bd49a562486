"""The reports on requests (pure): their periods, and what is counted and timed in each."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from portal.clock import month_bounds
from portal.formats import month_name
from portal.indicators.rules import Period

ORDINALS = ("primer", "segundo", "tercer", "cuarto")
# By the code in the address: the first and the last month.
SPANS = {
    **{f"{month:02d}": (month, month) for month in range(1, 13)},
    **{f"t{n}": (3 * n - 2, 3 * n) for n in range(1, 5)},
    **{f"s{n}": (6 * n - 5, 6 * n) for n in (1, 2)},
}


@dataclass(frozen=True)
class ReportPeriod:
    """A month, a quarter or a half of a year, by its code; ``today`` tells how far it has come."""

    year: int
    code: str
    today: date

    @property
    def period(self) -> Period:
        first, last = SPANS[self.code]
        return Period(date(self.year, first, 1), month_bounds(self.year, last)[1])

    @property
    def has_begun(self) -> bool:
        return self.period.first <= self.today

    @property
    def is_over(self) -> bool:
        return self.period.cutoff < self.today

    @property
    def is_half(self) -> bool:
        return self.code.startswith("s")

    @property
    def cutoff(self) -> date:
        """The last day that can have facts."""
        return min(self.period.cutoff, self.today)

    @property
    def overdue_by(self) -> date:
        """Whose legal day is this or earlier is late: today is not over yet."""
        return min(self.period.cutoff, self.today - timedelta(days=1))

    @property
    def name(self) -> str:
        """«marzo de 2026», «segundo trimestre de 2026»."""
        if self.code.isdecimal():
            return f"{month_name(int(self.code))} de {self.year}"
        kind = "semestre" if self.is_half else "trimestre"
        return f"{ORDINALS[int(self.code[1]) - 1]} {kind} de {self.year}"


@dataclass
class Tally:
    """Requests received in a period, by how they stood at its end. Each is in one place alone."""

    duplicate: int = 0
    not_valid: int = 0
    attended: int = 0
    transferred: int = 0
    denied: int = 0
    withdrawn: int = 0
    in_term: int = 0
    overdue: int = 0

    def add(self, state: str, count: int) -> None:
        setattr(self, state, getattr(self, state) + count)

    @property
    def excluded(self) -> int:
        return self.duplicate + self.not_valid

    @property
    def to_attend(self) -> int:
        """Of which every share is taken."""
        closed = self.attended + self.transferred + self.denied + self.withdrawn
        return closed + self.in_term + self.overdue

    @property
    def received(self) -> int:
        return self.to_attend + self.excluded


@dataclass
class Times:
    """Working days that closings took: how often each number, and how many came in term."""

    days: Counter[int] = field(default_factory=Counter)
    on_time: int = 0

    def add(self, days: int, *, is_on_time: bool) -> None:
        self.days[days] += 1
        self.on_time += is_on_time

    @property
    def n(self) -> int:
        return self.days.total()

    @property
    def late(self) -> int:
        return self.n - self.on_time

    @property
    def worst(self) -> int | None:
        return max(self.days, default=None)

    @property
    def mean(self) -> Fraction | None:
        total = sum(days * times for days, times in self.days.items())
        return Fraction(total, self.n) if self.n else None

    @property
    def median(self) -> Fraction | None:
        """The middle one, or half way between the two in the middle."""
        if not self.n:
            return None
        return Fraction(self._at((self.n - 1) // 2) + self._at(self.n // 2), 2)

    def _at(self, place: int) -> int:
        """The number that stands at a place when all stand in a row, from 0."""
        for days in sorted(self.days):
            place -= self.days[days]
            if place < 0:
                return days
        raise IndexError(place)
