"""The rows behind a figure, member by member, and page by page."""

from datetime import date
from typing import Any

import pytest

from portal.indicators import measures, rules
from portal.indicators.queries import figures_for
from portal.indicators.row_queries import counted_rows, request_row
from portal.indicators.rules_rows import CountedRow, Origin, Reason
from portal.intake.kinds import Outcome, RequestKind
from portal.plan.models import Indicator
from tests.factories import make_execution, make_plan, make_request

MARCH = rules.to_date_period(2024, 3)


@pytest.fixture(autouse=True)
def plan(app: Any) -> None:
    make_plan(2024)


def indicator(number: int) -> Indicator:
    return figures_for(2024, 3).indicators[number - 1].indicator


def test_an_open_request_says_whether_its_legal_day_came() -> None:
    late = make_request("queja", received_on=date(2024, 3, 4), due_on=date(2024, 3, 31))
    make_request("queja", received_on=date(2024, 3, 5), due_on=date(2024, 4, 1))
    first, second = counted_rows(indicator(6), MARCH)
    assert first == CountedRow(
        *(late.public_row, 6, Origin.REQUEST, date(2024, 3, 4), Reason.OPEN, 3),
        kind=RequestKind.COMPLAINT,
        is_overdue=True,
        record=late.filing_number,
    )
    assert (second.is_overdue, second.closed_on, second.outcome) == (False, None, None)


@pytest.mark.parametrize("closed_on", [date(2024, 3, 30), date(2024, 3, 31)])
def test_a_closed_one_says_when_and_how_until_the_last_day(closed_on: date) -> None:
    told = make_request(received_on=date(2024, 1, 4), outcome="atendida", closed_on=closed_on)
    (row,) = counted_rows(indicator(6), MARCH)
    assert row == CountedRow(
        *(told.public_row, 6, Origin.REQUEST, date(2024, 1, 4), Reason.COUNTS, 3),
        kind=RequestKind.ADVICE,
        closed_on=closed_on,
        outcome=Outcome.ATTENDED,
        record=told.filing_number,
    )


def test_what_the_act_before_changed_is_in_the_row() -> None:
    one = make_request(received_on=date(2024, 3, 4), due_on=date(2024, 4, 1))
    one.due_on = date(2024, 3, 31)
    assert [row.is_overdue for row in counted_rows(indicator(6), MARCH)] == [True]


def test_requests_of_every_kind_stand_oldest_first() -> None:
    for kind, day in (("queja", 6), ("asesoria", 7), ("queja", 4), ("asesoria", 5)):
        make_request(kind, received_on=date(2024, 3, day))
    assert [row.happened_on.day for row in counted_rows(indicator(6), MARCH)] == [4, 5, 6, 7]


def test_a_request_has_its_own_row_in_the_indicator_of_its_kind_alone() -> None:
    make_request("queja", received_on=date(2024, 3, 4))
    own = make_request("queja", received_on=date(2024, 3, 5))
    make_request("queja", received_on=date(2024, 3, 6))
    row = request_row(indicator(6), MARCH, own)
    assert row
    assert (row.name, row.record) == (own.public_row, own.filing_number)
    assert request_row(indicator(1), MARCH, own) is None
    assert request_row(indicator(6), rules.to_date_period(2024, 2), own) is None


def test_a_schedule_lists_its_months_and_then_what_was_held() -> None:
    held = make_execution(4, takes_place_on=date(2024, 2, 10))
    make_execution(5, takes_place_on=date(2024, 2, 11))
    make_execution(4, takes_place_on=date(2024, 4, 1))
    january, march, execution = counted_rows(indicator(4), MARCH)
    assert january == CountedRow(
        "P-4-01", 4, Origin.SCHEDULE, date(2024, 1, 1), Reason.SCHEDULED, 3
    )
    assert (march.name, march.happened_on) == ("P-4-03", date(2024, 3, 1))
    assert execution == CountedRow(
        *(held.public_row, 4, Origin.EXECUTION, date(2024, 2, 10), Reason.COUNTS, 3),
        record=str(held.id),
    )


def test_what_was_held_comes_in_pages_without_holes_or_repeats() -> None:
    for day in (5, 5, 5, 4, 6):
        make_execution(4, takes_place_on=date(2024, 3, day))
        make_execution(5, takes_place_on=date(2024, 3, day))
    own = indicator(4)
    whole = [row.name for row in counted_rows(own, MARCH)]
    assert len(whole) == 2 + 5
    paged = [row.name for row in counted_rows(own, MARCH, limit=2)]
    assert len(paged) == 2 + 2
    for _ in range(2):
        paged += [row.name for row in counted_rows(own, MARCH, after=paged[-1], limit=2)]
    assert paged == whole
    assert list(counted_rows(own, MARCH, after=whole[-1])) == []
    days = [row.happened_on.day for row in counted_rows(own, MARCH)][2:]
    assert days == [4, 5, 5, 5, 6]
    assert list(counted_rows(own, MARCH, after="E-NOEXISTE00")) == []


def test_what_was_held_is_added_up_by_activity_and_month_of_the_year() -> None:
    for day in (date(2024, 1, 1), date(2024, 3, 5), date(2024, 3, 6), date(2024, 12, 31)):
        make_execution(4, takes_place_on=day)
    make_execution(5, takes_place_on=date(2024, 3, 5))
    make_execution(4, takes_place_on=date(2024, 3, 7), annulled=True)
    make_execution(4, takes_place_on=date(2024, 3, 8), evidence_count=0)
    make_execution(takes_place_on=date(2024, 3, 9))
    for day in (date(2023, 12, 31), date(2025, 1, 1)):
        make_execution(4, takes_place_on=day)
    assert measures.executed_by_month(2024) == {4: {1: 1, 3: 2, 12: 1}, 5: {3: 1}}
