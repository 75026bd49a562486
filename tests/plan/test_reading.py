"""The adopted reading of the 2024 plan: what counts, in which months, and how sure."""

from decimal import Decimal

import pytest

from portal.intake.kinds import Outcome, RequestKind
from portal.plan import checks_reading
from portal.plan.document import MONTHS
from portal.plan.files import FIRST_PLAN, read_file

PLAN = read_file(FIRST_PLAN)
TO_OCTOBER = MONTHS[:10]
# number: (months read, months supplied)
SCHEDULE = {
    1: ("MAR MAY JUL SEP", ""),
    2: ("MAR MAY JUL SEP", ""),
    3: (" ".join(TO_OCTOBER), "NOV DIC"),
    4: ("ENE MAR MAY JUL SEP", "NOV"),
    5: ("ENE MAR MAY JUL SEP", "NOV"),
    6: (" ".join(TO_OCTOBER[:9]), "OCT NOV DIC"),
    7: ("ENE MAR MAY JUL", ""),
}


def named(activity, *, supplied):
    months = [month for month in activity.reading.months if month.is_supplied is supplied]
    return " ".join(month.abbreviation for month in months)


@pytest.mark.parametrize("activity", PLAN.activities, ids=lambda activity: str(activity.number))
def test_each_month_is_marked_as_read_or_supplied(activity):
    read, supplied = SCHEDULE[activity.number]
    assert named(activity, supplied=False) == read
    assert named(activity, supplied=True) == supplied


@pytest.mark.parametrize("activity", PLAN.activities, ids=lambda activity: str(activity.number))
def test_the_months_read_are_those_marked_under_their_heading(activity):
    cells = dict(zip(PLAN.schedule_columns, activity.official.raw_cells, strict=False))
    marked = " ".join(name for name in MONTHS if cells.get(name) == "X")
    assert named(activity, supplied=False) == marked


@pytest.mark.parametrize("activity", PLAN.activities, ids=lambda activity: str(activity.number))
def test_the_months_are_as_many_as_the_denominator_of_the_plan(activity):
    assert len(activity.reading.months) == int(activity.official.denominator)


def test_requests_feed_indicators_1_and_6_and_the_schedule_feeds_the_others():
    kinds = {activity.number: activity.reading.kinds for activity in PLAN.activities}
    assert kinds == {
        **dict.fromkeys((2, 3, 4, 5, 7), ()),
        1: ("capacitacion",),
        6: ("asesoria", "queja"),
    }
    outcomes = {activity.number: activity.reading.outcomes for activity in PLAN.activities}
    assert outcomes[1] == ("atendida",)
    assert outcomes[6] == ("atendida", "trasladada")


def test_goals_are_those_of_the_plan_and_the_threshold_is_80():
    goals = {activity.number: activity.reading.goal for activity in PLAN.activities}
    assert goals == {1: Decimal(90), **dict.fromkeys(range(2, 8), Decimal(100))}
    assert {activity.reading.at_risk_threshold for activity in PLAN.activities} == {Decimal(80)}


def test_every_reading_has_its_reason_and_a_name_for_people():
    for activity in PLAN.activities:
        reading = activity.reading
        assert reading.reason.endswith(".")
        assert "÷" in reading.plain_formula
        assert reading.plain_name != activity.official.title
    assert PLAN.reading_status == "por confirmar con Planeación"


def test_the_plan_knows_the_same_kinds_and_outcomes_as_the_requests():
    assert set(RequestKind) == checks_reading.KINDS
    assert set(Outcome) == checks_reading.OUTCOMES | checks_reading.EXCLUDED_OUTCOMES
