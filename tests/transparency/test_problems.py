"""``/problemas``: what many people report, told without telling who."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal import clock
from portal.accounts.models import StaffUser
from portal.casework import actions_echoes, actions_matters, queries_problems
from portal.casework.actions_matters import MatterRefused
from portal.casework.models_echoes import Echo
from portal.casework.models_matters import Matter
from portal.extensions import db
from portal.indicators.queries import figures_for
from portal.intake.kinds import Identity, Outcome
from portal.intake.models import ServiceRequest
from tests.casework.counting import statements
from tests.factories import instant, make_plan, make_request
from tests.indicators.words import words_of
from tests.pages import form_fields, submit
from tests.racing import race

PAGE, PLACE = "/problemas", "comuna_08"
WATER = f"{PAGE}/acueducto/{PLACE}"
TODAY = date(2024, 3, 20)


@pytest.fixture(autouse=True)
def wednesday(app: Flask, at: Callable[[str], object]) -> None:
    at("2024-03-20 10:00")


def complain(times: int = 1, **facts: Any) -> list[ServiceRequest]:
    known = {"topic": "acueducto", "territory": PLACE, "received_on": date(2024, 3, 5)}
    made = [make_request("queja", **(known | facts)) for _ in range(times)]
    db.session.commit()
    return made


def listed() -> list[tuple[str, str, int | None, int]]:
    found = queries_problems.problems(TODAY)
    return [(one.service, one.territory, one.complaints, one.households) for one in found]


def echoes() -> int:
    return int(db.session.execute(select(func.coalesce(func.sum(Echo.times), 0))).scalar_one())


def test_three_of_one_service_and_place_are_told(client: FlaskClient) -> None:
    complain(2, households=40, received_on=date(2024, 2, 1))
    assert listed() == []
    complain(1, received_on=date(2024, 3, 1))
    assert listed() == [("acueducto", PLACE, 3, 80)]
    text = words_of(client.get(PAGE).text)
    assert "Agua (acueducto): Comuna 8" in text
    assert "Desde el jueves 1 de febrero de 2024. 3 quejas, que hablan de 80 hogares." in text


@pytest.mark.parametrize(
    "facts",
    [
        {"topic": "aseo"},
        {"territory": "comuna_01"},
        {"territory": None},
        {"topic": "otro"},
        {"outcome": Outcome.ATTENDED, "closed_on": date(2024, 3, 10)},
        {"received_on": date(2024, 1, 19)},
        {"is_protected": True},
        {"is_suspect": True},
        {"identity": Identity.RESERVED},
    ],
    ids=str,
)
def test_a_third_that_is_another_thing_or_must_be_kept_does_not_count(
    facts: dict[str, Any],
) -> None:
    complain(2)
    complain(1, **facts)
    assert listed() == []


def test_the_sixtieth_day_still_counts() -> None:
    complain(3, received_on=date(2024, 1, 20))
    assert listed() == [("acueducto", PLACE, 3, 0)]


def test_what_somebody_wants_to_exclude_does_not_count(ana: StaffUser) -> None:
    for one in complain(3)[:1]:
        one.proposed_outcome, one.proposed_by_id = Outcome.DUPLICATE, ana.id
    db.session.commit()
    assert listed() == []


def test_advice_of_the_same_place_is_no_problem_of_a_service() -> None:
    complain(2)
    make_request("asesoria", topic="acueducto", territory=PLACE, received_on=date(2024, 3, 5))
    assert listed() == []


def test_no_person_no_words_and_no_number_are_told(client: FlaskClient) -> None:
    for _ in range(3):
        submit(
            client,
            "/solicitudes/queja",
            tema="acueducto",
            territorio="Comuna 8",
            descripcion="CANARIO en mi casa azul.",
            nombre="Rosa Canario",
            telefono="310 555 9999",
        )
    for one in db.session.execute(select(ServiceRequest)).scalars():
        one.is_suspect = False  # as hasty as a robot, the clock stands still
    db.session.commit()
    text = client.get(PAGE).text
    assert "3 quejas" in text
    for word in ("CANARIO", "Canario", "9999", "QUE-20", "casa azul"):
        assert word not in text


def press(client: FlaskClient, address: str = WATER) -> int:
    return client.post(address).status_code


def test_it_is_counted_once_for_each_browser(
    client: FlaskClient, new_client: Callable[[], FlaskClient]
) -> None:
    complain(3)
    assert press(client) == press(client) == 303
    assert echoes() == 1
    assert press(new_client()) == 303
    assert echoes() == 2
    text = words_of(client.get(PAGE).text)
    assert "A 2 personas más les pasa." in text
    assert "haga su propia queja" in text


def test_it_is_reach_and_changes_no_figure(client: FlaskClient) -> None:
    make_plan(2024)
    complain(3)
    press(client)
    sixth = next(one for one in figures_for(2024, 3).indicators if one.indicator.number == 6)
    assert sixth.month.count.denominator == 3
    assert db.session.execute(select(func.count(ServiceRequest.id))).scalar_one() == 3


@pytest.mark.parametrize(
    "address", [f"{PAGE}/aseo/{PLACE}", f"{PAGE}/acueducto/comuna_01", f"{PAGE}/x/y"]
)
def test_what_is_not_on_the_list_takes_none(client: FlaskClient, address: str) -> None:
    complain(3)
    assert press(client, address) == 404
    assert echoes() == 0


def test_one_address_does_not_say_it_for_the_whole_city(
    new_client: Callable[[], FlaskClient],
) -> None:
    complain(3)
    statuses = [press(new_client()) for _ in range(42)]
    assert statuses == [303] * 40 + [429] * 2
    assert echoes() == 40


def test_of_many_at_once_none_is_lost(app: Flask) -> None:
    def say() -> None:
        actions_echoes.echo(service="acueducto", territory=PLACE)
        db.session.commit()

    race(app, [say] * 6, at=instant(TODAY))
    assert echoes() == 6


def test_what_was_said_before_it_began_is_of_another_time(client: FlaskClient) -> None:
    db.session.add(Echo(service="acueducto", territory=PLACE, day=date(2024, 3, 4), times=7))
    db.session.add(Echo(service="acueducto", territory="comuna_01", day=TODAY, times=9))
    complain(3)
    assert [one.echoes for one in queries_problems.problems(TODAY)] == [0]
    press(client)
    assert [one.echoes for one in queries_problems.problems(TODAY)] == [1]


def matter(actor: StaffUser, *requests: ServiceRequest, **facts: Any) -> Matter:
    known = {"service": "acueducto", "territory": PLACE, "since": date(2024, 3, 1)}
    made = actions_matters.open_matter(title="La bomba está dañada", actor=actor, **(known | facts))
    actions_matters.link(made, seen_version=1, service_requests=requests, actor=actor)
    db.session.commit()
    return made


def test_the_coordination_tells_a_matter_and_takes_it_back(
    client: FlaskClient,
    staff_client: Callable[[StaffUser], FlaskClient],
    carmen: StaffUser,
    ana: StaffUser,
) -> None:
    [one] = complain(1, households=12)
    made = matter(ana, one)
    desk = staff_client(carmen)
    page = f"/gestion/asuntos/{made.public_id}"
    fields = form_fields(desk.get(page).text)
    form = {"csrf_token": fields["csrf_token"], "version": made.version}
    assert desk.post(f"{page}/publicar", data=form).status_code == 303
    text = words_of(client.get(PAGE).text)
    assert "La bomba está dañada" in text
    assert "quejas" not in text.split("La bomba está dañada")[1].split("A mí también")[0]
    press(client)
    shown = words_of(desk.get(page).text)
    assert "12 hogares según las quejas; 1 persona dijo «a mí también me pasa»." in shown
    db.session.refresh(made)
    assert (made.published_by_id, made.published_at) == (carmen.id, clock.now())
    again = {**form, "version": made.version}
    desk.post(f"{page}/publicar", data=again)
    assert listed() == []


def test_only_the_coordination_tells_it_and_only_with_service_and_place(
    ana: StaffUser, carmen: StaffUser
) -> None:
    [one] = complain(1)
    made = matter(ana, one)
    with pytest.raises(MatterRefused, match="coordinación"):
        actions_matters.publish(made, seen_version=2, is_public=True, actor=ana)
    made.territory = None
    with pytest.raises(MatterRefused, match="territorio"):
        actions_matters.publish(made, seen_version=2, is_public=True, actor=carmen)


def test_a_matter_goes_from_the_list_with_its_last_open_request(
    ana: StaffUser, carmen: StaffUser
) -> None:
    [one] = complain(1)
    made = matter(ana, one)
    actions_matters.publish(made, seen_version=2, is_public=True, actor=carmen)
    db.session.commit()
    assert listed() == [("acueducto", PLACE, None, 0)]
    one.status, one.outcome = "cerrada", Outcome.ATTENDED
    one.closed_on, one.closed_recorded_at = TODAY, clock.now()
    db.session.commit()
    assert listed() == []


def test_the_list_leads_to_a_complaint_already_begun(client: FlaskClient) -> None:
    complain(3)
    link = client.get(PAGE).text.split('href="/solicitudes/queja?')[1].split('"')[0]
    page = client.get(f"/solicitudes/queja?{link.replace('&amp;', '&')}").text
    fields = form_fields(page, having="formulario")
    assert (fields["tema"], fields["territorio"]) == ("acueducto", "Comuna 8")


def test_one_complaint_is_for_many_households(client: FlaskClient) -> None:
    said = {"tema": "aseo", "descripcion": "No pasa.", "hogares": "40", "comunidad": "Junta 8"}
    place = submit(client, "/solicitudes/queja", **said).location
    [one] = db.session.execute(select(ServiceRequest)).scalars()
    assert one.households == 40
    assert ", por 40 hogares" in words_of(client.get(place).text)


def test_the_page_costs_the_same_however_many_complained(client: FlaskClient) -> None:
    complain(3)
    with statements() as few:
        client.get(f"{PAGE}?x=1")
    complain(60)
    for place in ("comuna_01", "comuna_02", "comuna_03"):
        complain(4, territory=place)
    with statements() as many:
        client.get(f"{PAGE}?x=2")
    assert len(many) == len(few)


def test_places_that_the_list_does_not_have_are_not_one_place() -> None:
    complain(3, territory="otro")
    assert listed() == []
