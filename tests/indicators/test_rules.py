"""The arithmetic of the figures."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.indicators import rules, rules_rows
from portal.indicators.rules import State
from portal.indicators.rules_rows import Origin, Reason
from portal.plan.models import Indicator, IndicatorType


def indicator(goal: str = "90", threshold: str = "80", kind: str = "demanda") -> Indicator:
    return Indicator(
        goal=Decimal(goal), at_risk_threshold=Decimal(threshold), type=IndicatorType(kind)
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (2, 3, 66.7),
        (1, 3, 33.3),
        (5, 4, 125.0),
        (0, 7, 0.0),
        (1, 1, 100.0),
        (1, 2000, 0.1),  # exactly 0.05: half goes up
        (3, 2000, 0.2),  # exactly 0.15, which floating point would round down
        (2249, 2500, 90.0),  # 89.96
        (449, 500, 89.8),
    ],
)
def test_a_result_is_rounded_once_half_up(numerator: int, denominator: int, shown: float) -> None:
    assert rules.rounded(rules.result(numerator, denominator)) == shown


def test_without_a_denominator_there_is_no_result() -> None:
    assert rules.result(0, 0) is None
    assert rules.result(1, 0) is None
    assert rules.rounded(None) is None


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_what_is_shown_is_never_further_than_half_a_tenth(numerator: int, denominator: int) -> None:
    exact = Fraction(100 * numerator, denominator)
    shown = Fraction(str(rules.rounded(rules.result(numerator, denominator))))
    assert -Fraction(1, 20) < shown - exact <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (9, 10, State.MET),
        (2249, 2500, State.AT_RISK),  # shown as 90.0 %, but it is 89.96 %
        (72, 100, State.AT_RISK),  # exactly 80 % of the goal
        (71999, 100000, State.NOT_MET),
        (5, 4, State.MET),
    ],
)
def test_the_state_uses_the_exact_result(numerator: int, denominator: int, expected: State) -> None:
    assert rules.state(rules.result(numerator, denominator), indicator()) is expected


def test_the_goal_and_the_threshold_may_have_decimals() -> None:
    exact = rules.result(667, 1000)
    assert rules.state(exact, indicator(goal="66.70")) is State.MET
    assert rules.state(exact, indicator(goal="66.71")) is State.AT_RISK
    assert rules.state(exact, indicator(goal="100", threshold="66.71")) is State.NOT_MET


def test_without_a_result_the_state_says_what_there_was_none_of() -> None:
    assert rules.state(None, indicator()) is State.NO_DEMAND
    assert rules.state(None, indicator(kind="programacion")) is State.NOT_SCHEDULED


def test_the_process_is_the_mean_of_the_results_that_there_are_capped_at_a_hundred() -> None:
    process = rules.process([Fraction(125), None, Fraction(200, 3), Fraction(0)])
    assert process.total == Fraction(500, 3)
    assert process.activities == 3
    assert process.percent == Fraction(500, 9)


def test_the_process_adds_exact_results_and_not_rounded_ones() -> None:
    thirds = [Fraction(100, 3)] * 3
    assert rules.rounded(rules.process(thirds).total) == 100.0  # 33.3 three times would be 99.9


def test_a_process_without_results_has_none() -> None:
    assert rules.process([None, None]) == rules.Process(None, 0, None)


@pytest.mark.parametrize("reason", list(Reason))
def test_only_excluded_requests_are_out_of_the_denominator(reason: Reason) -> None:
    excluded = reason in (Reason.DUPLICATE, Reason.NOT_VALID)
    assert rules_rows.in_denominator(Origin.REQUEST, reason) is not excluded
    assert rules_rows.in_denominator(Origin.EXECUTION, reason) is False
    assert rules_rows.in_denominator(Origin.SCHEDULE, reason) is True


def test_december_ends_on_its_last_day() -> None:
    assert rules.month_period(2024, 12).cutoff.isoformat() == "2024-12-31"
    assert rules.to_date_period(2024, 2).cutoff.isoformat() == "2024-02-29"
    assert list(rules.to_date_period(2024, 3).months) == [1, 2, 3]
