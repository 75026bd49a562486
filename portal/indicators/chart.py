"""Where the bars of a year's chart stand (pure): twelve months, percentages upwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from portal.formats import month_name

HEIGHT = 140
HIGHEST = 125  # percent: what is above is cut, and its label says how much


class Drawn(Protocol):
    """A figure, live or published."""

    @property
    def percent(self) -> float | None: ...
    @property
    def count(self) -> Any: ...


@dataclass(frozen=True)
class Bar:
    """A month. ``top`` from the upper edge; no height where there is no result to draw,
    and still a label where something was done that month without being due in it."""

    month: str
    label: str
    top: float
    height: float | None


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    goal_at: float
    goal: float

    @property
    def has_gaps(self) -> bool:
        return any(bar.height is None for bar in self.bars)

    @property
    def has_unplanned(self) -> bool:
        """Whether something was done in a month in which nothing was due."""
        return any(bar.height is None and bar.label for bar in self.bars)


def chart_of(figures: Sequence[Drawn | None], goal: float) -> Chart:
    """The chart of the months that have a figure; the others keep their place, without a bar."""
    shown: list[Drawn | None] = [*figures, *([None] * (12 - len(figures)))]
    top = min(max([100, goal, *(each.percent or 0 for each in shown if each)]), HIGHEST)
    bars = [_bar(month, figure, top) for month, figure in enumerate(shown, start=1)]
    return Chart(bars, _distance(goal, top), goal)


def _bar(month: int, figure: Drawn | None, top: float) -> Bar:
    name = month_name(month)
    if figure is None:
        return Bar(name, "", HEIGHT, None)
    count = figure.count
    label = f"{count.numerator}/{count.denominator}" if count.numerator or count.denominator else ""
    if figure.percent is None:
        return Bar(name, label, HEIGHT, None)
    distance = _distance(figure.percent, top)
    return Bar(name, label, distance, round(HEIGHT - distance, 1))


def _distance(percent: float, top: float) -> float:
    """How far below the upper edge, where ``top`` percent stands."""
    return round(HEIGHT * (1 - min(percent, top) / top), 1)
