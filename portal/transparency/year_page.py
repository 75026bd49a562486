"""A year of publications: twelve months, published, due or late, and each indicator over them."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.indicators.chart import Chart, chart_of
from portal.transparency import due
from portal.transparency.models import Publication
from portal.transparency.published import PublishedFigure, PublishedIndicator, PublishedMonth


class MonthState(enum.StrEnum):
    PUBLISHED = "publicado"
    LATE = "atrasado"
    DUE = "por_publicar"
    RUNNING = "sin_terminar"


@dataclass(frozen=True)
class MonthOfYear:
    """A month and whether it stands published; ``days`` late, from ``due_on``."""

    month: int
    state: MonthState
    due_on: date
    days: int
    publication: Publication | None


@dataclass(frozen=True)
class IndicatorOfYear:
    """An indicator in the latest published month, and its months."""

    latest: PublishedIndicator
    months: list[PublishedFigure | None]
    chart: Chart


@dataclass(frozen=True)
class YearShown:
    year: int
    months: list[MonthOfYear]
    latest: PublishedMonth | None
    indicators: list[IndicatorOfYear]

    @property
    def late(self) -> list[MonthOfYear]:
        return [each for each in self.months if each.state is MonthState.LATE]


def months_of(
    year: int, published: Mapping[int, Publication], today: date, working_day: int
) -> list[MonthOfYear]:
    """January to December."""
    return [
        month_of(year, month, published.get(month), today, working_day) for month in range(1, 13)
    ]


def month_of(
    year: int, month: int, publication: Publication | None, today: date, working_day: int
) -> MonthOfYear:
    due_on = due.publish_by(year, month, working_day)
    if publication:
        state = MonthState.PUBLISHED
    elif clock.month_bounds(year, month)[1] >= today:
        state = MonthState.RUNNING
    else:
        state = MonthState.LATE if due_on < today else MonthState.DUE
    return MonthOfYear(month, state, due_on, max(0, (today - due_on).days), publication)


def year_shown(year: int, months: list[MonthOfYear], shown: Sequence[PublishedMonth]) -> YearShown:
    """``shown``: the published months in order."""
    latest = shown[-1] if shown else None
    return YearShown(
        year=year,
        months=months,
        latest=latest,
        indicators=[_indicator(each, shown) for each in latest.indicators] if latest else [],
    )


def _indicator(latest: PublishedIndicator, shown: Sequence[PublishedMonth]) -> IndicatorOfYear:
    by_month = {
        month.publication.month: each.month
        for month in shown
        for each in month.indicators
        if each.number == latest.number
    }
    months = [by_month.get(month) for month in range(1, 13)]
    return IndicatorOfYear(latest, months, chart_of(months, latest.goal))
