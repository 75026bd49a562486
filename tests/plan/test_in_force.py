"""Which version of a plan counts at a cut-off."""

from datetime import date

import pytest

from portal.plan.actions import draft_plan
from portal.plan.queries import plan_in_force, years_with_plans
from tests.plan.cast import load

pytestmark = pytest.mark.usefixtures("app")
REASON = "Lo decidió el comité."


def version_at(cutoff):
    plan = plan_in_force(cutoff.year, cutoff)
    return plan and plan.version


def test_a_plan_that_arrives_later_counts_the_whole_year():
    load(today=date(2026, 11, 22))
    assert version_at(date(2024, 1, 31)) == 1
    assert version_at(date(2024, 12, 31)) == 1


def test_a_later_version_counts_from_its_day_that_day_included():
    load()
    load(goal=95, motivo=REASON, rige_desde=date(2024, 7, 31))
    assert version_at(date(2024, 6, 30)) == 1
    assert version_at(date(2024, 7, 30)) == 1
    assert version_at(date(2024, 7, 31)) == 2
    assert version_at(date(2024, 12, 31)) == 2


def test_a_version_adopted_after_the_year_counts_no_day_of_it():
    load()
    load(goal=95, motivo=REASON, today=date(2025, 2, 1))
    assert version_at(date(2024, 12, 31)) == 1


def test_of_two_versions_in_force_the_one_decided_last_counts():
    load()
    load(goal=95, motivo=REASON, rige_desde=date(2024, 8, 1))
    load(goal=92, motivo=REASON, rige_desde=date(2024, 6, 1))
    assert version_at(date(2024, 6, 30)) == 3
    assert version_at(date(2024, 9, 30)) == 3
    assert version_at(date(2024, 5, 31)) == 1


def test_a_year_without_an_adopted_plan_counts_with_its_draft():
    load()
    draft_plan(2026, from_year=2024)
    plan = plan_in_force(2026, date(2026, 3, 31))
    assert plan.is_draft
    assert plan.year == 2026


def test_a_year_without_any_plan_counts_with_none():
    load()
    assert plan_in_force(2025, date(2025, 3, 31)) is None


def test_the_plan_of_another_year_never_counts():
    load(year=2023)
    load(year=2025)
    assert plan_in_force(2024, date(2024, 12, 31)) is None


def test_the_years_with_plans_are_told_once_each_the_latest_first():
    load()
    load(goal=95, motivo=REASON)
    draft_plan(2026, from_year=2024)
    assert list(years_with_plans()) == [2026, 2024]
