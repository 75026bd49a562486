"""Loading a plan file: it is adopted, may be repeated, and later files make versions."""

from datetime import date

import pytest
from sqlalchemy import func, select

from portal.extensions import db
from portal.plan import queries
from portal.plan.actions import LoadResult, PlanRefused, draft_plan
from portal.plan.models import ActionPlan, Activity, Indicator, IndicatorType
from portal.plan.rules import PlanUnusable
from tests.plan.cast import document, load

pytestmark = pytest.mark.usefixtures("app")


def count(model):
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def test_the_first_file_of_a_year_is_adopted_and_in_force_from_1_january():
    loaded = load(today=date(2026, 11, 22))
    assert loaded.result is LoadResult.FIRST
    assert loaded.plan.version == 1
    assert loaded.plan.in_force_from == date(2024, 1, 1)
    assert not loaded.plan.is_draft
    assert [indicator.number for indicator in loaded.plan.indicators] == [1, 2, 3, 4, 5, 6, 7]


def test_the_day_of_the_first_file_is_1_january_whatever_the_file_says():
    assert load(rige_desde="2024-06-01").plan.in_force_from == date(2024, 1, 1)


def test_the_rows_keep_the_official_words_and_the_reading_that_counts():
    load()
    db.session.expire_all()
    first, *_, sixth, _ = queries.plan_of(2024).activities
    assert first.indicator.title == "Plan de Capacitación Externa"
    assert first.indicator.formula.startswith("No. De Capacitaciones solicitadas")
    assert first.indicator.plain_name == "Capacitaciones pedidas que se hicieron"
    assert first.schedule[0] == {"mes": 3, "lectura": "leida"}
    assert first.indicator.months == []
    assert sixth.indicator.type is IndicatorType.DEMAND
    assert sixth.indicator.kinds == ["asesoria", "queja"]
    assert sixth.schedule[-1] == {"mes": 12, "lectura": "supuesta"}


def test_the_same_file_again_changes_nothing_and_says_so():
    first = load()
    again = load(today=date(2024, 12, 1))
    assert again.result is LoadResult.UNCHANGED
    assert again.plan is first.plan
    assert (count(ActionPlan), count(Activity), count(Indicator)) == (1, 7, 7)


def test_a_different_file_needs_a_reason():
    load()
    with pytest.raises(PlanRefused, match="motivo"):
        load(goal=95)
    with pytest.raises(PlanRefused, match="motivo"):
        load(goal=95, motivo="   ")


def test_a_different_file_is_the_next_version_from_the_day_of_adoption():
    load()
    second = load(goal=95, motivo="El comité subió la meta.")
    assert second.result is LoadResult.NEW_VERSION
    assert second.plan.version == 2
    assert second.plan.reason == "El comité subió la meta."
    assert second.plan.in_force_from == date(2024, 8, 15)


def test_a_different_file_may_say_from_when_it_counts():
    load()
    second = load(goal=95, motivo="El comité subió la meta.", rige_desde=date(2024, 7, 1))
    assert second.plan.in_force_from == date(2024, 7, 1)


def test_the_first_file_again_does_not_undo_a_later_version():
    first = load()
    load(goal=95, motivo="El comité subió la meta.")
    again = load()
    assert again.result is LoadResult.UNCHANGED
    assert again.plan is first.plan
    assert queries.plan_of(2024).version == 2


def test_a_loaded_file_takes_the_place_of_the_draft():
    load()
    draft = draft_plan(2025, from_year=2024)
    draft_id = draft.id
    loaded = load(year=2025)
    assert loaded.replaced_draft
    assert loaded.plan.version == 1
    assert loaded.plan.copied_from_year is None
    assert queries.draft_of(2025) is None
    assert loaded.plan.id != draft_id or not loaded.plan.is_draft
    assert (count(ActionPlan), count(Activity)) == (2, 14)


def test_a_plan_that_cannot_count_is_refused_and_leaves_nothing():
    with pytest.raises(PlanUnusable, match="actividad 1, meta"):
        load(goal=0)
    assert count(ActionPlan) == 0


def test_the_document_comes_back_from_the_database_as_it_was_read():
    load(motivo="Sin cambios.", rige_desde=date(2024, 2, 1))
    db.session.expire_all()
    read = queries.document_of(queries.plan_of(2024))
    assert read == document(motivo="Sin cambios.", rige_desde=date(2024, 2, 1))
