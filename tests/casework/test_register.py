"""The number in another system, and the archive's series of each kind."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import actions_register
from portal.casework.queries_register import archive_series
from portal.extensions import db
from portal.intake.kinds import Identity, RequestKind
from portal.intake.models import ServiceRequest
from tests.casework.conftest import FileOne
from tests.casework.papers import listen
from tests.casework.reading import current, event_types, events, page_of
from tests.pages import fill, form_fields, submit

QUEUE = "/gestion/solicitudes"
ARCHIVE = "/gestion/archivo"


def test_it_is_written_down_found_by_its_exact_value_and_stands_on_the_papers(
    desk: FlaskClient, file_one: FileOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = file_one(), file_one()
    said = listen(monkeypatch)
    typed = {"radicado_externo": "2024-EE-0012"}
    assert submit(desk, page_of(one, "radicado-externo"), **typed).status_code == 303
    assert current(one).external_number == "2024-EE-0012"
    assert events(one)[-1].details == {"external_number": "2024-EE-0012"}
    assert "2024-EE-0012" in desk.get(page_of(one)).text
    found = desk.get(QUEUE, query_string={"buscar": "2024-EE-0012"}).text
    assert one.filing_number in found
    assert other.filing_number not in found
    assert one.filing_number not in desk.get(f"{QUEUE}?buscar=2024-EE-001").text
    submit(desk, page_of(one, "constancia"))
    assert dict(said[0]["rows"])["Radicado en otro sistema"] == "2024-EE-0012"


def test_by_it_a_hidden_one_is_found_too_without_the_person(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    hidden = file_one(identity=Identity.RESERVED, external_reference=None)
    actions_register.set_external_number(hidden, actor=ana, seen_version=1, number="777")
    db.session.commit()
    page = desk.get(f"{QUEUE}?buscar=777").text
    assert hidden.filing_number in page
    assert "Mosquera" not in page


def test_it_may_be_taken_away(desk: FlaskClient, complaint: ServiceRequest) -> None:
    submit(desk, page_of(complaint, "radicado-externo"), radicado_externo="77")
    submit(desk, page_of(complaint, "radicado-externo"), radicado_externo="")
    assert current(complaint).external_number is None
    assert event_types(complaint) == ["filed", "registered", "registered"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Se radicó ayer en la alcaldía", "Escriba solo el número"),
        ("Rosa Mosquera", "Escriba solo el número"),
        ("7" * 61, "Escriba máximo 60 letras"),
        ("", "Ese es el número que ya tiene."),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    desk: FlaskClient, complaint: ServiceRequest, typed: str, message: str
) -> None:
    page = submit(desk, page_of(complaint, "radicado-externo"), radicado_externo=typed)
    assert page.status_code == 400
    assert message in page.text
    assert typed in page.text
    assert event_types(complaint) == ["filed"]


def test_the_administrator_says_the_series_of_each_kind_and_the_last_one_rules(
    staff_client: Callable[[StaffUser], FlaskClient], admin: StaffUser
) -> None:
    browser = staff_client(admin)
    assert archive_series() == {}
    typed = {"serie_queja": "110 PETICIONES", "subserie_queja": "110.2 Quejas"}
    assert submit(browser, ARCHIVE, **typed).status_code == 303
    submit(browser, ARCHIVE, serie_asesoria="120 ASESORÍAS")
    submit(browser, ARCHIVE, subserie_queja="")
    series = archive_series()
    assert set(series) == {RequestKind.COMPLAINT, RequestKind.ADVICE}
    complaint = series[RequestKind.COMPLAINT]
    assert (complaint.series, complaint.subseries) == ("110 PETICIONES", None)
    assert complaint.recorded_by_id == admin.id
    assert "110 PETICIONES" in browser.get(ARCHIVE).text


def test_a_subseries_stands_in_a_series(
    staff_client: Callable[[StaffUser], FlaskClient], admin: StaffUser
) -> None:
    page = submit(staff_client(admin), ARCHIVE, subserie_queja="110.2 Quejas", serie_asesoria="1")
    assert page.status_code == 400
    assert "Escriba también la serie." in page.text
    assert "110.2 Quejas" in page.text
    assert archive_series() == {}


def test_of_two_who_say_the_series_the_second_is_told_and_loses_nothing(
    staff_client: Callable[[StaffUser], FlaskClient], admin: StaffUser
) -> None:
    browser = staff_client(admin)
    late = form_fields(browser.get(ARCHIVE).text)
    submit(browser, ARCHIVE, serie_queja="110 PETICIONES")
    answer = browser.post(ARCHIVE, data=fill(late, {"serie_queja": "120 QUEJAS"}))
    assert answer.status_code == 409
    assert "Otra persona cambió las series" in answer.text
    assert "Ahora: 110 PETICIONES." in answer.text
    again = form_fields(answer.text)
    assert again["serie_queja"] == "120 QUEJAS"
    assert browser.post(ARCHIVE, data=again).status_code == 303
    assert archive_series()[RequestKind.COMPLAINT].series == "120 QUEJAS"
