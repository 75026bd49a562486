"""What every act upon a request has in common, tried on the page of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import actions, actions_exclusion
from portal.extensions import db
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest
from tests.casework.conftest import FileOne
from tests.casework.reading import current, event_types, events, page_of
from tests.pages import fill, form_fields, submit


@dataclass(frozen=True)
class Act:
    """The page of an act, what to type in it, and a word of that to look for afterwards."""

    page: str
    typed: dict[str, Any]
    kept: str
    event: str


TOLD = {"avisada_por": "presencial", "cerrada_en": "2024-03-05"}
ACTS = [
    Act("nota", {"texto": "Llamar a la empresa"}, "Llamar a la empresa", "noted"),
    Act("preguntar", {"texto": "¿Cuál es la dirección?"}, "¿Cuál es la dirección?", "asked"),
    Act("requerir", {"texto": "Falta la factura"}, "Falta la factura", "completion_asked"),
    Act(
        "ampliar",
        {"nueva_fecha": "2024-04-10", "motivo": "Falta un concepto"},
        "Falta un concepto",
        "extended",
    ),
    Act("responder", {"respuesta": "Ya fuimos a mirar"}, "Ya fuimos a mirar", "answered"),
    Act("clasificar", {"resumen": "Tubo roto en la cuadra"}, "Tubo roto", "classified"),
    Act("asumir", {}, "La atiende esta oficina", "kept"),
    Act(
        "trasladar",
        {"entidad": "superservicios", "respuesta": "La pasamos", **TOLD},
        "La pasamos",
        "closed",
    ),
    Act(
        "cerrar",
        {"desenlace": "atendida", "respuesta": "Llegó el agua", "evidencia": "Acta 7", **TOLD},
        "Llegó el agua",
        "closed",
    ),
    Act(
        "excluir",
        {"desenlace": "no_valida", "motivo": "Es publicidad"},
        "Es publicidad",
        "exclusion_proposed",
    ),
    Act("codigo", {}, "Dar un código nuevo", "code_reissued"),
]
by_page = pytest.mark.parametrize("act", ACTS, ids=lambda act: act.page)


@by_page
def test_it_works_once_and_is_written_down(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest, act: Act
) -> None:
    answer = submit(desk, page_of(complaint, act.page), **act.typed)
    assert answer.status_code in (200, 303)
    assert event_types(complaint) == ["filed", act.event]
    event = events(complaint)[-1]
    assert event.actor_id == ana.id
    assert event.version == current(complaint).version == 2


@by_page
def test_the_second_of_two_is_told_what_the_first_did_and_loses_nothing(
    desk: FlaskClient, carmen: StaffUser, complaint: ServiceRequest, act: Act
) -> None:
    address = page_of(complaint, act.page)
    fields = fill(form_fields(desk.get(address).text), act.typed)
    actions.note(complaint, actor=carmen, seen_version=complaint.version, body="Ya la miré")
    page = desk.post(address, data=fields)
    assert page.status_code == 409
    assert "Otra persona actuó sobre esta solicitud" in page.text
    assert "Carmen Valencia escribió una nota interna" in page.text
    assert act.kept in page.text
    assert event_types(complaint) == ["filed", "noted"]
    again = desk.post(address, data=form_fields(page.text))
    assert again.status_code in (200, 303)
    assert event_types(complaint) == ["filed", "noted", act.event]


@by_page
def test_a_form_without_its_token_does_nothing_and_keeps_the_text(
    desk: FlaskClient, complaint: ServiceRequest, act: Act
) -> None:
    page = submit(desk, page_of(complaint, act.page), csrf_token="caducado", **act.typed)
    assert page.status_code == 400
    assert "La página esperó demasiado" in page.text
    assert act.kept in page.text
    assert event_types(complaint) == ["filed"]


@by_page
def test_a_version_that_no_page_gave_does_nothing(
    desk: FlaskClient, complaint: ServiceRequest, act: Act
) -> None:
    fields = fill(form_fields(desk.get(page_of(complaint, act.page)).text), act.typed)
    for version in ("", "x", "-1", "99999999999999999999"):
        fields["version"] = version
        page = desk.post(page_of(complaint, act.page), data=fields)
        assert page.status_code in (400, 409)
    assert event_types(complaint) == ["filed"]


@by_page
def test_an_unknown_request_is_not_found(
    desk: FlaskClient, complaint: ServiceRequest, act: Act
) -> None:
    address = f"/gestion/solicitudes/QUE-2024-999999/{act.page}"
    assert desk.get(address).status_code == 404
    fields = fill(form_fields(desk.get(page_of(complaint, act.page)).text), act.typed)
    assert desk.post(address, data=fields).status_code == 404


@by_page
def test_strangers_and_other_roles_are_turned_away(
    client: FlaskClient,
    staff_client: Callable[[StaffUser], FlaskClient],
    paz: StaffUser,
    complaint: ServiceRequest,
    act: Act,
) -> None:
    address = page_of(complaint, act.page)
    assert client.get(address).location.startswith("/ingresar")
    assert client.post(address, data=act.typed).location.startswith("/ingresar")
    planning = staff_client(paz)
    assert planning.get(address).status_code == 403
    assert planning.post(address, data=act.typed).status_code == 403
    assert event_types(complaint) == ["filed"]


@pytest.mark.parametrize(
    "act",
    [one for one in ACTS if one.page not in ("asumir", "codigo", "clasificar")],
    ids=lambda act: act.page,
)
def test_what_is_missing_is_said_above_and_beside_the_field(
    desk: FlaskClient, complaint: ServiceRequest, act: Act
) -> None:
    blank = dict.fromkeys(act.typed, "")
    page = submit(desk, page_of(complaint, act.page), **blank)
    assert page.status_code == 400
    assert 'id="faltan"' in page.text
    assert 'aria-invalid="true"' in page.text or "field-wrong" in page.text
    assert event_types(complaint) == ["filed"]


CLOSED_MAY = ("nota", "clasificar", "codigo")


@pytest.mark.parametrize(
    "act", [one for one in ACTS if one.page not in CLOSED_MAY], ids=lambda act: act.page
)
def test_a_closed_request_says_so_and_stays_as_it_was(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest, act: Act
) -> None:
    address = page_of(complaint, act.page)
    fields = fill(form_fields(desk.get(address).text), act.typed)
    submit(
        desk,
        page_of(complaint, "cerrar"),
        desenlace="no_atendida",
        respuesta="No se pudo",
        **TOLD,
    )
    before = event_types(complaint)
    assert "ya está cerrada" in desk.get(address).text
    fields["version"] = str(current(complaint).version)
    page = desk.post(address, data=fields)
    assert page.status_code == 400
    assert "ya está cerrada" in page.text
    assert event_types(complaint) == before


def test_while_an_exclusion_waits_nobody_closes(
    desk: FlaskClient, luis: StaffUser, file_one: FileOne
) -> None:
    complaint = file_one()
    actions_exclusion.propose_exclusion(
        complaint, actor=luis, seen_version=1, outcome=Outcome.NOT_VALID, reason="Publicidad"
    )
    db.session.commit()
    for act in ("cerrar", "trasladar", "excluir"):
        page = desk.get(page_of(complaint, act))
        assert "Primero hay que decidir la exclusión propuesta." in page.text


def test_who_presses_twice_is_told_that_it_was_themselves(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    page = page_of(complaint, "nota")
    fields = fill(form_fields(desk.get(page).text, having="texto"), {"texto": "Llamar."})
    assert desk.post(page, data=fields).status_code == 303
    again = desk.post(page, data=fields)
    assert again.status_code == 409
    assert "Usted ya hizo algo en esta solicitud" in again.text
    assert "Otra persona" not in again.text
