"""Correcting what was written of an activity."""

from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from tests.agenda.sessions import HELD_ON, address, fresh, held, planned, training
from tests.factories import make_plan
from tests.pages import submit

Browser = Callable[[StaffUser], FlaskClient]


def test_everything_may_be_corrected_before_it_takes_place(
    staff_client: Browser, ana: StaffUser
) -> None:
    make_plan()
    execution = planned(ana)
    submit(
        staff_client(ana),
        address(execution, "editar"),
        titulo="Taller de paz",
        fecha="28/06/2024",
        actividad="7",
        lugar="Casa comunal",
    )
    execution = fresh(execution)
    assert (execution.title, execution.place) == ("Taller de paz", "Casa comunal")
    assert (execution.takes_place_on, execution.activity_number) == (date(2024, 6, 28), 7)


def test_sent_untouched_it_changes_nothing(staff_client: Browser, ana: StaffUser) -> None:
    execution = held(ana, place="La Playita", topic="veedurias", territory="comuna_05")
    submit(staff_client(ana), address(execution, "editar"))
    execution = fresh(execution)
    assert (execution.place, execution.topic, execution.territory, execution.people_reached) == (
        "La Playita",
        "veedurias",
        "comuna_05",
        20,
    )


def test_a_session_that_closed_requests_keeps_its_day(
    staff_client: Browser, ana: StaffUser
) -> None:
    execution = held(ana, training())
    page = address(execution, "editar")
    refused = submit(staff_client(ana), page, fecha="2024-06-06")
    assert "cerró solicitudes en su fecha" in refused.text
    assert submit(staff_client(ana), page, titulo="Otro título").status_code == 303
    assert fresh(execution).takes_place_on == HELD_ON


def test_what_was_held_stays_in_the_past(staff_client: Browser, ana: StaffUser) -> None:
    execution = held(ana)
    answer = submit(staff_client(ana), address(execution, "editar"), fecha="2024-06-11")
    assert "Esa fecha no ha llegado" in answer.text


def test_a_planned_session_stays_after_its_requests(staff_client: Browser, ana: StaffUser) -> None:
    execution = planned(ana, training(received_on=HELD_ON))
    answer = submit(staff_client(ana), address(execution, "editar"), fecha="2024-06-06")
    assert answer.status_code == 400
    assert "se recibió después" in answer.text


def test_an_error_keeps_what_was_written(staff_client: Browser, ana: StaffUser) -> None:
    execution = planned(ana)
    answer = submit(
        staff_client(ana), address(execution, "editar"), titulo="", lugar="Casa comunal"
    )
    assert answer.status_code == 400
    assert "Escriba un título." in answer.text
    assert 'value="Casa comunal"' in answer.text


def test_the_second_person_is_told_and_may_send_it_again(
    staff_client: Browser, ana: StaffUser, luis: StaffUser
) -> None:
    execution = planned(ana)
    page, seen = address(execution, "editar"), str(execution.version)
    submit(staff_client(ana), page, titulo="El de Ana")
    browser = staff_client(luis)
    answer = submit(browser, page, titulo="El de Luis", version=seen)
    assert answer.status_code == 409
    assert "El de Ana" in answer.text
    assert 'value="El de Luis"' in answer.text
    assert f'name="version" type="hidden" value="{fresh(execution).version}"' in answer.text
    submit(browser, page, titulo="El de Luis")
    assert fresh(execution).title == "El de Luis"


def test_strangers_and_readers_cannot_correct(
    client: FlaskClient, staff_client: Browser, ana: StaffUser, paz: StaffUser
) -> None:
    page = address(planned(ana), "editar")
    assert client.get(page).status_code == 302
    assert staff_client(paz).get(page).status_code == 403
