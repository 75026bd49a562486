"""``/gestion/plan/<year>``: next year's plan by form, adopted by two people."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.errors import Conflict
from portal.extensions import db
from portal.plan import queries, rules
from portal.plan.actions import draft_plan
from portal.plan.actions_draft import change_draft, propose_adoption
from portal.plan.models import ActionPlan, PlanStatus
from tests.conftest import PASSWORD
from tests.indicators.words import words_of
from tests.pages import fill, form_fields, submit

PAGE = "/gestion/plan/2025"
ONE = f"{PAGE}/actividades/1"


@pytest.fixture
def next_year(plan_2024: ActionPlan, at: Callable[[str], datetime]) -> ActionPlan:
    at("2024-11-20 10:00")
    plan = draft_plan(2025, from_year=2024)
    db.session.commit()
    return plan


@pytest.fixture
def planner(staff_client: Callable[[StaffUser], FlaskClient], paz: StaffUser) -> FlaskClient:
    """Planning's browser."""
    return staff_client(paz)


@pytest.fixture
def coordination(
    staff_client: Callable[[StaffUser], FlaskClient], carmen: StaffUser
) -> FlaskClient:
    """Carmen's browser."""
    return staff_client(carmen)


def draft() -> ActionPlan:
    db.session.expire_all()
    found = queries.draft_of(2025)
    assert found is not None
    return found


def press(client: FlaskClient, path: str, **typed: str) -> Any:
    """Send the form of the page that leads there."""
    page = client.get(PAGE).text
    part = page.partition(f'action="{PAGE}/{path}"')[2].partition("</form>")[0]
    form = f'<main><form method="post">{part.partition(">")[2]}</form></main>'
    fields = form_fields(form, having="huella")
    return client.post(f"{PAGE}/{path}", data=fill(fields, typed))


def test_a_year_without_a_plan_gets_a_draft_with_one_button(
    planner: FlaskClient, plan_2024: ActionPlan, at: Callable[[str], datetime]
) -> None:
    at("2024-11-20 10:00")
    assert "Todavía no hay un plan de 2025" in planner.get(PAGE).text
    fields = form_fields(planner.get(PAGE).text, having="csrf_token")
    assert planner.post(f"{PAGE}/borrador", data=fields).status_code == 303
    assert draft().copied_from_year == 2024
    planner.post(f"{PAGE}/borrador", data=fields)
    assert "Ya hay un plan de 2025." in planner.get(PAGE).text
    assert draft().copied_from_year == 2024
    assert planner.get("/gestion/plan/2027").status_code == 404


def test_an_activity_is_changed_in_the_draft_and_nowhere_else(
    planner: FlaskClient, next_year: ActionPlan
) -> None:
    months = ["2", "4", "6"]
    sent = submit(
        planner, ONE, meta_anual="95", meses=months, titulo="Capacitaciones", tipo="demanda"
    )
    assert sent.location == PAGE
    one = queries.document_of(draft()).activities[0]
    assert (one.official.title, one.official.goal, one.reading.goal) == (
        *("Capacitaciones", "95%", 95),
    )
    assert [one.abbreviation for one in one.reading.months] == ["FEB", "ABR", "JUN"]
    assert len(one.official.raw_cells) == 14
    before = queries.document_of(queries.plan_of(2024)).activities[0]  # type: ignore[arg-type]
    assert (before.official.goal, before.official.raw_cells[0]) == ("90%", "X")


def test_what_is_not_touched_stays_to_the_letter(
    planner: FlaskClient, next_year: ActionPlan
) -> None:
    before = queries.document_of(next_year).activities
    submit(planner, f"{PAGE}/actividades/4", razon="Así lo confirmó Planeación.")
    after = queries.document_of(draft()).activities
    assert [one.official for one in after] == [one.official for one in before]


def test_the_linter_answers_beside_each_field_and_can_be_noted(
    planner: FlaskClient, next_year: ActionPlan
) -> None:
    submit(planner, ONE, denominador="7", meses=["2", "4"])
    page = words_of(planner.get(ONE).text)
    assert "Sin anotar La lectura tiene 2 meses y el denominador es 7." in page
    new = [one for one in rules.check(queries.document_of(draft())) if not one.is_noted]
    assert press(planner, "avisos/1").status_code == 303
    left = [one for one in rules.check(queries.document_of(draft())) if not one.is_noted]
    assert len(left) == len(new) - 1


def test_the_title_of_the_new_year_is_written(
    planner: FlaskClient, coordination: FlaskClient, next_year: ActionPlan
) -> None:
    page = f"{PAGE}/texto"
    assert "El título dice 2024 y el plan es de 2025." in planner.get(PAGE).text
    old = form_fields(coordination.get(page).text, having="titulo")
    submit(planner, page, titulo="PLAN DE ACCIÓN 2025", estado="confirmada por Planeación")
    assert "El título dice 2024" not in planner.get(PAGE).text
    assert queries.document_of(draft()).reading_status == "confirmada por Planeación"
    late = coordination.post(page, data=fill(old, {"titulo": "Otro"}))
    assert late.status_code == 409
    assert 'value="Otro"' in late.text


def test_what_could_not_be_counted_is_refused_and_nothing_typed_is_lost(
    planner: FlaskClient, next_year: ActionPlan
) -> None:
    refused = submit(planner, ONE, tipo="demanda", tipos=[], titulo="Otro título")
    assert refused.status_code == 400
    assert "Otro título" in refused.text
    empty = submit(planner, ONE, meta_anual="", responsables="")
    assert "Escriba un número." in empty.text
    assert "Escriba este dato." in empty.text
    assert draft().document_sha256 == next_year.document_sha256


def test_an_activity_is_added_and_taken_away(planner: FlaskClient, next_year: ActionPlan) -> None:
    press(planner, "actividades/agregar")
    assert [one.number for one in draft().activities] == list(range(1, 9))
    press(planner, "actividades/1/quitar")
    after = queries.document_of(draft()).activities
    assert [one.number for one in after] == list(range(1, 8))
    # Its blank cells stood for those of the one that went.
    assert after[0].official.objective.startswith("LE-1-OBJ-2")


def test_two_people_adopt_it_each_with_their_password(
    planner: FlaskClient, coordination: FlaskClient, next_year: ActionPlan, paz: StaffUser
) -> None:
    assert "Esa no es su clave." in press(planner, "proponer", clave="no es").text
    assert press(planner, "proponer", clave=PASSWORD).status_code == 303
    assert "Usted lo propuso: lo confirma otra persona." in planner.get(PAGE).text
    assert paz.name in coordination.get(PAGE).text
    fields = form_fields(coordination.get(PAGE).text, having="clave")
    own = planner.post(f"{PAGE}/confirmar", data=fill(fields, {"clave": PASSWORD}))
    assert own.status_code == 400
    assert press(coordination, "confirmar", clave=PASSWORD).status_code == 303
    adopted = queries.plan_of(2025)
    assert adopted is not None
    db.session.refresh(adopted)
    assert adopted.status is PlanStatus.ADOPTED
    assert (adopted.proposed_by_id, adopted.confirmed_by_id) != (None, None)
    assert planner.get(ONE).status_code == 404


def test_a_change_after_the_proposal_voids_it(
    planner: FlaskClient, coordination: FlaskClient, next_year: ActionPlan
) -> None:
    press(planner, "proponer", clave=PASSWORD)
    seen = form_fields(coordination.get(PAGE).text, having="clave")
    submit(planner, ONE, meta_anual="80")
    assert draft().proposed_by_id is None
    late = coordination.post(f"{PAGE}/confirmar", data=fill(seen, {"clave": PASSWORD}))
    assert late.status_code == 409
    assert "cambió el borrador mientras usted lo leía" in late.text
    assert draft().status is PlanStatus.DRAFT


def test_of_two_who_change_it_the_second_is_told_and_loses_nothing(
    planner: FlaskClient, coordination: FlaskClient, next_year: ActionPlan, paz: StaffUser
) -> None:
    fields = form_fields(coordination.get(ONE).text, having="huella")
    submit(planner, ONE, meta_anual="80")
    late = coordination.post(ONE, data=fill(fields, {"titulo": "Otro título"}))
    assert late.status_code == 409
    assert "Otro título" in late.text
    again = form_fields(late.text, having="huella")
    assert coordination.post(ONE, data=again).status_code == 303
    old = next_year_sha = "0" * 64
    for act in (
        lambda: change_draft(2025, seen_sha256=old, source={}, actor=paz),
        lambda: propose_adoption(2025, seen_sha256=next_year_sha, actor=paz, password=PASSWORD),
    ):
        with pytest.raises(Conflict):
            act()
        db.session.rollback()


def test_who_does_not_plan_reads_and_changes_nothing(
    staff_client: Callable[[StaffUser], FlaskClient],
    marta: StaffUser,
    ana: StaffUser,
    next_year: ActionPlan,
) -> None:
    committee = staff_client(marta)
    assert "Adoptarlo" not in committee.get(PAGE).text
    assert committee.get(ONE).status_code == 403
    assert staff_client(ana).get(PAGE).status_code == 403
