"""``/gestion/respuestas`` and the replies that staff put into what they write."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import replies, rules_replies
from portal.casework.actions_clock import require_completion
from portal.casework.actions_replies import write_reply
from portal.casework.rules import Act
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.intake.kinds import Identity, RequestKind
from portal.intake.models import ServiceRequest
from portal.intake.queries import conversation
from tests.casework.conftest import FileOne
from tests.casework.reading import page_of
from tests.indicators.words import words_of
from tests.pages import fill, form_fields, submit

LIST = "/gestion/respuestas"
HELLO = {"titulo": "Saludo", "texto": "Hola, {nombre}: su solicitud es la {radicado}."}


def write(actor: StaffUser, **facts: Any) -> str:
    row = write_reply(
        facts.pop("code", None),
        **{
            "seen_version": 0,
            "title": "Saludo",
            "act": Act.ANSWER,
            "kinds": [],
            "text": "Hola, {nombre}: su solicitud es la {radicado}.",
            "actor": actor,
            **facts,
        },
    )
    db.session.commit()
    return row.code


def use(client: FlaskClient, page: str, code: str, **typed: str) -> str:
    fields = fill(form_fields(client.get(page).text, having="version"), typed)
    answer = client.post(page, data={**fields, "respuesta_lista": code, "usar": "si"})
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def test_the_portal_brings_replies_that_can_be_filled_in() -> None:
    own = replies._own()
    assert len(own) >= 4
    for one in own:
        rules_replies.check_text(one.text)
        assert one.act in rules_replies.TEXT_OF
    assert Path(replies.OWN_FILE).name == "replies.toml"


def test_a_reply_is_put_after_what_was_typed_and_nothing_is_sent(
    desk: FlaskClient, carmen: StaffUser, complaint: ServiceRequest
) -> None:
    code = write(carmen)
    page = use(desk, page_of(complaint, "responder"), code, respuesta="Ya llamé.")
    text = f"Hola, Rosa Mosquera Cuero: su solicitud es la {complaint.filing_number}."
    assert f"Ya llamé.\n\n{text}" in page.replace("\r", "")
    assert conversation(complaint) == []


def test_a_hidden_name_goes_only_where_one_may_know_it(
    coordination: FlaskClient, desk: FlaskClient, carmen: StaffUser, file_one: FileOne
) -> None:
    code = write(carmen)
    one = file_one(identity=Identity.RESERVED)
    assert "Hola, [nombre]:" in use(desk, page_of(one, "responder"), code)
    assert "Hola, Rosa Mosquera Cuero:" in use(coordination, page_of(one, "responder"), code)


def test_what_nobody_filled_in_is_not_sent(
    desk: FlaskClient, carmen: StaffUser, file_one: FileOne
) -> None:
    one = file_one(identity=Identity.ANONYMOUS)
    refused = submit(desk, page_of(one, "responder"), respuesta="Hola, [nombre]: vea [tema].")
    assert refused.status_code == 400
    assert "Falta escribir [nombre], [tema]." in refused.text
    assert "Hola, [nombre]: vea [tema]." in refused.text
    assert conversation(one) == []
    submit(desk, page_of(one, "responder"), respuesta="Hola. Anexo [1].")
    assert [message.body for message in conversation(one)] == ["Hola. Anexo [1]."]


def test_only_what_fits_the_act_and_the_kind_is_offered(
    desk: FlaskClient, carmen: StaffUser, complaint: ServiceRequest, advice: ServiceRequest
) -> None:
    write(carmen, title="De quejas", kinds=[RequestKind.COMPLAINT])
    write(carmen, title="De todo", act=None)
    write(carmen, title="Retirada", is_retired=True)

    def titles(one: ServiceRequest, act: Act) -> set[str]:
        return {reply.title for reply in replies.offered(act, one) if reply.version}

    assert titles(complaint, Act.ANSWER) == {"De quejas", "De todo"}
    assert titles(advice, Act.ANSWER) == {"De todo"}
    assert titles(complaint, Act.CLOSE) == {"De todo"}
    assert titles(complaint, Act.NOTE) == set()
    assert "respuesta_lista" not in desk.get(page_of(complaint, "nota")).text


def test_the_coordination_writes_changes_and_retires_one(
    coordination: FlaskClient, desk: FlaskClient
) -> None:
    assert submit(coordination, f"{LIST}/nueva", **HELLO, acto="responder").location == LIST
    [mine] = [one for one in replies.all_replies() if one.version]
    changed = submit(coordination, f"{LIST}/{mine.code}", texto="Buen día.", tipos=["queja"])
    assert changed.status_code == 303
    after = replies.reply(mine.code)
    assert after is not None
    assert (after.version, after.text, after.kinds) == (2, "Buen día.", {RequestKind.COMPLAINT})
    fields = form_fields(coordination.get(f"{LIST}/{mine.code}").text, having="version")
    coordination.post(f"{LIST}/{mine.code}", data={**fields, "retirar": "si"})
    assert "Retirada: no se ofrece" in words_of(desk.get(LIST).text)
    submit(coordination, f"{LIST}/{mine.code}")  # and gives it back
    assert "Retirada" not in words_of(desk.get(LIST).text)


def test_one_of_the_portal_is_changed_by_the_office_and_keeps_its_code(
    coordination: FlaskClient,
) -> None:
    submit(coordination, f"{LIST}/completar", titulo="Falta un papel")
    found = replies.reply("completar")
    assert found is not None
    assert (found.title, found.version) == ("Falta un papel", 1)


def test_a_field_that_nobody_can_fill_in_is_refused_beside_the_text(
    coordination: FlaskClient,
) -> None:
    answer = submit(coordination, f"{LIST}/nueva", titulo="Saludo", texto="Hola, {cedula}.")
    assert answer.status_code == 400
    assert "No se conoce {cedula}. Se puede usar: {nombre}," in answer.text
    assert "Hola, {cedula}." in answer.text


def test_of_two_who_change_one_the_second_is_told_and_loses_nothing(
    coordination: FlaskClient, carmen: StaffUser, admin: StaffUser
) -> None:
    code = write(carmen)
    fields = form_fields(coordination.get(f"{LIST}/{code}").text, having="version")
    write(admin, code=code, seen_version=1, text="Buenas.")
    late = coordination.post(f"{LIST}/{code}", data=fill(fields, {"texto": "Muy buenas."}))
    assert late.status_code == 409
    assert f"{admin.name} cambió esta respuesta" in late.text
    assert "Buenas." in late.text
    assert "Muy buenas." in late.text
    again = fill(form_fields(late.text, having="version"), {})
    assert coordination.post(f"{LIST}/{code}", data=again).status_code == 303
    assert replies.reply(code).text == "Muy buenas."
    with pytest.raises(Conflict):
        write(admin, code=code, seen_version=1)
    db.session.rollback()


def test_who_only_attends_uses_and_does_not_change_them(
    desk: FlaskClient, ana: StaffUser, staff_client: Callable, paz: StaffUser
) -> None:
    assert desk.get(LIST).status_code == 200
    assert desk.get(f"{LIST}/nueva").status_code == 403
    assert staff_client(paz).get(LIST).status_code == 403
    with pytest.raises(Refused):
        write(ana)
    db.session.rollback()


def test_a_title_stands_for_one_reply_on_offer(coordination: FlaskClient) -> None:
    submit(coordination, f"{LIST}/nueva", **HELLO)
    again = submit(coordination, f"{LIST}/nueva", **{**HELLO, "titulo": HELLO["titulo"].upper()})
    assert again.status_code == 400
    assert "Ya hay una respuesta con ese título." in again.text
    [mine] = [one for one in replies.all_replies() if one.version]
    submit(coordination, f"{LIST}/{mine.code}", retirar="si")
    assert submit(coordination, f"{LIST}/nueva", **HELLO).status_code == 303


@pytest.mark.parametrize("one", replies._own(), ids=lambda one: one.code)
def test_a_reply_of_the_portal_that_leaves_words_to_write_is_not_sent_without_them(
    desk: FlaskClient, file_one: FileOne, one: replies.Reply
) -> None:
    """Or a person would be asked to complete they know not what, and the term would stand still."""
    page = page_of(file_one("asesoria"), one.act.value)
    text = use(desk, page, one.code)
    sent = desk.post(page, data=form_fields(text, having="version"))
    assert ("Falta escribir [escriba" in sent.text) == ("[escriba" in one.text)


def test_a_brace_that_is_not_closed_is_refused(coordination: FlaskClient) -> None:
    answer = submit(coordination, f"{LIST}/nueva", **{**HELLO, "texto": "Hola, {nombre"})
    assert answer.status_code == 400
    assert "Falta abrir o cerrar una llave" in answer.text


def test_art_17_the_last_day_of_a_term_that_stands_still_is_promised_to_nobody(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    one = file_one()
    require_completion(one, actor=ana, seen_version=one.version, body="Falta la factura.")
    db.session.commit()
    assert "[vence]" in use(desk, page_of(one, "responder"), "acuse_con_fecha")
