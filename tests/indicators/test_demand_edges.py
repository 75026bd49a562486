"""The edges of what a request counts in: midnight, the cut-off, the year, the page."""

from datetime import date, time
from typing import Any

import pytest

from portal.indicators import backlog, measures, rules
from portal.indicators.queries import figures_for, rows_for
from portal.indicators.row_queries import counted_rows
from portal.indicators.rules_rows import Reason
from portal.intake.kinds import RequestKind
from tests.factories import (
    instant,
    make_execution,
    make_plan,
    make_request,
)

RECEIVED, CLOSED = date(2024, 3, 5), date(2024, 3, 20)


@pytest.fixture(autouse=True)
def plan(app: Any) -> None:
    make_plan(2024)


def terms(number: int, month: int = 3, year: int = 2024) -> tuple[int, int]:
    """Numerator and denominator of the month."""
    figures = {each.indicator.number: each for each in figures_for(year, month).indicators}
    return figures[number].month.count.numerator, figures[number].month.count.denominator


@pytest.mark.parametrize(
    ("day", "at", "month"),
    [
        (date(2024, 2, 29), time(23, 59, 59), 2),
        (date(2024, 3, 1), time(0, 0), 3),
        (date(2024, 3, 31), time(23, 59, 59, 999999), 3),
        (date(2024, 4, 1), time(0, 0), 4),
    ],
)
def test_midnight_is_that_of_bogota(day: date, at: time, month: int) -> None:
    make_request(received_at=instant(day, at))
    assert [terms(6, each)[1] for each in (2, 3, 4)] == [int(each == month) for each in (2, 3, 4)]


def test_the_last_day_of_the_month_is_within_the_cutoff_and_the_next_is_not() -> None:
    make_request(received_on=RECEIVED, outcome="atendida", closed_on=date(2024, 3, 31))
    make_request(received_on=RECEIVED, outcome="atendida", closed_on=date(2024, 4, 1))
    assert terms(6) == (1, 2)


def test_a_closing_after_the_cutoff_is_not_in_the_row_yet() -> None:
    make_request(received_on=RECEIVED, outcome="atendida", closed_on=date(2024, 4, 1))
    indicator = figures_for(2024, 3).indicators[5].indicator
    (row,) = rows_for(indicator, 2024, 3)
    assert (row.closed_on, row.outcome, row.reason) == (None, None, Reason.OPEN)


def test_an_exclusion_shows_its_outcome_whenever_it_happened() -> None:
    make_request(received_on=RECEIVED, outcome="no_valida", closed_on=date(2024, 6, 1))
    indicator = figures_for(2024, 3).indicators[5].indicator
    (row,) = rows_for(indicator, 2024, 3)
    assert (row.closed_on, row.outcome) == (None, "no_valida")
    assert terms(6) == (0, 0)


def test_open_ones_are_overdue_from_their_legal_day() -> None:
    make_request(received_on=RECEIVED, due_on=date(2024, 3, 31))
    make_request(received_on=RECEIVED, due_on=date(2024, 4, 1))
    make_request(
        received_on=RECEIVED, due_on=date(2024, 3, 31), outcome="atendida", closed_on=CLOSED
    )
    count = figures_for(2024, 3).indicators[5].month.count
    assert count.open == measures.Open(in_term=1, overdue=1)


def test_the_excluded_are_told_apart() -> None:
    for outcome in ("duplicada", "duplicada", "no_valida"):
        make_request(received_on=RECEIVED, outcome=outcome, closed_on=CLOSED)
    assert figures_for(2024, 3).indicators[5].month.count.excluded == measures.Excluded(2, 1)


def test_december_answered_in_january_is_backlog_and_in_no_numerator() -> None:
    make_plan(2025)
    make_request(received_on=date(2024, 12, 20), outcome="atendida", closed_on=date(2025, 1, 8))
    assert terms(6, 12) == (0, 1)
    assert terms(6, 1, 2025) == (0, 0)
    advice = figures_for(2024, 12).indicators[5].indicator
    assert backlog.answered_later(advice, 2024) == 1
    january = rules.month_period(2025, 1)
    assert backlog.answered_from_before([advice], january) == {6: 1}
    assert backlog.answered_from_before([advice], rules.month_period(2025, 2)) == {6: 0}


def test_what_does_not_count_is_no_backlog() -> None:
    advice = figures_for(2024, 12).indicators[5].indicator
    for outcome in ("desistida", "duplicada"):
        make_request(received_on=date(2024, 12, 20), outcome=outcome, closed_on=date(2025, 1, 8))
    make_request(
        "capacitacion",
        received_on=date(2024, 12, 20),
        outcome="atendida",
        closed_on=date(2025, 1, 8),
    )
    assert backlog.answered_later(advice, 2024) == 0
    assert backlog.answered_from_before([advice], rules.to_date_period(2025, 12)) == {6: 0}


def test_the_same_year_is_no_backlog_from_its_first_day_to_its_last() -> None:
    advice = figures_for(2024, 12).indicators[5].indicator
    make_request(received_on=date(2024, 1, 1), outcome="atendida", closed_on=date(2024, 2, 8))
    make_request(received_on=date(2024, 1, 1), outcome="atendida", closed_on=date(2024, 12, 31))
    assert backlog.answered_later(advice, 2024) == 0
    for period in (rules.month_period(2024, 2), rules.to_date_period(2024, 12)):
        assert backlog.answered_from_before([advice], period) == {6: 0}


def test_a_part_of_the_kinds_can_be_shown_apart() -> None:
    make_request("asesoria", received_on=RECEIVED, outcome="atendida", closed_on=CLOSED)
    make_request("queja", received_on=RECEIVED)
    indicator = figures_for(2024, 3).indicators[5].indicator
    march = rules.month_period(2024, 3)
    advice = measures.demand(indicator, march, [RequestKind.ADVICE])
    assert (advice.numerator, advice.denominator) == (1, 1)
    assert terms(6) == (1, 2)


def test_rows_come_in_pages_without_holes_or_repeats() -> None:
    days = [date(2024, 3, day) for day in (5, 5, 5, 4, 6)]
    for day in days:
        make_request(received_on=day)
    make_execution(3)
    indicator = figures_for(2024, 3).indicators[5].indicator
    period = rules.to_date_period(2024, 3)
    whole = [row.name for row in counted_rows(indicator, period)]
    paged: list[str] = []
    for _ in range(3):
        page = counted_rows(indicator, period, after=paged[-1] if paged else None, limit=2)
        paged += [row.name for row in page]
    assert paged == whole
    assert list(counted_rows(indicator, period, after=whole[-1])) == []
    assert len(whole) == len(days)
    assert list(counted_rows(indicator, period, after="S-NOEXISTE00")) == []
