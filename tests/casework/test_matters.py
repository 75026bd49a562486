"""``/gestion/asuntos``: many requests about one thing, answered once (CPACA art. 22)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.accounts.models import StaffUser
from portal.casework import actions_matters, queries_matters
from portal.casework.actions_exclusion import propose_exclusion
from portal.casework.actions_matters import JointAnswer, MatterRefused
from portal.casework.models_matters import Matter
from portal.errors import Conflict
from portal.extensions import db
from portal.indicators.queries import figures_for
from portal.intake.kinds import Outcome, ToldBy
from portal.intake.models import ServiceRequest
from portal.intake.queries import conversation
from tests import factories
from tests.casework.conftest import FileOne
from tests.casework.counting import statements
from tests.casework.reading import current, event_types, page_of
from tests.casework.test_queue import numbers
from tests.indicators.words import words_of
from tests.pages import fill, form_fields, submit

LIST = "/gestion/asuntos"
TOLD = {
    "respuesta": "La bomba ya está arreglada.",
    "desenlace": "atendida",
    "avisada_por": "portal",
    "evidencia": "Oficio 12",
}


def gathered(
    actor: StaffUser, *requests: ServiceRequest, title: str = "Sin agua en la Comuna 8"
) -> Matter:
    matter = actions_matters.open_matter(
        title=title,
        service="acueducto",
        territory=None,
        since=date(2024, 3, 1),
        actor=actor,
    )
    actions_matters.link(matter, seen_version=1, service_requests=requests, actor=actor)
    db.session.commit()
    return matter


def page(matter: Matter, act: str = "") -> str:
    return f"{LIST}/{matter.public_id}{act}"


def test_a_matter_is_opened_from_a_request_and_gathers_others(
    desk: FlaskClient, file_one: FileOne, advice: ServiceRequest
) -> None:
    first, second = file_one(territory="comuna_08"), file_one(territory="comuna_08")
    elsewhere, other = file_one(territory="comuna_01"), file_one(topic="aseo")
    link = f"{LIST}/nuevo?solicitud={first.filing_number}"
    assert link in desk.get(page_of(first)).text
    opened = submit(desk, link, titulo="Sin agua")
    shown = desk.get(opened.location).text
    assert first.filing_number in shown
    assert second.filing_number in shown
    for neighbour in (elsewhere, other, advice):
        assert neighbour.filing_number not in shown
    assert event_types(first)[-1] == "matter_joined"
    chosen = [second.filing_number]
    joined = submit(desk, opened.location, having="solicitudes", solicitudes=chosen)
    assert joined.status_code == 303
    assert "Es del asunto" in desk.get(page_of(second)).text
    assert "2 abiertas" in words_of(desk.get(LIST).text)


def test_art_22_one_answer_closes_each_by_its_own_act(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    ones = [file_one() for _ in range(3)]
    matter = gathered(ana, *ones)
    assert submit(desk, page(matter, "/responder"), **TOLD).status_code == 303
    for one in ones:
        assert current(one).outcome is Outcome.ATTENDED
        assert [message.body for message in conversation(one)] == [TOLD["respuesta"]]
        assert event_types(one) == ["filed", "matter_joined", "closed"]
    shown = words_of(desk.get(page(matter)).text)
    assert "Dada a 3." in shown
    assert "Responder a" not in shown


def test_an_answer_sent_twice_is_given_once(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    one = file_one()
    matter = gathered(ana, one)
    sent = fill(
        form_fields(desk.get(page(matter, "/responder")).text, having="respuesta"),
        {**TOLD, "desenlace": "sigue"},
    )
    assert desk.post(page(matter, "/responder"), data=sent).status_code == 303
    late = desk.post(page(matter, "/responder"), data=sent)
    assert late.status_code == 409
    assert TOLD["respuesta"] in late.text
    assert len(conversation(one)) == 1


def test_what_cannot_take_it_is_left_and_named(
    desk: FlaskClient, ana: StaffUser, luis: StaffUser, file_one: FileOne
) -> None:
    one, proposed = file_one(), file_one()
    matter = gathered(ana, one, proposed)
    propose_exclusion(
        proposed,
        actor=luis,
        seen_version=proposed.version,
        outcome=Outcome.NOT_VALID,
        reason="Prueba",
    )
    db.session.commit()
    answer = submit(desk, page(matter, "/responder"), **TOLD)
    shown = words_of(desk.get(answer.location).text)
    assert f"La {proposed.filing_number} quedó sin responder" in shown
    assert current(proposed).outcome is None
    assert current(one).outcome is Outcome.ATTENDED
    assert conversation(proposed) == []


def test_where_none_can_take_it_nothing_is_done_and_the_reason_is_said(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    one = file_one()
    matter = gathered(ana, one)
    refused = submit(desk, page(matter, "/responder"), **{**TOLD, "cerrada_en": "2024-03-04"})
    assert refused.status_code == 400
    assert "Ninguna pudo recibirla" in refused.text
    assert TOLD["respuesta"] in refused.text
    assert (current(one).outcome, matter.version) == (None, 2)
    half = submit(desk, page(matter, "/responder"), **TOLD, publicada_en="Cartelera")
    assert "Escriba dónde se publicó y qué día." in half.text


def test_more_than_ten_may_be_answered_by_publishing(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    ten = [file_one() for _ in range(10)]
    matter = gathered(ana, *ten)
    assert "artículo 22" not in desk.get(page(matter)).text
    eleventh = file_one()
    submit(desk, page(matter), having="solicitudes", solicitudes=[eleventh.filing_number])
    assert "artículo 22" in desk.get(page(matter)).text
    published = {"publicada_en": "Cartelera", "publicada_el": "2024-03-05"}
    submit(desk, page(matter, "/responder"), **TOLD, **published)
    assert "Publicada en Cartelera el 5 mar 2024." in words_of(desk.get(page(matter)).text)


def test_a_request_is_in_one_matter_and_can_be_taken_out(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    one = file_one()
    matter = gathered(ana, one)
    with pytest.raises(MatterRefused, match="ya está en un asunto"):
        gathered(ana, one, title="Sin agua en la Comuna 9")
    db.session.rollback()
    act = page(matter, f"/sacar/{one.filing_number}")
    shown = desk.get(page(matter)).text.partition(f'action="{act}"')[2].partition("</form>")[0]
    form = f'<main><form method="post">{shown.partition(">")[2]}</form></main>'
    assert desk.post(act, data=form_fields(form)).status_code == 303
    assert queries_matters.matter_of(one) is None
    assert event_types(one)[-1] == "matter_left"
    late = desk.post(act, data=form_fields(form))
    assert late.status_code == 409


def test_nothing_of_the_figures_changes_by_gathering(
    ana: StaffUser, file_one: FileOne, plan_2024: object
) -> None:
    ones = [file_one() for _ in range(3)]
    before = figures_for(2024, 3)
    gathered(ana, *ones)
    assert figures_for(2024, 3) == before


def test_of_two_who_change_a_matter_the_second_is_told(
    ana: StaffUser, luis: StaffUser, file_one: FileOne
) -> None:
    one, two = file_one(), file_one()
    matter = gathered(ana, one)
    actions_matters.link(matter, seen_version=2, service_requests=[two], actor=ana)
    answer = JointAnswer(body="Ya.", outcome=None, told_by=ToldBy.PORTAL, told_on=date(2024, 3, 5))
    acts: list[Callable[[], Any]] = [
        lambda: actions_matters.link(matter, seen_version=2, service_requests=[], actor=luis),
        lambda: actions_matters.unlink(matter, seen_version=2, service_request=one, actor=luis),
        lambda: actions_matters.answer_once(
            matter, seen_version=2, service_requests=[one], answer=answer, actor=luis
        ),
    ]
    for act in acts:
        with pytest.raises(Conflict):
            act()


def test_pages_take_a_fixed_number_of_queries(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    matter = gathered(ana, file_one())
    with statements() as few:
        desk.get(page(matter))
    actions_matters.link(
        matter, seen_version=2, service_requests=[file_one(), file_one()], actor=ana
    )
    file_one()
    db.session.commit()
    with statements() as more:
        desk.get(page(matter))
    assert len(few) == len(more)


def test_what_was_answered_is_never_changed(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    submit(desk, page(gathered(ana, file_one()), "/responder"), **TOLD)
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text("DELETE FROM matter_answers"))
    db.session.rollback()


def test_a_matter_is_opened_once(desk: FlaskClient, ana: StaffUser) -> None:
    """Its neighbours by title, service or first day are others."""
    typed = {"titulo": "Sin agua", "servicio": "acueducto", "desde": "2024-03-04"}
    assert submit(desk, f"{LIST}/nuevo", **typed).status_code == 303
    again = submit(desk, f"{LIST}/nuevo", **{**typed, "titulo": "SIN AGUA"})
    assert again.status_code == 400
    assert "Ya hay un asunto igual" in again.text
    for other in ({"titulo": "Sin agua otra vez"}, {"servicio": "aseo"}, {"desde": "2024-03-05"}):
        assert submit(desk, f"{LIST}/nuevo", **{**typed, **other}).status_code == 303
    assert len(queries_matters.matters()) == 4


def test_the_queue_lists_the_requests_of_a_matter_and_no_others(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    inside, closed, outside = file_one(), file_one(), file_one()
    matter = gathered(ana, inside, closed)
    gathered(ana, outside, title="Otro asunto")
    factories.close(closed, "desistida", date(2024, 3, 5))
    db.session.commit()
    address = f"/gestion/solicitudes?asunto={matter.public_id}"
    assert numbers(desk, asunto=matter.public_id) == [inside.filing_number]
    assert set(numbers(desk, asunto=matter.public_id, estado="todas")) == {
        *(inside.filing_number, closed.filing_number)
    }
    found = numbers(desk, asunto=matter.public_id, buscar="acueducto", quien="nadie")
    assert found == [closed.filing_number, inside.filing_number]
    shown = desk.get(address).text
    assert "Sin agua en la Comuna 8" in shown
    assert f'name="asunto" value="{matter.public_id}"' in shown
    assert address.replace("?", "?estado=todas&amp;") in desk.get(page(matter)).text
    exported = desk.get(f"/gestion/solicitudes/exportar?asunto={matter.public_id}").text
    assert "del asunto «Sin agua en la Comuna 8»" in exported
    assert numbers(desk, asunto="nada") == []


@pytest.mark.parametrize("said", [{"servicio": "acueducto"}, {}])
def test_what_its_form_leaves_blank_narrows_nothing(
    desk: FlaskClient, file_one: FileOne, said: dict[str, str]
) -> None:
    one = file_one()
    typed = {"titulo": "Sin agua", "servicio": "", "territorio": "", "desde": "2024-03-01"}
    place = submit(desk, f"{LIST}/nuevo", **{**typed, **said}).location
    assert one.filing_number in desk.get(place).text


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"publicada_en": "Sitio", "publicada_el": "2031-01-01"}, "publicada_el", "no llega"),
        ({"desenlace": "no_atendida", "avisada_por": ""}, "avisada_por", "cómo se les avisó"),
        ({"desenlace": "atendida", "evidencia": ""}, "evidencia", "dónde está el soporte"),
    ],
)
def test_what_is_wrong_with_a_joint_answer_stands_beside_its_field(
    desk: FlaskClient,
    ana: StaffUser,
    file_one: FileOne,
    typed: dict[str, str],
    field: str,
    says: str,
) -> None:
    matter = gathered(ana, file_one())
    said = {"respuesta": "Ya se arregla.", "desenlace": "sigue", "avisada_por": "portal", **typed}
    answer = submit(desk, page(matter, "/responder"), **said)
    assert answer.status_code == 400
    beside = answer.text.partition(f'id="{field}-error"')[2].partition("</p>")[0]
    assert says in beside.lower() or says in beside
    assert "Ya se arregla." in answer.text
