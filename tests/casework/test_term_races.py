"""Two people who act upon the same term at the same instant: one wins, the other is told."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.casework import timing
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.legal_clock import ActType
from tests.casework.conftest import FileOne
from tests.casework.reading import messages, page_of
from tests.casework.test_races import browsers, send_together

__all__ = ["browsers"]

ROUNDS = 3
EXTEND = {"nueva_fecha": "2024-04-10", "motivo": "Falta un concepto"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "typed", "act"),
    [
        ("ampliar", EXTEND, ActType.EXTENDED),
        ("requerir", {"texto": "Falta la factura"}, ActType.COMPLETION_ASKED),
    ],
)
def test_art_14_and_17_of_two_at_once_the_second_is_told(
    app: Flask,
    browsers: list[FlaskClient],
    file_one: FileOne,
    page: str,
    typed: dict[str, str],
    act: ActType,
) -> None:
    for _ in range(ROUNDS):
        address = page_of(one := file_one(), page)
        id_ = one.id
        statuses = send_together(app, browsers, [(address, typed), (address, typed)])
        one = db.session.get(ServiceRequest, id_)
        assert sorted(statuses) == [303, 409]
        assert [done.type for done in timing.acts_of(one)] == [act]
        assert len(messages(one)) == 1


@pytest.mark.slow
def test_a_term_is_not_both_stopped_and_extended_by_two_at_once(
    app: Flask,
    browsers: list[FlaskClient],
    file_one: FileOne,
) -> None:
    for _ in range(ROUNDS):
        one = file_one()
        id_ = one.id
        sent = [(page_of(one, "ampliar"), EXTEND), (page_of(one, "requerir"), {"texto": "Falta"})]
        assert sorted(send_together(app, browsers, sent)) == [303, 409]
        assert len(timing.acts_of(db.session.get(ServiceRequest, id_))) == 1


@pytest.mark.slow
def test_a_calendar_that_changes_while_somebody_acts_leaves_no_old_date(
    app: Flask,
    browsers: list[FlaskClient],
    carmen: StaffUser,
    file_one: FileOne,
) -> None:
    """Carmen takes a day out while Ana acts: what stands in the end follows from all days."""
    for day in ("2024-03-14", "2024-03-15"):
        one = file_one()
        id_ = one.id
        calendar = {"desde": day, "efecto": "no_habil", "motivo": "Día cívico"}
        sent = [
            (page_of(one, "requerir"), {"texto": "Falta"}),
            ("/gestion/dias-no-habiles", calendar),
        ]
        statuses = send_together(app, browsers, sent)
        assert statuses[1] == 303
        assert statuses[0] in (303, 409)
        one = db.session.get(ServiceRequest, id_)
        assert timing.set_days(one) == {}


@pytest.mark.slow
def test_a_calendar_that_changes_while_somebody_files_leaves_no_old_date(
    app: Flask,
    browsers: list[FlaskClient],
    today: object,
) -> None:
    typed = {
        "tema": "acueducto",
        "descripcion": "Sin agua.",
        "recibida_en": "2024-03-05",
        "canal": "presencial",
    }
    for day in ("2024-03-14", "2024-03-15", "2024-03-18"):
        calendar = {"desde": day, "efecto": "no_habil", "motivo": "Día cívico"}
        sent = [
            ("/gestion/solicitudes/nueva/queja", typed),
            ("/gestion/dias-no-habiles", calendar),
        ]
        assert send_together(app, browsers, sent) == [201, 303]
        latest = select(ServiceRequest).order_by(ServiceRequest.id.desc()).limit(1)
        one = db.session.execute(latest).scalar_one()
        assert timing.set_days(one) == {}
