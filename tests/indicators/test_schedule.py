"""What the office planned to do, over what it did."""

from datetime import date
from typing import Any

import pytest

from portal.indicators.queries import Figure, figures_for, rows_for
from portal.indicators.rules import NoPlan, State
from portal.indicators.rules_rows import Reason
from portal.plan.models import PlanStatus
from tests.factories import READING_2024, make_execution, make_plan, make_request


@pytest.fixture(autouse=True)
def plan(app: Any) -> None:
    make_plan(2024)


def figure(number: int, month: int, *, to_date: bool = False) -> Figure:
    found = figures_for(2024, month).indicators[number - 1]
    return found.to_date if to_date else found.month


def shown(number: int, month: int, *, to_date: bool = False) -> str:
    count = figure(number, month, to_date=to_date).count
    return f"{count.numerator}/{count.denominator}"


def test_an_execution_counts_in_its_month_and_from_then_on() -> None:
    make_execution(4, takes_place_on=date(2024, 3, 20))
    assert shown(4, 3) == "1/1"
    assert shown(4, 3, to_date=True) == "1/2"
    assert shown(4, 2, to_date=True) == "0/1"
    assert shown(5, 3) == "0/1"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"annulled": True}, Reason.ANNULLED),
        ({"evidence_count": 0}, Reason.NO_EVIDENCE),
        ({"evidence_count": 0, "annulled": True}, Reason.ANNULLED),
    ],
)
def test_annulled_or_without_evidence_it_does_not_count(facts: Any, reason: Reason) -> None:
    make_execution(4, **facts)
    assert shown(4, 3) == "0/1"
    rows = rows_for(figures_for(2024, 3).indicators[3].indicator, 2024, 3)
    assert [row.reason for row in rows] == [Reason.SCHEDULED, Reason.SCHEDULED, reason]


def test_a_planned_one_is_no_execution_yet() -> None:
    make_execution(4, status="prevista", evidence_count=0)
    assert shown(4, 3) == "0/1"
    rows = list(rows_for(figures_for(2024, 3).indicators[3].indicator, 2024, 3))
    assert [row.name for row in rows] == ["P-4-01", "P-4-03"]


def test_neighbouring_months_years_and_activities_do_not_count() -> None:
    for day in (date(2024, 2, 29), date(2024, 4, 1), date(2023, 3, 20), date(2025, 3, 20)):
        make_execution(4, takes_place_on=day)
    make_execution(None)
    assert shown(4, 3) == "0/1"


def test_more_executed_than_scheduled_shows_as_it_is() -> None:
    for day in (1, 2, 3, 4, 5):
        make_execution(7, takes_place_on=date(2024, 7, day))
    to_date = figure(7, 7, to_date=True)
    assert shown(7, 7, to_date=True) == "5/4"
    assert (to_date.percent, to_date.state) == (125.0, State.MET)
    assert shown(7, 7) == "5/1"


def test_executed_in_a_month_without_schedule_there_is_no_result() -> None:
    make_execution(4, takes_place_on=date(2024, 2, 10))
    february = figure(4, 2)
    assert shown(4, 2) == "1/0"
    assert (february.percent, february.state) == (None, State.NOT_SCHEDULED)
    assert shown(4, 2, to_date=True) == "1/1"


def test_only_demand_has_excluded_and_open_ones() -> None:
    count = figure(4, 3).count
    assert (count.excluded, count.open) == (None, None)


def test_the_process_caps_each_result() -> None:
    for _ in range(3):
        make_execution(4, takes_place_on=date(2024, 1, 10))
    make_request(received_on=date(2024, 1, 5))
    process = figures_for(2024, 1).process_month
    # 3: 0/1, 4: 3/1 taken as 100, 5: 0/1, 6: 0/1, 7: 0/1; 1 and 2 have no result.
    assert (process.activities, process.total) == (5, 100)


def test_a_year_without_a_plan_has_no_figures() -> None:
    with pytest.raises(NoPlan, match="No hay plan de acción del año 2031"):
        figures_for(2031, 1)


def test_the_version_in_force_at_the_cutoff_counts_the_whole_year_to_date() -> None:
    reading = [row if row[0] != 4 else (4, [], [], 100, [1, 2, 3]) for row in READING_2024]
    make_plan(2024, reading, version=2, in_force_from=date(2024, 3, 15), reason="Se corrigió.")
    assert shown(4, 2, to_date=True) == "0/1"
    assert shown(4, 3, to_date=True) == "0/3"


def test_a_draft_year_can_be_counted() -> None:
    make_plan(2025, status=PlanStatus.DRAFT, in_force_from=None)
    assert figures_for(2025, 1).plan.is_draft
