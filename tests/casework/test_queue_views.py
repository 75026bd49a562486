"""Filters kept under a name: one's own, and those that the coordination shares."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.casework import actions_queue
from portal.casework.actions_queue import MOST_VIEWS, save_view
from portal.casework.models_queue import SavedView
from portal.casework.queries_counts import MOST_IN_VIEW
from portal.extensions import db
from tests import factories
from tests.casework.conftest import FileOne
from tests.pages import fill, form_fields

QUEUE, VIEWS = "/gestion/solicitudes", "/gestion/solicitudes/vistas"


def keep(client: FlaskClient, asked: str, **filled: object) -> object:
    fields = fill(form_fields(client.get(f"{VIEWS}?{asked}").text, having="nombre"), filled)
    return client.post(VIEWS, data=fields)


def saved() -> list[SavedView]:
    db.session.expire_all()
    return list(db.session.execute(select(SavedView).order_by(SavedView.id)).scalars())


def test_the_filters_of_the_page_are_kept_and_counted(
    desk: FlaskClient, file_one: FileOne, ana: StaffUser
) -> None:
    file_one("queja")
    file_one("asesoria")
    answer = keep(desk, "tipo=queja&desde=2024-01-01.1&otra=x", nombre="Quejas")
    assert answer.location == f"{QUEUE}?tipo=queja"
    (view,) = saved()
    assert (view.owner_id, view.query, view.is_shared) == (ana.id, "tipo=queja", False)
    page = desk.get(answer.location).text
    assert 'aria-current="true">Quejas <span class="quiet">1</span>' in page


def test_the_person_who_is_sought_is_never_kept(desk: FlaskClient) -> None:
    keep(desk, "persona=Rosa+Mosquera&estado=todas", nombre="Todas")
    assert [one.query for one in saved()] == ["estado=todas"]


def test_a_view_without_a_name_comes_back_with_its_filters(desk: FlaskClient) -> None:
    page = keep(desk, "tipo=queja", nombre="")
    assert page.status_code == 400
    assert "Escriba un nombre." in page.text
    assert 'value="tipo=queja"' in page.text
    assert saved() == []


def test_the_same_name_again_takes_the_new_filters(desk: FlaskClient) -> None:
    keep(desk, "tipo=queja", nombre="La mía")
    keep(desk, "tipo=asesoria", nombre="La mía")
    assert [one.query for one in saved()] == ["tipo=asesoria"]


def test_there_is_an_end_to_them(desk: FlaskClient, ana: StaffUser) -> None:
    for number in range(MOST_VIEWS):
        save_view(owner=ana, name=f"Vista {number}", query="")
    db.session.commit()
    assert keep(desk, "", nombre="Otra").status_code == 400
    assert keep(desk, "tipo=queja", nombre="Vista 3").status_code == 303


def test_only_the_coordination_shares(
    desk: FlaskClient, coordination: FlaskClient, ana: StaffUser
) -> None:
    assert keep(desk, "tipo=queja", nombre="Quejas", compartida="y").status_code == 400
    assert (
        "Solo la coordinación comparte vistas."
        in keep(desk, "tipo=queja", nombre="Quejas", compartida="y").text
    )
    keep(coordination, "plazo=vencidas", nombre="Tarde", compartida="y")
    assert ">Tarde <span" in desk.get(QUEUE).text
    assert "Tarde" in desk.get(VIEWS).text


def test_what_is_not_shared_is_seen_by_nobody_else(
    desk: FlaskClient, staff_client: Callable, luis: StaffUser
) -> None:
    keep(desk, "tipo=queja", nombre="La mía")
    other = staff_client(luis)
    assert "La mía" not in other.get(QUEUE).text + other.get(VIEWS).text


def test_it_is_shared_and_taken_back(
    coordination: FlaskClient, carmen: StaffUser, desk: FlaskClient
) -> None:
    save_view(owner=carmen, name="Tarde", query="plazo=vencidas")
    db.session.commit()
    for shown in (True, False):
        address = f"{VIEWS}/{saved()[0].public_id}/compartir"
        page = coordination.get(VIEWS).text
        assert address in page
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        fields = {"csrf_token": token} | ({"compartida": "y"} if shown else {})
        assert coordination.post(address, data=fields).status_code == 303
        assert (">Tarde <span" in desk.get(QUEUE).text) is shown


def test_nobody_deletes_or_shares_another_s(
    desk: FlaskClient, coordination: FlaskClient, ana: StaffUser, carmen: StaffUser
) -> None:
    one = save_view(owner=carmen, name="Tarde", query="", is_shared=True).public_id
    two = save_view(owner=ana, name="La mía", query="").public_id
    db.session.commit()
    assert desk.post(f"{VIEWS}/{one}/borrar").status_code == 404
    assert coordination.post(f"{VIEWS}/{two}/compartir").status_code == 404
    assert len(saved()) == 2


def test_one_deletes_one_s_own(desk: FlaskClient, ana: StaffUser) -> None:
    save_view(owner=ana, name="La mía", query="")
    db.session.commit()
    address = f"{VIEWS}/{saved()[0].public_id}/borrar"
    page = desk.get(VIEWS).text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert desk.post(address, data={"csrf_token": token}).status_code == 303
    assert saved() == []


def test_many_are_told_as_more_than_can_be_told(
    desk: FlaskClient, ana: StaffUser, today: Callable
) -> None:
    for _ in range(MOST_IN_VIEW + 1):
        factories.make_request()
    save_view(owner=ana, name="Todo", query="tipo=asesoria")
    db.session.commit()
    assert f"{MOST_IN_VIEW}+" in desk.get(QUEUE).text


@pytest.mark.parametrize("query", ["tipo=%00", "a=b&" * 100, "quien=inventado", "plazo"])
def test_a_kept_text_that_means_nothing_shows_the_queue(
    desk: FlaskClient, ana: StaffUser, query: str
) -> None:
    save_view(owner=ana, name="Rara", query=query)
    db.session.commit()
    assert desk.get(QUEUE).status_code == 200


def test_actions_refuse_to_share_for_whoever_may_not(app: object, ana: StaffUser) -> None:
    view = save_view(owner=ana, name="La mía", query="")
    with pytest.raises(actions_queue.Refused):
        actions_queue.share_view(view, actor=ana, is_shared=True)
