from datetime import date

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.intake import catalogues
from portal.intake.kinds import Identity
from portal.intake.models import ServiceRequest
from tests.casework.conftest import FileOne
from tests.casework.reading import current, event_types, events, page_of
from tests.pages import submit

BOCANA = catalogues.find("territories", "La Bocana")


def test_it_files_the_request_under_what_it_is(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    submit(
        desk,
        page_of(complaint, "clasificar"),
        resumen="Tubo roto en la calle 5",
        tema="aseo",
        territorio=BOCANA,
        prioridad="peligro",
        sospechosa="y",
    )
    one = current(complaint)
    assert (one.summary, one.topic, one.territory) == ("Tubo roto en la calle 5", "aseo", BOCANA)
    assert one.is_urgent
    assert one.is_suspect
    assert one.queue_on == date(1900, 1, 1)
    assert "Tubo roto en la calle 5" in desk.get("/gestion/solicitudes").text


def test_the_history_tells_what_changed_without_the_free_text(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    submit(desk, page_of(complaint, "clasificar"), resumen="Tubo roto", tema="aseo")
    assert events(complaint)[-1].details == {"changed": {"topic": "aseo"}}


def test_the_form_shows_what_is_known(desk: FlaskClient, complaint: ServiceRequest) -> None:
    submit(desk, page_of(complaint, "clasificar"), resumen="Tubo roto", protegida="y")
    page = desk.get(page_of(complaint, "clasificar")).text
    assert 'value="Tubo roto"' in page
    assert '<option selected value="acueducto">' in page


def test_codes_that_no_list_has_are_nothing(desk: FlaskClient, complaint: ServiceRequest) -> None:
    submit(desk, page_of(complaint, "clasificar"), tema="inventado", territorio="x")
    assert current(complaint).topic is None
    assert complaint.territory is None


def test_art_14_an_advice_that_is_a_consulta_has_thirty_days(
    desk: FlaskClient, advice: ServiceRequest
) -> None:
    assert advice.due_on == date(2024, 3, 27)
    submit(desk, page_of(advice, "clasificar"), termino="consulta")
    assert current(advice).due_on == date(2024, 4, 19)
    assert advice.alert_on == date(2024, 4, 19)
    submit(desk, page_of(advice, "clasificar"), termino="informacion")
    assert current(advice).due_on == date(2024, 3, 19)
    submit(desk, page_of(advice, "clasificar"), termino="peticion")
    assert current(advice).due_on == date(2024, 3, 27)


def test_nothing_else_can_be_a_consulta(desk: FlaskClient, complaint: ServiceRequest) -> None:
    page = submit(desk, page_of(complaint, "clasificar"), termino="consulta")
    assert page.status_code == 400
    assert "Solo una asesoría puede ser una consulta." in page.text
    assert event_types(complaint) == ["filed"]


def test_anybody_may_protect_and_only_who_sees_the_person_may_lift_it(
    desk: FlaskClient, coordination: FlaskClient, complaint: ServiceRequest
) -> None:
    submit(desk, page_of(complaint, "clasificar"), protegida="y")
    assert current(complaint).is_protected
    page = submit(desk, page_of(complaint, "clasificar"), protegida=None)
    assert page.status_code == 400
    assert "puede quitar la protección" in page.text
    assert current(complaint).is_protected
    submit(coordination, page_of(complaint, "clasificar"), protegida=None)
    assert not current(complaint).is_protected


@pytest.mark.parametrize("name", ["version", "identity", "status", "assignee_id", "outcome"])
def test_only_the_fields_of_the_form_can_be_changed(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne, name: str
) -> None:
    one = file_one(identity=Identity.RESERVED)
    typed = {"resumen": "Nuevo", name: "1" if name == "version" else "anonima"}
    submit(desk, page_of(one, "clasificar"), **typed)
    assert current(one).identity is Identity.RESERVED
    assert one.assignee_id is None
    assert one.outcome is None
    db.session.expire_all()


def test_a_long_summary_is_refused(desk: FlaskClient, complaint: ServiceRequest) -> None:
    page = submit(desk, page_of(complaint, "clasificar"), resumen="a" * 201)
    assert page.status_code == 400
    assert "Escriba máximo 200 letras aquí." in page.text
