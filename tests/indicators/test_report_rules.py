"""Periods, working days and middles of the reports, by rule."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from portal.indicators.day_table import DayTable
from portal.indicators.report_tables import share, shown
from portal.indicators.rules_reports import ReportPeriod, Times
from portal.working_days import OfficeDays, working_days_between

TODAY = date(2024, 8, 20)


@pytest.mark.parametrize(
    ("code", "name", "first", "last"),
    [
        ("02", "febrero de 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("t1", "primer trimestre de 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("t4", "cuarto trimestre de 2024", date(2024, 10, 1), date(2024, 12, 31)),
        ("s1", "primer semestre de 2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("s2", "segundo semestre de 2024", date(2024, 7, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_has_its_days_and_its_name(code: str, name: str, first: date, last: date) -> None:
    period = ReportPeriod(2024, code, TODAY)
    assert (period.name, period.period.first, period.period.cutoff) == (name, first, last)


def test_what_is_due_today_is_not_late_while_the_day_lasts() -> None:
    running, over = ReportPeriod(2024, "08", TODAY), ReportPeriod(2024, "07", TODAY)
    assert (running.is_over, running.cutoff) == (False, TODAY)
    assert running.overdue_by == TODAY - timedelta(days=1)
    assert (over.is_over, over.cutoff, over.overdue_by) == (True, *[date(2024, 7, 31)] * 2)
    assert not ReportPeriod(2024, "09", TODAY).has_begun


def test_the_table_of_days_says_what_the_calendar_says() -> None:
    office = OfficeDays(frozenset({date(2024, 3, 6)}), frozenset({date(2024, 3, 25)}))
    table = DayTable(office)
    start = date(2023, 12, 20)
    for gap in (-40, -1, 0, 1, 13, 96, 400):
        for shift in range(0, 30, 7):
            first = start + timedelta(days=shift)
            last = first + timedelta(days=gap)
            assert table.between(first, last) == working_days_between(first, last, office)


@pytest.mark.parametrize(
    ("days", "median", "mean", "worst"),
    [
        ([], None, None, None),
        ([7], 7, 7, 7),
        ([1, 4], Fraction(5, 2), Fraction(5, 2), 4),
        ([9, 1, 1], 1, Fraction(11, 3), 9),
        ([3, 1, 1, 9], 2, Fraction(7, 2), 9),
    ],
)
def test_the_middle_the_mean_and_the_worst(
    days: list[int], median: Fraction | None, mean: Fraction | None, worst: int | None
) -> None:
    times = Times()
    for one in days:
        times.add(one, is_on_time=one < 5)
    assert (times.median, times.mean, times.worst, times.n) == (median, mean, worst, len(days))
    assert times.late == sum(one >= 5 for one in days)


def test_numbers_are_written_as_in_colombia() -> None:
    assert [shown(one) for one in (1234567, 4.5, 4.0, None)] == ["1.234.567", "4,5", "4", "—"]
    assert share(1234, 2000) == "1.234 de 2.000 (61,7\u00a0%)"
    assert share(0, 0) == "—"
