"""What the agenda adds to the first page of the staff."""

from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.agenda.actions import annul
from tests.agenda.sessions import held, planned, training
from tests.factories import make_execution

Browser = Callable[[StaffUser], FlaskClient]


def test_it_counts_what_nobody_recorded_or_proved(staff_client: Browser, ana: StaffUser) -> None:
    planned(ana, takes_place_on=date(2024, 6, 9))
    planned(ana, takes_place_on=date(2024, 6, 10))
    make_execution(4, takes_place_on=date(2023, 3, 1), evidence_count=0)
    make_execution(4, takes_place_on=date(2024, 3, 1), evidence_count=0, annulled=True)
    page = staff_client(ana).get("/gestion").text
    assert "1 actividad de la agenda sin registrar" in page
    assert "1 actividad hecha sin soporte" in page


def test_a_training_whose_session_was_annulled_is_pointed_out(
    staff_client: Browser, ana: StaffUser
) -> None:
    lost, kept = training(), training()
    session = held(ana, lost)
    held(ana, kept)
    browser = staff_client(ana)
    assert "cuya sesión ya no cuenta" not in browser.get("/gestion").text
    annul(session, seen_version=session.version, reason="No se hizo.", actor=ana)
    page = browser.get("/gestion").text
    assert "cuya sesión ya no cuenta" in page
    assert lost.filing_number in page
    assert f"/gestion/agenda/{session.id}" in page
    assert kept.filing_number not in page


def test_other_roles_see_where_they_can_go(
    staff_client: Browser, pablo: StaffUser, admin: StaffUser
) -> None:
    assert "/gestion/agenda" in staff_client(pablo).get("/gestion").text
    assert "/gestion/personas" in staff_client(admin).get("/gestion").text
