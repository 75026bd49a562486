"""Where the bars of a year's chart stand (pure): twelve months, percentages upwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from portal.formats import month_name

HEIGHT = 200
TOP = 125  # percent at the upper edge: what is above is cut, and its label says how much


class Drawn(Protocol):
    """A figure, live or published."""

    @property
    def percent(self) -> float | None: ...
    @property
    def count(self) -> Any: ...


@dataclass(frozen=True)
class Bar:
    """A month. ``top`` from the upper edge; no height where there is no result to draw."""

    month: str
    label: str
    top: float
    height: float | None


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    goal_at: float
    goal: float


def chart_of(figures: Sequence[Drawn | None], goal: float) -> Chart:
    """The chart of the months that have a figure; the others keep their place, without a bar."""
    shown: list[Drawn | None] = [*figures, *([None] * (12 - len(figures)))]
    bars = [_bar(month, figure) for month, figure in enumerate(shown, start=1)]
    return Chart(bars, _height_of(min(goal, TOP)), goal)


def _bar(month: int, figure: Drawn | None) -> Bar:
    name = month_name(month)
    if figure is None or figure.percent is None:
        return Bar(name, "", HEIGHT, None)
    top = _height_of(min(figure.percent, TOP))
    return Bar(name, f"{figure.count.numerator}/{figure.count.denominator}", top, HEIGHT - top)


def _height_of(percent: float) -> float:
    """The distance from the upper edge."""
    return round(HEIGHT * (1 - percent / TOP), 1)
