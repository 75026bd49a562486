"""Acts in the order of their instants, each with the clock set to its own."""

import heapq
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random

from portal import clock
from portal.working_days import add_working_days

Act = Callable[[], object]
SEED = 2024


@dataclass
class Timeline:
    """What is to happen; an act may add others that follow it. The same each time."""

    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - not a secret
    _acts: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=itertools.count)

    def add(self, instant: datetime, act: Act) -> None:
        heapq.heappush(self._acts, (instant, next(self._order), act))

    def on(self, day: date, act: Act, hours: range = range(8, 17)) -> None:
        """At some minute of a day."""
        at = time(self.chance.choice(hours), self.chance.randrange(60))
        self.add(datetime.combine(day, at, tzinfo=clock.BOGOTA), act)

    def after(self, working_days: int, act: Act) -> None:
        """So many working days after the present instant; on the same day, later."""
        if working_days:
            self.on(add_working_days(clock.today(), working_days), act)
        else:
            self.add(clock.now(), act)

    def run(self) -> Iterator[date]:
        """Let it happen; yields the day of each act once it is done."""
        while self._acts:
            instant, _, act = heapq.heappop(self._acts)
            with clock.set_to(instant):
                act()
                day = clock.today()
            yield day
