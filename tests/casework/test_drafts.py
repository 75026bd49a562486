"""What staff type is not lost: drafts, and what was sent when the sign-in had ended."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from portal import clock
from portal.accounts.models import StaffSession, StaffUser
from portal.casework import cli_drafts
from portal.casework.actions_replies import keep_draft
from portal.casework.models_replies import ActDraft
from portal.casework.rules import Act
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.intake.queries import conversation
from tests.casework.reading import messages, page_of
from tests.conftest import PASSWORD
from tests.indicators.words import words_of
from tests.pages import fill, form_fields, submit

At = Callable[[str], datetime]


def drafts() -> int:
    db.session.rollback()
    return int(db.session.execute(select(func.count()).select_from(ActDraft)).scalar_one())


def keep(client: FlaskClient, page: str, **typed: Any) -> None:
    fields = fill(form_fields(client.get(page).text, having="version"), typed)
    fields["guardar"] = "si"
    answer = client.post(page, data=fields, content_type="multipart/form-data")
    assert answer.status_code == 303


def test_a_draft_waits_with_all_its_fields_and_files_until_it_is_sent(
    desk: FlaskClient, coordination: FlaskClient, complaint: ServiceRequest
) -> None:
    page = page_of(complaint, "cerrar")
    photo = (BytesIO(b"hola"), "acta.txt")
    keep(desk, page, respuesta="Ya casi", desenlace="atendida", archivos=[photo])
    assert "Borrador sin enviar" in desk.get(page_of(complaint)).text
    assert "Borrador" not in coordination.get(page_of(complaint)).text
    assert "Ya casi" not in coordination.get(page).text
    form = desk.get(page).text
    assert "Ya casi" in form
    assert "acta.txt" in form
    assert conversation(complaint) == []
    sent = submit(desk, page, evidencia="Acta 7", avisada_por="carta")
    assert sent.status_code == 303
    assert [message.body for message in conversation(complaint)] == ["Ya casi"]
    assert drafts() == 0
    assert "Borrador" not in desk.get(page_of(complaint)).text


def test_a_draft_is_thrown_away_when_one_says_so(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    page = page_of(complaint, "nota")
    keep(desk, page, texto="Llamar mañana")
    fields = form_fields(desk.get(page).text, having="version")
    desk.post(page, data={**fields, "descartar": "si"})
    assert drafts() == 0
    assert "Llamar mañana" not in desk.get(page).text


def test_what_was_sent_after_the_sign_in_ended_comes_back_to_the_same_person(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest, today: At
) -> None:
    page = page_of(complaint, "responder")
    fields = fill(form_fields(desk.get(page).text, having="version"), {"respuesta": "Un párrafo"})
    today("2024-03-05 14:00")  # four hours of lunch
    lost = desk.post(page, data=fields)
    assert lost.status_code == 303
    assert lost.location == f"/ingresar?siguiente={page}"
    assert conversation(complaint) == []
    back = submit(desk, lost.location, correo=ana.email, clave=PASSWORD)
    assert back.location == page
    shown = desk.get(page).text
    assert "Un párrafo" in shown
    assert "Es el borrador que guardó" in words_of(shown)
    assert submit(desk, page).status_code == 303
    assert [message.body for message in conversation(complaint)] == ["Un párrafo"]


def test_whoever_signs_in_next_on_that_browser_reads_nothing_of_it(
    desk: FlaskClient, luis: StaffUser, complaint: ServiceRequest, today: At
) -> None:
    page = page_of(complaint, "responder")
    fields = fill(form_fields(desk.get(page).text, having="version"), {"respuesta": "Un párrafo"})
    today("2024-03-05 14:00")
    lost = desk.post(page, data=fields)
    submit(desk, lost.location, correo=luis.email, clave=PASSWORD)
    assert "Un párrafo" not in desk.get(page).text


def test_nobody_plants_a_draft_from_elsewhere(
    desk: FlaskClient, client: FlaskClient, complaint: ServiceRequest, today: At
) -> None:
    page = page_of(complaint, "responder")
    fields = fill(form_fields(desk.get(page).text, having="version"), {"respuesta": "Mentira"})
    client.post(page, data=fields)  # a browser in which nobody was signed in
    today("2024-03-05 14:00")
    desk.post(page, data=fill(fields, {"csrf_token": "x"}))
    desk.post(page, data={"respuesta": "Mentira"})
    assert drafts() == 0


def test_a_sign_in_that_was_ended_keeps_nothing(
    desk: FlaskClient, ana: StaffUser, complaint: ServiceRequest
) -> None:
    """As when a password was changed because somebody else had it."""
    page = page_of(complaint, "responder")
    fields = fill(form_fields(desk.get(page).text, having="version"), {"respuesta": "Mentira"})
    db.session.execute(update(StaffSession).values(ended_at=clock.now()))
    db.session.commit()
    assert desk.post(page, data=fields).status_code == 302
    assert drafts() == 0


def test_a_draft_too_long_to_be_typed_is_not_kept_whole(
    desk: FlaskClient, complaint: ServiceRequest
) -> None:
    keep(desk, page_of(complaint, "nota"), texto="x" * 60_001)
    assert "x" * 100 not in desk.get(page_of(complaint, "nota")).text


def test_one_that_nobody_sent_in_a_month_goes(
    desk: FlaskClient,
    ana: StaffUser,
    complaint: ServiceRequest,
    today: At,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep_draft(complaint, act=Act.NOTE, user=ana, fields={"texto": ["Uno"]})
    keep_draft(complaint, act=Act.NOTE, user=ana, fields={"texto": ["Otro"]})
    db.session.commit()
    assert drafts() == 1
    for day, left in (("2024-04-04 09:00", 1), ("2024-04-05 09:00", 0)):
        today(day)
        monkeypatch.setattr(cli_drafts, "_done_on", None)
        cli_drafts.drop_once_a_day()
        assert drafts() == left


def test_an_old_one_goes_too_when_somebody_keeps_another(
    ana: StaffUser, luis: StaffUser, complaint: ServiceRequest, today: At
) -> None:
    """Where nothing is mailed no worker sweeps."""
    keep_draft(complaint, act=Act.NOTE, user=ana, fields={"texto": ["Uno"]})
    today("2024-04-05 09:00")
    keep_draft(complaint, act=Act.NOTE, user=luis, fields={"texto": ["Otro"]})
    db.session.commit()
    assert drafts() == 1


def test_a_draft_is_no_message_and_no_event(desk: FlaskClient, complaint: ServiceRequest) -> None:
    keep(desk, page_of(complaint, "nota"), texto="Llamar")
    assert messages(complaint) == []
    assert [event.type for event in complaint.events] == ["filed"]


@pytest.mark.parametrize(
    ("act", "is_offered"),
    [("nota", True), ("datos", True), ("asumir", False), ("codigo", False), ("expediente", False)],
)
def test_a_draft_is_offered_where_something_is_typed(
    desk: FlaskClient, complaint: ServiceRequest, act: str, is_offered: bool
) -> None:
    assert ("Guardar borrador" in desk.get(page_of(complaint, act)).text) == is_offered


def test_the_first_page_leads_to_ones_own_drafts(
    desk: FlaskClient, coordination: FlaskClient, complaint: ServiceRequest
) -> None:
    page = page_of(complaint, "responder")
    keep(desk, page, respuesta="Ya casi")
    assert f'href="{page}"' in desk.get("/gestion").text
    assert page not in coordination.get("/gestion").text
