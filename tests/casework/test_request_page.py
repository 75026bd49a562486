"""A request's page, who is shown on it, and its files."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from portal import storage
from portal.accounts.models import Role, StaffUser
from portal.casework import actions, actions_closing, rules
from portal.extensions import db
from portal.intake.kinds import Identity, Outcome, ToldBy
from portal.intake.models import ServiceRequest
from portal.intake.stored_files import PreparedFile, attach
from tests import factories
from tests.casework.conftest import FileOne
from tests.casework.counting import statements
from tests.casework.reading import page_of
from tests.indicators.words import words_of

HIDDEN = [{"identity": Identity.RESERVED}, {"is_protected": True}]
PERSONAL = ("Rosa", "Mosquera", "31.234.567", "310 555 1234", "rosa@correo.example")


def add_file(service_request: ServiceRequest, *, is_internal: bool = False):
    content = b"Vivo en la calle 5"
    file = PreparedFile("nota.txt", "text/plain", len(content), storage.keep(content))
    attachment = attach(service_request, file, is_internal=is_internal)
    db.session.commit()
    return attachment


def test_everything_stands_on_it(desk: FlaskClient, file_one: FileOne, ana: StaffUser) -> None:
    complaint = file_one(households=40, answers={"desde_cuando": "El 8 de febrero"})
    actions.take(complaint, actor=ana, seen_version=1)
    page = desk.get(page_of(complaint)).text
    for shown in (
        "QUE-2024-000001",
        "Agua (acueducto)",
        "Llevamos nueve días sin agua.",
        "El 8 de febrero",
        "Hoy",
        "Último día para responder",
        "Decidir si se traslada",
        "La tiene Ana Riascos",
        "Recibida por el portal",
        "Responder y cerrar",
        *PERSONAL,
    ):
        assert shown in page


@pytest.mark.parametrize("facts", HIDDEN)
def test_a_hidden_person_is_shown_to_whoever_has_it_and_to_the_coordinator(
    desk: FlaskClient,
    coordination: FlaskClient,
    staff_client: Callable,
    luis: StaffUser,
    file_one: FileOne,
    facts: dict,
) -> None:
    hidden = file_one(**facts)
    hidden.assignee_id = luis.id
    db.session.commit()
    page = desk.get(page_of(hidden)).text
    assert "Con nombre reservado" in page
    assert not [shown for shown in PERSONAL if shown in page]
    assert "Llevamos nueve días sin agua." in page
    for browser in (coordination, staff_client(luis)):
        page = browser.get(page_of(hidden)).text
        assert not [shown for shown in PERSONAL if shown not in page]
        assert "no lo comparta" in page


@pytest.mark.parametrize("facts", [*HIDDEN, {}])
def test_files_go_by_the_same_rule(
    desk: FlaskClient, coordination: FlaskClient, file_one: FileOne, facts: dict
) -> None:
    one = file_one(**facts)
    attachment = add_file(one)
    address = page_of(one, f"archivos/{attachment.public_id}")
    assert coordination.get(address).data == b"Vivo en la calle 5"
    assert desk.get(address).status_code == (403 if facts else 200)
    assert ("nota.txt" in desk.get(page_of(one)).text) is not bool(facts)


def test_a_file_is_saved_and_never_shown(desk: FlaskClient, complaint: ServiceRequest) -> None:
    attachment = add_file(complaint, is_internal=True)
    answer = desk.get(page_of(complaint, f"archivos/{attachment.public_id}"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_file_of_another_request_is_not_found(desk: FlaskClient, file_one: FileOne) -> None:
    one, other = file_one(), file_one(identity=Identity.RESERVED)
    attachment = add_file(other)
    assert desk.get(page_of(one, f"archivos/{attachment.public_id}")).status_code == 404
    assert desk.get(page_of(one, "archivos/inventado")).status_code == 404


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("identity", list(Identity))
@pytest.mark.parametrize("is_protected", [False, True])
@pytest.mark.parametrize("has_it", [False, True])
def test_who_may_see_the_person(
    role: Role, identity: Identity, is_protected: bool, has_it: bool
) -> None:
    user = StaffUser(id=7, role=role)
    one = ServiceRequest(
        identity=identity, is_protected=is_protected, assignee_id=7 if has_it else 8
    )
    hidden = is_protected or identity is Identity.RESERVED
    expected = {
        Role.COORDINATOR: True,
        Role.ATTENDANT: has_it or not hidden,
    }.get(role, False)
    assert rules.may_see_identity(user, one) is expected


def test_anonymous_requests_say_so(desk: FlaskClient, file_one: FileOne) -> None:
    page = desk.get(page_of(file_one(identity=Identity.ANONYMOUS))).text
    assert "No quiso dar su nombre" in page
    assert "Mosquera" not in page


def test_a_closed_one_shows_how_it_was_closed(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    actions_closing.transfer(
        complaint,
        actor=ana,
        seen_version=1,
        body="superservicios",
        told_on=date(2024, 3, 5),
        told_by=ToldBy.LETTER,
        answer="La pasamos a la Superintendencia",
        evidence_reference="Oficio 12",
    )
    page = desk.get(page_of(complaint)).text
    for shown in (
        "Cómo se cerró",
        "Trasladada a otra entidad",
        "Superintendencia de Servicios Públicos",
        "Por carta",
        "Oficio 12",
        "La pasamos a la Superintendencia",
        "Abrir de nuevo",
    ):
        assert shown in page
    assert "Responder sin cerrar" not in page


def test_what_a_person_writes_stays_text(desk: FlaskClient, file_one: FileOne) -> None:
    evil = "<script>alert(1)</script>{{ 7*7 }}"
    one = file_one("asesoria", description=evil, name=evil, answers={"contra_quien": evil})
    page = desk.get(page_of(one)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page


def test_what_was_destroyed_leaves_the_facts(desk: FlaskClient, app: object) -> None:
    bare = factories.make_request("queja", received_on=date(2024, 3, 1))
    db.session.commit()
    page = desk.get(page_of(bare))
    assert page.status_code in (200, 302)


def test_an_unknown_number_is_not_found(desk: FlaskClient) -> None:
    assert desk.get("/gestion/solicitudes/QUE-2024-000099").status_code == 404


def test_the_cost_does_not_grow_with_the_history(
    desk: FlaskClient, ana: StaffUser, luis: StaffUser, complaint: ServiceRequest
) -> None:
    """Sign-in (2), request, content, person, files, events, names, messages, closings, term,

    matter, similar ones (2), duplicates, drafts, whether the reading was written down before (2).
    """
    actions.take(complaint, actor=ana, seen_version=1)
    address = page_of(complaint)
    db.session.commit()
    desk.get(address)
    with statements() as few:
        desk.get(address)
    for giver, taker in ((ana, luis), (luis, ana), (ana, luis)):
        seen = complaint.version
        actions.assign(complaint, actor=giver, seen_version=seen, assignee=taker)
        actions.note(complaint, actor=taker, seen_version=seen + 1, body="Nota")
    db.session.commit()
    with statements() as more:
        desk.get(address)
    assert len(few) == len(more) <= 18


def test_the_outcome_of_every_kind_has_a_page(desk: FlaskClient, app: object) -> None:
    for outcome in Outcome:
        one = factories.make_request(
            received_on=date(2023, 5, 2), outcome=outcome, closed_on=date(2023, 5, 9)
        )
        db.session.commit()
        assert outcome.label in desk.get(page_of(one)).text


def test_art_23_whom_another_body_did_not_receive_is_received_and_sent_on(
    desk: FlaskClient, file_one: FileOne, advice: ServiceRequest
) -> None:
    one = file_one("asesoria", topic="otra_entidad", answers={"contra_quien": "La Alcaldía"})
    page = desk.get(page_of(one)).text
    assert "Otra entidad no le recibió la petición: La Alcaldía." in page
    assert "artículo 23" in page
    assert page_of(one, "trasladar") in page
    assert "artículo 23" not in desk.get(page_of(advice)).text
    assert one.filing_number in desk.get("/gestion/solicitudes?tema=otra_entidad").text


def test_a_place_that_the_list_knows_is_said_once(desk: FlaskClient, file_one: FileOne) -> None:
    one = file_one(territory="comuna_08", answers={"territorio": "Comuna 8"})
    other = file_one(territory="comuna_08", answers={"territorio": "Por el puente de la Comuna 8"})
    pages = [words_of(desk.get(page_of(one)).text) for one in (one, other)]
    assert pages[0].count("Comuna 8") + 1 == pages[1].count("Comuna 8")
    assert "Por el puente de la Comuna 8" in pages[1]
