"""``/gestion/canal``: days when a channel did not work, and what the public is told of them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.intake.actions_outages import record_outage
from portal.intake.kinds import Channel
from portal.intake.models_outages import ChannelOutage
from tests.pages import form_fields, submit

LOG = "/gestion/canal"
FAILED = {
    "canal": "web",
    "desde": "2024-03-04",
    "desde_hora": "08:00",
    "hasta": "2024-03-04",
    "hasta_hora": "11:30",
    "que_paso": "Se fue la luz en el edificio.",
}
OPEN = {**FAILED, "hasta": "", "hasta_hora": ""}


@pytest.fixture(autouse=True)
def _now(today) -> None:
    """Tuesday 5 March 2024, at ten."""


def logged() -> list[ChannelOutage]:
    db.session.expire_all()
    return list(db.session.execute(select(ChannelOutage).order_by(ChannelOutage.id)).scalars())


def test_a_failure_is_written_down_with_its_hours(desk: FlaskClient, ana: StaffUser) -> None:
    assert submit(desk, LOG, **FAILED).status_code == 303
    [one] = logged()
    assert one.channel is Channel.WEB
    assert one.began_at == datetime(2024, 3, 4, 13, 0, tzinfo=UTC)
    assert one.ended_at == datetime(2024, 3, 4, 16, 30, tzinfo=UTC)
    assert one.recorded_by_id == one.ended_by_id == ana.id
    page = desk.get(LOG).text
    for shown in ("Se fue la luz en el edificio.", "Ana Riascos", "7 mar 2024"):
        assert shown in page


def test_ley_1437_article_62_lets_send_again_within_three_working_days(
    desk: FlaskClient, client: FlaskClient, today: Callable[[str], Any]
) -> None:
    submit(desk, LOG, **FAILED)
    for address in ("/", "/solicitudes/queja"):
        page = client.get(address).text
        assert "Este portal falló desde el 4 mar 2024" in page
        assert "envíela otra vez hasta el 7 mar 2024" in page
        assert "artículo 62" in page
        assert "Se fue la luz" not in page
    today("2024-03-07 23:59")
    assert "Este portal falló" in client.get("/").text
    today("2024-03-08 00:01")
    assert "Este portal falló" not in client.get("/").text


def test_over_a_weekend_the_three_days_are_working_days(
    desk: FlaskClient, client: FlaskClient, today: Callable[[str], Any]
) -> None:
    submit(desk, LOG, **FAILED | {"desde": "2024-03-01", "hasta": "2024-03-01"})
    assert "envíela otra vez hasta el 6 mar 2024" in client.get("/").text


def test_while_it_lasts_the_public_is_told_and_then_that_it_came_back(
    desk: FlaskClient, client: FlaskClient
) -> None:
    submit(desk, LOG, **OPEN)
    assert "Este portal está fallando desde" in client.get("/solicitudes/asesoria").text
    assert "Sigue sin funcionar" in desk.get(LOG).text
    back = f"{LOG}/{logged()[0].id}/volvio"
    assert submit(desk, back, hasta="2024-03-05", hasta_hora="09:15").status_code == 303
    assert logged()[0].ended_at == datetime(2024, 3, 5, 14, 15, tzinfo=UTC)
    assert "Este portal falló desde" in client.get("/").text


def test_what_fails_elsewhere_is_not_said_of_the_portal(
    desk: FlaskClient, client: FlaskClient
) -> None:
    submit(desk, LOG, **OPEN | {"canal": "telefono"})
    assert "fallando" not in client.get("/").text
    assert "Teléfono" in desk.get(LOG).text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"desde_hora": ""}, "Diga desde qué hora."),
        ({"desde_hora": "25:99"}, "Esa hora no existe."),
        ({"desde": "2024-03-06"}, "Esa hora todavía no llega."),
        ({"hasta": "2024-03-05", "hasta_hora": "10:01"}, "Esa hora todavía no llega."),
        ({"hasta_hora": "08:00"}, "Tiene que ser después de cuando empezó."),
        ({"hasta": ""}, "Diga el día y la hora, o ninguno"),
        ({"hasta_hora": ""}, "Diga el día y la hora, o ninguno"),
        ({"que_paso": ""}, "Escriba qué pasó."),
        ({"canal": "paloma"}, "Elija una opción."),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    desk: FlaskClient, typed: dict, message: str
) -> None:
    page = submit(desk, LOG, **FAILED | typed)
    assert page.status_code == 400
    assert message in page.text
    assert FAILED["que_paso"] in page.text or not typed.get("que_paso", True)
    assert logged() == []


def test_it_comes_back_once(desk: FlaskClient, coordination: FlaskClient) -> None:
    submit(desk, LOG, **OPEN)
    back = f"{LOG}/{logged()[0].id}/volvio"
    late = form_fields(coordination.get(back).text)
    submit(desk, back, hasta_hora="09:00")
    late["hasta_hora"] = "09:30"
    page = coordination.post(back, data=late)
    assert page.status_code == 400
    assert "Ya está anotado que volvió a funcionar." in page.text
    assert logged()[0].ended_at == datetime(2024, 3, 5, 14, 0, tzinfo=UTC)
    assert desk.get(f"{LOG}/99/volvio").status_code == 404


def test_old_failures_weigh_nothing_on_the_public_pages(
    client: FlaskClient, ana: StaffUser, today: Callable[[str], Any]
) -> None:
    today("2023-05-03 10:00")
    record_outage(
        channel=Channel.WEB,
        began_at=datetime(2023, 5, 2, 13, tzinfo=UTC),
        ended_at=datetime(2023, 5, 2, 14, tzinfo=UTC),
        what_happened="Luz",
        actor=ana,
    )
    db.session.commit()
    today("2024-03-05 10:00")
    assert "falló" not in client.get("/").text


@pytest.mark.parametrize(
    ("typed", "is_refused"),
    [
        ({}, True),
        ({"desde_hora": "11:00", "hasta": "", "hasta_hora": ""}, True),
        ({"desde_hora": "06:00", "hasta_hora": "08:01"}, True),
        ({"desde_hora": "11:30", "hasta_hora": "12:00"}, False),
        ({"desde_hora": "06:00", "hasta_hora": "08:00"}, False),
        ({"canal": "telefono"}, False),
    ],
)
def test_the_same_failure_is_written_down_once(
    desk: FlaskClient, typed: dict[str, str], is_refused: bool
) -> None:
    submit(desk, LOG, **FAILED)
    answer = submit(desk, LOG, **{**FAILED, **typed})
    assert ("Ya está anotada una falla de ese canal a esas horas." in answer.text) == is_refused
    assert len(logged()) == 2 - is_refused


def test_one_written_down_by_mistake_stays_in_the_log_and_is_told_to_nobody(
    desk: FlaskClient, client: FlaskClient
) -> None:
    submit(desk, LOG, **OPEN)
    assert "Este portal está fallando" in client.get("/").text
    [one] = logged()
    annul = f"{LOG}/{one.id}/anular"
    assert "Escriba por qué se anula." in submit(desk, annul).text
    assert submit(desk, annul, motivo="Era el de otra oficina.").status_code == 303
    assert "Este portal está fallando" not in client.get("/").text
    page = desk.get(LOG).text
    assert "Era el de otra oficina." in page
    assert "Anotar que volvió" not in page
    assert "Ya está anulada." in submit(desk, annul, motivo="Otra vez.").text
    again = submit(desk, f"{LOG}/{one.id}/volvio", hasta="2024-03-05", hasta_hora="09:00")
    assert "Ya está anulada." in again.text
    assert submit(desk, LOG, **OPEN).status_code == 303  # the same hours are free again


def test_what_was_long_ago_is_a_slip_of_the_pen(desk: FlaskClient) -> None:
    answer = submit(desk, LOG, **{**OPEN, "desde": "2001-03-20"})
    assert "Eso fue hace más de tres meses" in answer.text
    assert logged() == []
