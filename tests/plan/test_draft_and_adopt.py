"""A year without a plan gets a draft, until two people adopt it."""

from datetime import date
from threading import Thread

import pytest
from flask import Flask

from portal.extensions import db
from portal.plan import queries
from portal.plan.actions import PlanRefused, adopt_plan, draft_plan, ensure_current_draft
from portal.plan.models import PlanStatus
from tests.plan.cast import load

pytestmark = pytest.mark.usefixtures("app")
REASON = "Lo decidió el comité."


def test_a_draft_copies_the_latest_version_of_the_other_year():
    load()
    load(goal=95, motivo=REASON)
    draft = draft_plan(2025, from_year=2024)
    assert draft.status is PlanStatus.DRAFT
    assert draft.copied_from_year == 2024
    assert draft.in_force_from is None
    assert draft.reason is None
    assert draft.indicators[0].goal == 95


def test_the_same_draft_again_is_the_same_row():
    load()
    assert draft_plan(2025, from_year=2024) is draft_plan(2025, from_year=2024)


def test_a_draft_from_another_year_takes_the_place_of_the_first():
    load()
    load(year=2023, goal=80)
    draft_plan(2025, from_year=2023)
    draft = draft_plan(2025, from_year=2024)
    assert draft.copied_from_year == 2024
    assert draft.indicators[0].goal == 90
    assert len(queries.versions_of(2025)) == 1


def test_an_adopted_year_takes_no_draft():
    load()
    with pytest.raises(PlanRefused, match="ya está adoptado"):
        draft_plan(2024, from_year=2024)


def test_there_is_nothing_to_copy_from_a_year_without_a_plan():
    with pytest.raises(PlanRefused, match="No hay un plan de 2024"):
        draft_plan(2025, from_year=2024)


def test_the_current_year_gets_its_draft_once():
    load()
    draft = ensure_current_draft(date(2026, 11, 22))
    assert (draft.year, draft.copied_from_year) == (2026, 2024)
    assert ensure_current_draft(date(2026, 11, 23)) is None


def test_a_new_year_copies_the_latest_adopted_plan_and_no_draft():
    load()
    ensure_current_draft(date(2025, 1, 1))
    assert ensure_current_draft(date(2026, 1, 1)).copied_from_year == 2024


def test_a_year_with_a_plan_or_a_portal_without_any_gets_no_draft():
    assert ensure_current_draft(date(2026, 11, 22)) is None
    load()
    assert ensure_current_draft(date(2024, 11, 22)) is None


def test_programs_that_start_together_make_one_draft(app: Flask):
    load()
    db.session.commit()
    failures = []

    def start():
        with app.app_context():
            try:
                ensure_current_draft(date(2026, 11, 22))
                db.session.commit()
            except Exception as error:  # noqa: BLE001 - told below, in the test
                failures.append(error)
            db.session.remove()

    threads = [Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert failures == []
    assert len(queries.versions_of(2026)) == 1


def test_two_people_adopt_a_draft(carmen, paz):
    load()
    draft_plan(2026, from_year=2024)
    plan = adopt_plan(2026, proposed_by=carmen, confirmed_by=paz)
    assert plan.status is PlanStatus.ADOPTED
    assert plan.in_force_from == date(2026, 1, 1)
    assert (plan.proposed_by_id, plan.confirmed_by_id) == (carmen.id, paz.id)
    assert plan.adopted_at is not None


def test_one_person_alone_does_not_adopt(carmen):
    load()
    draft_plan(2026, from_year=2024)
    with pytest.raises(PlanRefused, match="dos personas distintas"):
        adopt_plan(2026, proposed_by=carmen, confirmed_by=carmen)
    assert queries.plan_of(2026).is_draft


def test_whoever_has_left_does_not_adopt(carmen, paz):
    load()
    draft_plan(2026, from_year=2024)
    paz.is_enabled = False
    with pytest.raises(PlanRefused, match="ya no está habilitado"):
        adopt_plan(2026, proposed_by=carmen, confirmed_by=paz)


def test_without_a_draft_there_is_nothing_to_adopt(carmen, paz):
    load()
    with pytest.raises(PlanRefused, match="No hay un borrador"):
        adopt_plan(2024, proposed_by=carmen, confirmed_by=paz)


def test_an_adopted_draft_takes_later_versions_like_any_plan(carmen, paz):
    load()
    draft_plan(2026, from_year=2024)
    adopt_plan(2026, proposed_by=carmen, confirmed_by=paz)
    second = load(year=2026, goal=95, motivo=REASON, today=date(2026, 5, 4))
    assert second.plan.version == 2
    assert second.plan.in_force_from == date(2026, 5, 4)
