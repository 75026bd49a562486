"""``/gestion/supervision``: what each person has, how old it is, what ended oddly."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import (
    actions,
    actions_closing,
    actions_requester,
    oversight,
    queries_oversight,
)
from portal.casework.oversight import OpenOnes
from portal.extensions import db
from portal.intake.kinds import Identity, Outcome, ToldBy
from portal.intake.models import ServiceRequest
from tests import factories
from tests.casework.conftest import FileOne
from tests.casework.counting import statements
from tests.indicators.words import words_of

PAGE = "/gestion/supervision"


def shut(one: ServiceRequest, by: StaffUser, **facts: Any) -> ServiceRequest:
    actions_closing.close(
        one,
        actor=by,
        seen_version=one.version,
        **{
            "outcome": Outcome.NOT_ATTENDED,
            "closed_on": date(2024, 3, 5),
            "told_by": ToldBy.PORTAL,
            "answer": "No se pudo.",
            **facts,
        },
    )
    db.session.commit()
    return one


def untold() -> list[str]:
    rows = queries_oversight.closed_without_contact_since(date(2024, 1, 1))
    return [row.filing_number for row in rows]


def test_each_person_has_what_is_theirs_and_the_most_late_comes_first(
    coordination: FlaskClient, ana: StaffUser, luis: StaffUser, file_one: FileOne
) -> None:
    actions.take(file_one(), actor=ana, seen_version=1)
    actions.take(file_one("asesoria"), actor=ana, seen_version=1)
    late = factories.make_request(
        "queja", received_on=date(2023, 12, 29), due_on=date(2024, 1, 22), assignee_id=luis.id
    )
    friday = date(2024, 3, 1)
    factories.make_request("capacitacion", received_on=friday, due_on=date(2024, 3, 6))
    factories.make_request(  # closed: nobody has it any more
        "capacitacion", outcome="trasladada", closed_on=date(2024, 3, 5), assignee_id=luis.id
    )
    db.session.commit()
    page = words_of(coordination.get(PAGE).text)
    assert "Sin asignar 1 0 1 2 días" in page, page
    assert f"{luis.name} 1 1 0 45 días" in page
    assert f"{ana.name} 2 0 0 0 días" in page
    assert page.index(luis.name) < page.index(ana.name)
    assert "Hasta 5 días hábiles 3" in page
    assert "Más de 30 1" in page
    listed = coordination.get(f"/gestion/solicitudes?quien={luis.public_id}&plazo=vencidas").text
    assert late.filing_number in listed


def test_ages_are_counted_in_working_days_since_reception() -> None:
    friday = date(2024, 3, 1)
    counted = [OpenOnes(None, friday, 4, 0, 0), OpenOnes(7, date(2024, 2, 23), 2, 0, 0)]
    assert oversight.ages(counted, date(2024, 3, 8))[:2] == [
        ("Hasta 5 días hábiles", 4),
        ("De 6 a 10", 2),
    ]


def test_what_was_opened_again_is_listed_with_how_often(
    coordination: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    for _ in range(2):
        shut(complaint, ana)
        seen = complaint.version
        actions_closing.reopen(complaint, actor=ana, seen_version=seen, reason="Faltaba algo.")
    db.session.commit()
    page = words_of(coordination.get(PAGE).text)
    assert f"{complaint.filing_number} 5 mar 2024 2 veces" in page


@pytest.mark.parametrize(
    ("filed", "closed", "is_untold"),
    [
        ({}, {}, False),
        ({"email": None}, {}, True),
        ({"identity": Identity.ANONYMOUS}, {}, True),
        ({"is_protected": True}, {}, True),
        ({"email": None}, {"told_by": ToldBy.TELEPHONE}, False),
        (
            {},
            {"outcome": Outcome.WITHDRAWN, "told_by": None, "answer": None, "reason": "No volvió"},
            True,
        ),
    ],
)
def test_a_closing_reaches_nobody_where_only_the_portal_tells_and_no_mail_can(
    file_one: FileOne, ana: StaffUser, filed: dict, closed: dict, is_untold: bool
) -> None:
    one = shut(file_one(**filed), ana, **closed)
    assert untold() == ([one.filing_number] if is_untold else [])


def test_only_the_last_closing_is_looked_at_and_no_session_or_import(
    coordination: FlaskClient, file_one: FileOne, ana: StaffUser
) -> None:
    one = shut(file_one(email=None), ana)
    actions_closing.reopen(one, actor=ana, seen_version=one.version, reason="Faltaba.")
    shut(one, ana, told_by=ToldBy.LETTER)
    imported = file_one(email=None)
    actions_closing.close_imported(
        imported, outcome=Outcome.NOT_ATTENDED, closed_on=date(2024, 3, 5)
    )
    db.session.commit()
    assert untold() == []
    assert "Ninguna." in coordination.get(PAGE).text


def test_what_requesters_said_is_added_up(
    coordination: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    assert "Nadie ha respondido todavía." in words_of(coordination.get(PAGE).text)
    pleased, silent, unhappy, _ = (shut(file_one(), ana) for _ in range(4))
    actions_requester.say_resolved(pleased, rating=4)
    actions_requester.say_resolved(silent)
    actions_requester.say_unresolved(unhappy, reason="Sigue igual.", rating=1)
    db.session.commit()
    text = words_of(coordination.get(PAGE).text)
    assert "2 dijeron que quedó resuelta; 1 dijo que no, y se abrió de nuevo." in text
    assert "La atención: 2,5 de 5, según 2 respuestas." in text


def test_the_cost_does_not_grow_with_the_requests(
    coordination: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    """Sign-in, the open ones, people, exclusions, reopened, untold."""

    def cost(number: int) -> int:
        for _ in range(number):
            shut(file_one(email=None), ana)
            actions.take(file_one(), actor=ana, seen_version=1)
        db.session.commit()
        with statements() as said:
            coordination.get(PAGE)
        return len(said)

    assert cost(1) == cost(3)


def test_only_the_coordination_looks(
    staff_client: Callable[[StaffUser], FlaskClient], ana: StaffUser
) -> None:
    assert staff_client(ana).get(PAGE).status_code == 403
