"""The staff's pages of a publication: what they show is what is signed, by three people."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import Role, StaffUser
from portal.accounts.posts import appoint
from portal.extensions import db
from portal.transparency import queries
from portal.transparency.models import Publication
from tests.conftest import PASSWORD
from tests.factories import close, make_request
from tests.indicators.words import words_of
from tests.pages import form_fields, submit

At = Callable[[str], Any]
Browser = Callable[[StaffUser], FlaskClient]
Publish = Callable[..., Publication]
LIST = "/gestion/publicaciones"
MARCH = f"{LIST}/2024/03"


@pytest.fixture(autouse=True)
def _in_april(at: At, plan_2024: None) -> None:
    at("2024-04-08 09:10")
    make_request("queja", received_on=date(2024, 3, 4))
    db.session.commit()


def prepare(client: FlaskClient, **filled: Any) -> Any:
    return submit(client, f"{MARCH}/preparar", **{"clave": PASSWORD} | filled)


def review(client: FlaskClient, **filled: Any) -> Any:
    return submit(client, f"{MARCH}/revisar", **{"clave": PASSWORD} | filled)


def approve(client: FlaskClient, **filled: Any) -> Any:
    given = {"clave": PASSWORD, "acta": "7", "fecha_acta": "2024-04-08"}
    return submit(client, f"{MARCH}/aprobar", **given | filled)


def read(client: FlaskClient, address: str = MARCH) -> str:
    return words_of(client.get(address).text)


def test_three_people_publish_a_month_through_their_pages(
    staff_client: Browser, carmen: StaffUser, paz: StaffUser, marta: StaffUser
) -> None:
    director, planning, committee = (staff_client(one) for one in (carmen, paz, marta))
    page = read(director, f"{MARCH}/preparar")
    assert "6. Asesorías y quejas atendidas 100 % 0/1 · 0,0 % No cumple" in page
    assert prepare(director).status_code == 303
    waiting = queries.in_progress()
    assert waiting
    assert waiting.figures_sha256 in page
    assert waiting.figures_sha256 in read(planning, f"{MARCH}/revisar")
    assert "Espera una firma: Jefe de Planeación" in read(planning)
    assert review(planning).status_code == 303
    assert "Espera una firma: Comité" in read(director)
    assert approve(committee).status_code == 303
    page = read(committee)
    published = queries.publication_of(2024, 3)
    assert published
    assert published.end
    assert "Publicado, versión 1" in page
    assert "Para el acta del comité" in page
    assert f"Es la publicación número 1. Sello SHA-256: {published.end.seal_sha256}" in page
    assert "1 de 1" not in page
    assert committee.get("/transparencia/2024/03").status_code == 200


def test_a_correction_shows_its_reason_and_its_hash_before_it_is_signed(
    staff_client: Browser, publish: Publish, carmen: StaffUser
) -> None:
    publish(2024, 3)
    director = staff_client(carmen)
    assert "Nada cambió" in words_of(
        submit(director, f"{MARCH}/preparar", motivo="Una queja de más.").text
    )
    close(make_request("queja", received_on=date(2024, 3, 5)), "atendida", date(2024, 3, 8))
    db.session.commit()
    first = director.get(f"{MARCH}/preparar").text
    assert 'name="clave"' not in first
    assert "Indicador 6, marzo 0/1 · 0,0 % 1/2 · 50,0 %" in words_of(first)
    step = submit(director, f"{MARCH}/preparar", motivo="Faltaba <una> queja.")
    assert step.status_code == 200
    assert "Faltaba &lt;una&gt; queja." in step.text
    assert queries.in_progress() is None
    signed = director.post(f"{MARCH}/preparar", data=_fields(step.text) | {"clave": PASSWORD})
    assert signed.status_code == 303
    waiting = queries.in_progress()
    assert waiting
    assert (waiting.version, waiting.reason) == (2, "Faltaba <una> queja.")
    assert waiting.figures_sha256 in step.text


def _fields(html: str) -> dict[str, str]:
    return dict(form_fields(html).items())


def test_a_correction_without_its_reason_is_refused_beside_the_field(
    staff_client: Browser, publish: Publish, carmen: StaffUser
) -> None:
    publish(2024, 3)
    make_request("queja", received_on=date(2024, 3, 5))
    db.session.commit()
    answer = submit(staff_client(carmen), f"{MARCH}/preparar", motivo="  ")
    assert answer.status_code == 400
    assert "Por qué se corrige" in answer.text
    assert 'id="motivo-error"' in answer.text
    assert "Escriba por qué se corrige este mes." in answer.text


def test_a_reason_changed_after_it_was_seen_is_shown_again_and_not_signed(
    staff_client: Browser, publish: Publish, carmen: StaffUser
) -> None:
    publish(2024, 3)
    make_request("queja", received_on=date(2024, 3, 5))
    db.session.commit()
    director = staff_client(carmen)
    step = submit(director, f"{MARCH}/preparar", motivo="Faltaba una.")
    changed = _fields(step.text) | {"clave": PASSWORD, "motivo": "Faltaba una queja."}
    again = director.post(f"{MARCH}/preparar", data=changed)
    assert "Lo que se firma cambió desde que usted lo miró." in words_of(again.text)
    assert "Faltaba una queja." in again.text
    assert queries.in_progress() is None


def test_figures_that_changed_meanwhile_are_shown_again_and_not_signed(
    staff_client: Browser, carmen: StaffUser
) -> None:
    director = staff_client(carmen)
    seen = _fields(director.get(f"{MARCH}/preparar").text)
    make_request("queja", received_on=date(2024, 3, 5))
    db.session.commit()
    again = director.post(f"{MARCH}/preparar", data=seen | {"clave": PASSWORD})
    assert "Lo que se firma cambió" in words_of(again.text)
    assert "0/2 · 0,0 %" in words_of(again.text)
    assert queries.in_progress() is None


def test_a_wrong_password_is_said_beside_it_and_signs_nothing(
    staff_client: Browser, carmen: StaffUser
) -> None:
    answer = prepare(staff_client(carmen), clave="otra")
    assert answer.status_code == 400
    assert 'id="clave-error"' in answer.text
    assert "Esa no es su clave." in answer.text
    assert queries.in_progress() is None


def test_too_many_tries_of_a_password_wait_as_at_the_sign_in(
    staff_client: Browser, carmen: StaffUser
) -> None:
    director = staff_client(carmen)
    answers = [prepare(director, clave="otra").status_code for _ in range(11)]
    assert answers[0] == 400
    assert answers[-1] == 429


def test_nobody_signs_twice_nor_out_of_turn_nor_another_post(
    staff_client: Browser, carmen: StaffUser, paz: StaffUser, marta: StaffUser, ana: StaffUser
) -> None:
    for user in (paz, marta, ana):
        refused = prepare(staff_client(user))
        assert refused.status_code == 400
        assert "Solo firma aquí quien tiene el cargo de Director Operativo." in refused.text
    prepare(staff_client(carmen))
    early = approve(staff_client(marta))
    assert early.status_code == 400
    assert "Falta la revisión de Planeación antes de aprobar." in early.text
    assert "cargo de Jefe de Planeación" in review(staff_client(carmen)).text
    review(staff_client(paz))
    assert approve(staff_client(paz)).status_code == 400


def test_the_acts_offered_are_those_of_the_person(
    staff_client: Browser, carmen: StaffUser, paz: StaffUser, marta: StaffUser, ana: StaffUser
) -> None:
    director, planning, committee, attendant = map(staff_client, (carmen, paz, marta, ana))
    assert f'href="{MARCH}/preparar"' in director.get(MARCH).text
    assert f'href="{MARCH}/preparar"' not in planning.get(MARCH).text
    prepare(director)
    assert f'href="{MARCH}/revisar"' in planning.get(MARCH).text
    assert f'href="{MARCH}/revisar"' not in director.get(MARCH).text
    assert f'href="{MARCH}/rechazar"' in director.get(MARCH).text
    assert f'href="{MARCH}/rechazar"' not in attendant.get(MARCH).text
    review(planning)
    assert f'href="{MARCH}/aprobar"' in committee.get(MARCH).text
    assert f'href="{MARCH}/aprobar"' not in planning.get(MARCH).text


def test_somebody_acting_signs_with_the_mark(
    staff_client: Browser, admin: StaffUser, ana: StaffUser
) -> None:
    appoint(
        ana,
        role=Role.COORDINATOR,
        from_on=date(2024, 4, 1),
        to_on=date(2024, 4, 30),
        act="Resolución 31",
        actor=admin,
    )
    db.session.commit()
    acting = staff_client(ana)
    assert f'href="{MARCH}/preparar"' in acting.get(MARCH).text
    assert prepare(acting).status_code == 303
    assert "Ana Riascos · Director Operativo (E)" in read(acting)


def test_the_act_is_asked_with_its_number_and_its_day(
    staff_client: Browser, carmen: StaffUser, paz: StaffUser, marta: StaffUser
) -> None:
    prepare(staff_client(carmen))
    review(staff_client(paz))
    committee = staff_client(marta)
    assert "()" not in read(committee, f"{MARCH}/aprobar")  # no field says an empty remark
    for filled, field, says in (
        ({"acta": ""}, "acta", "Escriba el número del acta."),
        ({"fecha_acta": ""}, "fecha_acta", "Escriba la fecha del acta."),
        ({"fecha_acta": "2024-04-09"}, "fecha_acta", "no puede ser posterior a hoy"),
        ({"fecha_acta": "2024-03-31"}, "fecha_acta", "no puede ser anterior al fin del mes"),
        ({"fecha_acta": "31 de abril"}, "fecha_acta", "Esa fecha no existe"),
    ):
        answer = approve(committee, **filled)
        assert answer.status_code == 400
        assert f'id="{field}-error"' in answer.text
        assert says in answer.text
    assert not queries.versions_of(2024, 3)


def test_a_rejection_gives_its_reason_and_voids_the_signatures(
    staff_client: Browser, carmen: StaffUser, paz: StaffUser
) -> None:
    director, planning = staff_client(carmen), staff_client(paz)
    prepare(director)
    empty = submit(planning, f"{MARCH}/rechazar", clave=PASSWORD, motivo="")
    assert empty.status_code == 400
    assert 'id="motivo-error"' in empty.text
    done = submit(planning, f"{MARCH}/rechazar", clave=PASSWORD, motivo="Falta el control 4.")
    assert done.status_code == 303
    assert queries.in_progress() is None
    assert "Rechazada el 8 abr 2024, 9:10 a. m. por Paz Mosquera: Falta el control 4." in read(
        director
    )
    assert prepare(director).status_code == 303
    again = queries.in_progress()
    assert again
    assert again.version == 1
    assert len(again.signatures) == 1


@pytest.mark.parametrize("act", ["revisar", "aprobar", "rechazar"])
def test_what_no_longer_waits_says_so(staff_client: Browser, carmen: StaffUser, act: str) -> None:
    answer = staff_client(carmen).get(f"{MARCH}/{act}")
    assert answer.status_code == 409
    assert "Este mes no espera ninguna firma." in answer.text


def test_only_one_waits_at_a_time_and_only_for_months_that_ended(
    staff_client: Browser, carmen: StaffUser
) -> None:
    director = staff_client(carmen)
    april = director.get(f"{LIST}/2024/04/preparar")
    assert "Abril de 2024 no ha terminado." in april.text
    prepare(director)
    assert "Ya hay una publicación en curso: marzo de 2024." in read(
        director, f"{LIST}/2024/02/preparar"
    )


def test_the_list_says_where_each_month_stands(
    staff_client: Browser, publish: Publish, carmen: StaffUser, at: At
) -> None:
    at("2024-04-15 09:00")
    publish(2024, 3)
    make_request("queja", received_on=date(2024, 3, 5))
    db.session.commit()
    director = staff_client(carmen)
    submit(director, f"{LIST}/2024/01/preparar", clave=PASSWORD)
    page = read(director, LIST)
    assert "Enero de 2024 espera una firma. Falta que la revise: Jefe de Planeación." in page
    assert "Enero Espera una firma" in page
    assert "Febrero Atrasado 32 días Marzo" in page
    assert "Marzo Publicado, versión 1 Cambiarían 2 cifras" in page
    assert "Abril Sin terminar Mayo" in page
    assert director.get(f"{LIST}?anio=2019").status_code == 404


def test_a_published_month_says_how_todays_records_differ(
    staff_client: Browser, publish: Publish, carmen: StaffUser
) -> None:
    publish(2024, 3)
    director = staff_client(carmen)
    assert "Comparada con los registros de hoy Dice lo mismo" in read(director)
    late = make_request("queja", received_on=date(2024, 3, 5))
    db.session.commit()
    page = read(director)
    assert "Hay diferencias" in page
    assert "Indicador 6, marzo 0/1 · 0,0 % · abiertas 0 en plazo y 1 vencida 0/2" in page
    assert f"{late.public_row} , indicador 6. Se agregó: abierta" in page


def test_the_frozen_rows_are_read_before_signing(
    staff_client: Browser, carmen: StaffUser, ana: StaffUser
) -> None:
    director = staff_client(carmen)
    assert director.get(f"{MARCH}/filas/6").status_code == 404
    prepare(director)
    make_request("queja", received_on=date(2024, 3, 5))
    db.session.commit()
    page = read(director, f"{MARCH}/filas/6")
    assert "1 fila congelada de enero a marzo" in page
    assert "Queja, llegó en marzo Esperada, mes y año" in page
    assert director.get(f"{MARCH}/filas/8").status_code == 404
    assert director.get(f"{LIST}/2019/03").status_code == 404
