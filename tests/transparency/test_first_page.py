"""The first page after signing in: what each role can do something about, wherever it stands."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.accounts import posts
from portal.accounts.models import Role, StaffUser
from portal.extensions import db
from portal.intake.actions_outages import record_outage
from portal.intake.kinds import Channel
from portal.plan.actions import draft_plan
from portal.plan.models import ActionPlan
from portal.transparency import actions
from tests.agenda.sessions import planned
from tests.casework.counting import statements
from tests.conftest import PASSWORD
from tests.factories import instant
from tests.indicators.words import words_of
from tests.transparency.conftest import Publish

Browser = Callable[[StaffUser], FlaskClient]


@pytest.fixture
def first_page(staff_client: Browser) -> Callable[[StaffUser], str]:
    return lambda user: words_of(staff_client(user).get("/gestion").text)


@pytest.fixture(autouse=True)
def _in_may(at: Callable[[str], Any], plan_2024: ActionPlan) -> None:
    at("2024-05-09 09:00")


def test_whoever_signs_reads_which_month_waits_and_for_whom(
    publish: Publish,
    first_page: Callable[[StaffUser], str],
    carmen: StaffUser,
    paz: StaffUser,
    marta: StaffUser,
) -> None:
    for month in (1, 2, 3):
        publish(2024, month)
    before = first_page(carmen)
    assert "Abril de 2024 se publica hasta el 16 may 2024" in before
    assert "sin publicar, con el plazo vencido" not in before
    current = actions.prepare(year=2024, month=4, signer=carmen, password=PASSWORD, reason=None)
    db.session.commit()
    assert "Abril de 2024 espera su firma" in first_page(paz)
    for other in (carmen, marta):
        assert "Abril de 2024 espera la firma: Jefe de Planeación" in first_page(other)
    actions.review(current, signer=paz, password=PASSWORD)
    db.session.commit()
    assert "Abril de 2024 espera su firma" in first_page(marta)


def test_months_that_are_late_are_told_to_whoever_signs_and_to_nobody_else(
    publish: Publish,
    first_page: Callable[[StaffUser], str],
    carmen: StaffUser,
    ana: StaffUser,
    admin: StaffUser,
) -> None:
    publish(2024, 2)
    late = "2 meses de 2024 sin publicar, con el plazo vencido"
    assert late in first_page(carmen)
    assert late not in first_page(ana)
    posts.appoint(
        ana,
        role=Role.COORDINATOR,
        from_on=date(2024, 5, 9),
        to_on=date(2024, 5, 10),
        act="Resolución 31",
        actor=admin,
    )
    db.session.commit()
    assert late in first_page(ana)


def test_a_draft_of_the_year_waits_for_two_people(
    first_page: Callable[[StaffUser], str],
    at: Callable[[str], Any],
    paz: StaffUser,
    carmen: StaffUser,
    marta: StaffUser,
) -> None:
    draft = draft_plan(2025, from_year=2024)
    db.session.commit()
    assert "sigue en borrador" not in first_page(paz)  # it is not this year's
    at("2025-01-15 09:00")
    assert "El plan de 2025 sigue en borrador" in first_page(paz)
    draft.proposed_by_id = paz.id
    db.session.commit()
    assert "El plan de 2025" not in first_page(paz)
    assert "El plan de 2025 espera que usted lo confirme" in first_page(carmen)
    assert "El plan de 2025" not in first_page(marta)


def test_who_keeps_the_office_reads_what_nobody_has_said_or_checked(
    first_page: Callable[[StaffUser], str], admin: StaffUser, paz: StaffUser
) -> None:
    page = first_page(admin)
    assert "4 datos de la oficina por definir" in page
    assert "de las listas por verificar" in page
    assert "datos de la oficina" not in first_page(paz)


def test_a_channel_that_still_fails_is_told_at_the_desk(
    first_page: Callable[[StaffUser], str], ana: StaffUser, pablo: StaffUser
) -> None:
    record_outage(
        channel=Channel.TELEPHONE,
        began_at=instant(date(2024, 5, 8)),
        ended_at=None,
        what_happened="Cortaron la línea.",
        actor=ana,
    )
    db.session.commit()
    assert "1 canal sigue sin funcionar" in first_page(ana)
    assert "sin funcionar" not in first_page(pablo)


def test_communications_reads_what_comes_and_what_was_not_recorded(
    first_page: Callable[[StaffUser], str], pablo: StaffUser, paz: StaffUser
) -> None:
    planned(pablo, title="Transmisión de mayo", place=None, takes_place_on=date(2024, 5, 23))
    planned(pablo, title="La de junio", takes_place_on=date(2024, 5, 24))
    planned(pablo, title="La de abril", takes_place_on=date(2024, 5, 8))
    page = first_page(pablo)
    assert "1 actividad de la agenda sin registrar" in page
    assert "Transmisión de mayo jueves 23 de mayo de 2024" in page
    assert "La de junio" not in page
    assert "Lo que usted tiene" not in page
    assert "Nada espera por usted" not in page
    assert "Transmisión de mayo" not in first_page(paz)


def test_a_person_for_whom_nothing_waits_is_told_so(
    publish: Publish, first_page: Callable[[StaffUser], str], marta: StaffUser
) -> None:
    for month in (1, 2, 3, 4):
        publish(2024, month)
    assert "Nada espera por usted" in first_page(marta)


def test_it_costs_the_same_however_many_months_are_published(
    publish: Publish, staff_client: Browser, carmen: StaffUser
) -> None:
    browser = staff_client(carmen)
    publish(2024, 1)
    with statements() as few:
        browser.get("/gestion")
    for month in (2, 3, 4):
        publish(2024, month)
    with statements() as more:
        browser.get("/gestion")
    assert len(more) == len(few)
