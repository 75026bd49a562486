"""The first page after signing in."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.models import Role, StaffUser
from portal.casework import actions, actions_closing, actions_exclusion
from portal.extensions import db
from portal.intake.actions import add_information
from portal.intake.kinds import Outcome
from tests import factories
from tests.casework.conftest import FileOne
from tests.casework.counting import statements


def test_it_says_what_needs_somebody_now(
    desk: FlaskClient, ana: StaffUser, luis: StaffUser, file_one: FileOne
) -> None:
    factories.make_request("queja", received_on=date(2023, 5, 2), due_on=date(2024, 3, 4))
    soon = file_one("asesoria")
    soon.due_on = date(2024, 3, 6)
    proposed, mine = file_one(), file_one()
    actions_exclusion.propose_exclusion(
        proposed, actor=luis, seen_version=1, outcome=Outcome.NOT_VALID, reason="Prueba"
    )
    actions.take(mine, actor=ana, seen_version=1)
    page = desk.get("/gestion").text
    for shown in ("1 vencida", "1 por vencer", "3 sin asignar", "1 exclusión por confirmar"):
        assert shown in page
    assert mine.filing_number in page
    assert proposed.filing_number not in page


def test_what_one_proposed_waits_for_others(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    actions_exclusion.propose_exclusion(
        file_one(), actor=ana, seen_version=1, outcome=Outcome.NOT_VALID, reason="Prueba"
    )
    assert "por confirmar" not in desk.get("/gestion").text


def test_whoever_writes_after_the_end_is_not_left_unread(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    one = file_one()
    actions_closing.close(
        one,
        actor=ana,
        seen_version=1,
        outcome=Outcome.WITHDRAWN,
        closed_on=date(2024, 3, 5),
        reason="No volvió",
    )
    add_information(one, body="Sí volví")
    actions.requester_answered(one)
    page = desk.get("/gestion").text
    assert one.filing_number in page
    assert "(ya cerrada)" in page
    actions.note(one, actor=ana, seen_version=one.version, body="Leído")
    assert one.filing_number not in desk.get("/gestion").text


def test_mail_that_cannot_leave_is_said(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne, app: Flask
) -> None:
    actions.ask(file_one(), actor=ana, seen_version=1, body="¿Dónde es?")
    assert "1 correo a la ciudadanía espera" in desk.get("/gestion").text
    app.config["MAIL_URL"] = "smtp://correo.example"
    try:
        assert "espera: el portal no tiene" not in desk.get("/gestion").text
    finally:
        app.config["MAIL_URL"] = None


def test_an_empty_day_is_good_news(desk: FlaskClient) -> None:
    page = desk.get("/gestion").text
    assert "Nada atrasado ni sin dueño" in page
    assert "Usted no tiene solicitudes abiertas." in page


@pytest.mark.parametrize(
    "role", [Role.COMMUNICATIONS, Role.PLANNING, Role.COMMITTEE, Role.ADMINISTRATOR]
)
def test_other_roles_are_sent_to_what_is_theirs(
    staff_client: Callable, hire: Callable, file_one: FileOne, role: Role
) -> None:
    one = file_one()
    page = staff_client(hire("Otra Persona", role)).get("/gestion").text
    assert "Otra Persona, hoy es martes 5 de marzo de 2024" in page
    assert one.filing_number not in page
    assert "/gestion/solicitudes" not in page


def test_the_cost_does_not_grow_with_the_rows(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    """Sign-in, own queue, counts, what was heard, the agenda, posts, drafts, lost forms, mail."""
    first = file_one()
    actions.take(first, actor=ana, seen_version=1)
    add_information(first, body="Hola")
    db.session.commit()
    with statements() as few:
        desk.get("/gestion")
    for _ in range(6):
        one = file_one()
        actions.take(one, actor=ana, seen_version=1)
        add_information(one, body="Hola")
    db.session.commit()
    with statements() as more:
        desk.get("/gestion")
    assert len(few) == len(more) <= 15
