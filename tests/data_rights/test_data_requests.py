"""What people ask about their own data, from the form to the answer."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal import clock
from portal.accounts.models import StaffUser
from portal.accounts.models_access import AccessEntry
from portal.data_rights import queries, rules
from portal.data_rights.models import DataRequest, Wish
from portal.errors import Refused
from portal.extensions import db
from portal.indicators.queries import figures_for
from portal.intake import office_days
from portal.intake.models import ServiceRequest
from portal.notices.models import OutboxMessage
from tests.factories import make_plan
from tests.indicators.words import words_of
from tests.pages import form_fields, submit

FORM, FIND, LIST = "/privacidad/solicitud", "/privacidad/consultar", "/gestion/datos-personales"
CODE = re.compile(r'class="tracking-code">([0-9A-Z ]+)<')
LUZ = {
    "quiere": "conocer",
    "detalle": "Quiero saber qué tienen de mí.",
    "nombre": "Luz Cuero",
    "documento_tipo": "cc",
    "documento_numero": "31.234.567",
    "correo": "luz@correo.example",
}
At = Callable[[str], object]


@pytest.fixture(autouse=True)
def tuesday(at: At) -> None:
    at("2024-03-05 10:00")


def ask(client: FlaskClient, **said: Any) -> tuple[DataRequest, str]:
    page = submit(client, FORM, **{**LUZ, **said})
    assert page.status_code == 200, page.text
    one = db.session.execute(select(DataRequest).order_by(DataRequest.id.desc())).scalars().first()
    assert one
    return one, CODE.search(page.text)[1]


def count(model: Any) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


@pytest.fixture
def desk(staff_client: Callable[[StaffUser], FlaskClient], carmen: StaffUser) -> FlaskClient:
    return staff_client(carmen)


def answer(desk: FlaskClient, one: DataRequest, **said: Any) -> Any:
    page = f"{LIST}/{one.filing_number}"
    fields = form_fields(desk.get(page).text, having="respuesta")
    form = {"respuesta": "Tenemos su nombre.", "avisada_por": "portal", **said}
    return desk.post(f"{page}/responder", data={**fields.to_dict(), **form})


def extend(desk: FlaskClient, one: DataRequest, **said: Any) -> Any:
    page = f"{LIST}/{one.filing_number}"
    fields = form_fields(desk.get(page).text, having="razones")
    return desk.post(f"{page}/ampliar", data={**fields.to_dict(), **said})


def test_it_has_number_code_and_a_term_and_counts_in_no_figure(client: FlaskClient) -> None:
    make_plan(2024)
    one, code = ask(client)
    assert one.filing_number == "DAT-2024-000001"
    page = words_of(submit(client, FIND, radicado="dat-2024-000001", codigo=code).text)
    assert "Recibida" in page
    assert "Ley 1581 de 2012, artículo 14" in page
    assert count(ServiceRequest) == 0
    assert [each.month.count.denominator for each in figures_for(2024, 3).indicators][5] == 0


@pytest.mark.parametrize(
    ("wish", "due_on"), [("conocer", date(2024, 3, 19)), ("corregir", date(2024, 3, 27))]
)
def test_arts_14_and_15_ten_days_to_know_fifteen_for_a_claim(
    client: FlaskClient, wish: str, due_on: date
) -> None:
    """From Tuesday 5 March 2024, with holidays on the 25th, 28th and 29th."""
    one, _ = ask(client, quiere=wish)
    assert rules.due_on(one, office_days.now()) == due_on


def test_the_same_form_twice_is_one_request(client: FlaskClient) -> None:
    fields = {**form_fields(client.get(FORM).text, having="formulario").to_dict(), **LUZ}
    codes = {CODE.search(client.post(FORM, data=fields).text)[1] for _ in range(3)}
    assert len(codes) == 1
    assert count(DataRequest) == 1
    assert count(OutboxMessage) == 1


def test_numbers_have_no_gaps_within_a_year(client: FlaskClient, at: At) -> None:
    numbers = [ask(client)[0].filing_number for _ in range(2)]
    at("2025-01-02 10:00")
    numbers.append(ask(client)[0].filing_number)
    assert numbers == ["DAT-2024-000001", "DAT-2024-000002", "DAT-2025-000001"]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"quiere": None}, "Diga qué quiere."),
        ({"detalle": " "}, "Escriba de qué dato se trata."),
        ({"nombre": ""}, "Escriba su nombre."),
        ({"documento_numero": ""}, "Escriba el número de su documento."),
        ({"correo": ""}, "Deje un correo, un teléfono o una dirección"),
        ({"correo": "luz@"}, "Ese correo no está bien escrito"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_kept(
    client: FlaskClient, said: dict[str, Any], message: str
) -> None:
    page = submit(client, FORM, **{**LUZ, **said})
    assert page.status_code == 400
    assert message in page.text
    kept = form_fields(page.text, having="formulario")
    others = {name: value for name, value in LUZ.items() if name not in said}
    assert {name: kept.get(name) for name in others} == others
    assert count(DataRequest) == 0


def test_an_address_alone_is_a_way_to_answer_and_nobody_is_mailed(client: FlaskClient) -> None:
    one, _ = ask(client, correo="", direccion="Calle 1 con 2")
    assert one.address == "Calle 1 con 2"
    assert count(OutboxMessage) == 0


def test_a_robot_files_nothing(client: FlaskClient) -> None:
    assert submit(client, FORM, **LUZ, sitio_web="https://x.example").status_code == 400
    assert count(DataRequest) == 0


def test_number_and_wrong_code_open_nothing(client: FlaskClient) -> None:
    one, _ = ask(client)
    wrong = submit(client, FIND, radicado=one.filing_number, codigo="0" * 13)
    unknown = submit(client, FIND, radicado="DAT-2024-000099", codigo="0" * 13)
    assert (wrong.status_code, unknown.status_code) == (404, 404)
    assert words_of(wrong.text) == words_of(unknown.text)
    assert "Luz" not in wrong.text


def test_whoever_guesses_is_slowed_down(client: FlaskClient) -> None:
    form = {"radicado": "DAT-2024-000001", "codigo": "0" * 13}
    statuses = [submit(client, FIND, **form).status_code for _ in range(22)]
    assert statuses == [404] * 21 + [429]


def test_it_is_answered_and_read_with_the_code(client: FlaskClient, desk: FlaskClient) -> None:
    one, code = ask(client)
    assert one.filing_number in desk.get(LIST).text
    assert "Luz Cuero" not in desk.get(LIST).text
    before = form_fields(desk.get(f"{LIST}/{one.filing_number}").text, having="respuesta")
    assert answer(desk, one).status_code == 303
    page = words_of(submit(client, FIND, radicado=one.filing_number, codigo=code).text)
    assert "Tenemos su nombre." in page
    mails = db.session.execute(select(OutboxMessage.body)).scalars().all()
    assert len(mails) == 2
    assert not [mail for mail in mails if "Tenemos" in mail or "Luz" in mail]
    form = {**before.to_dict(), "version": "2", "respuesta": "Otra.", "avisada_por": "portal"}
    again = desk.post(f"{LIST}/{one.filing_number}/responder", data=form)
    assert again.status_code == 400
    assert "Ya se respondió." in again.text


def test_whoever_reads_a_person_is_written_down(
    client: FlaskClient, desk: FlaskClient, carmen: StaffUser
) -> None:
    one, _ = ask(client)
    assert "Luz Cuero" in desk.get(f"{LIST}/{one.filing_number}").text
    entry = db.session.execute(select(AccessEntry)).scalar_one()
    assert (entry.user_id, entry.details) == (carmen.id, {"data_request": one.filing_number})


def test_an_answer_of_the_future_or_of_before_is_refused(
    client: FlaskClient, desk: FlaskClient
) -> None:
    one, _ = ask(client)
    for day in ("2024-03-06", "2024-03-04"):
        refused = answer(desk, one, respondida_en=day)
        assert refused.status_code == 400
        assert "Esa fecha" in refused.text
        assert "Tenemos su nombre." in refused.text


def test_two_people_do_not_both_answer(client: FlaskClient, desk: FlaskClient) -> None:
    one, _ = ask(client)
    assert answer(desk, one, version="7").status_code == 409


def test_art_14_five_days_more_once_and_in_time(
    client: FlaskClient, desk: FlaskClient, at: At
) -> None:
    one, code = ask(client)
    too_far = extend(desk, one, nueva_fecha="2024-04-02", razones="Hay que buscar.")
    assert too_far.status_code == 400
    assert "hasta el miércoles 27 de marzo de 2024" in too_far.text
    done = extend(desk, one, nueva_fecha="2024-03-27", razones="Hay que buscar.")
    assert done.status_code == 303
    db.session.refresh(one)
    assert rules.due_on(one, office_days.now()) == date(2024, 3, 27)
    page = words_of(submit(client, FIND, radicado=one.filing_number, codigo=code).text)
    assert "Hay que buscar." in page
    with pytest.raises(Refused, match="ya se amplió una vez"):
        rules.check_extension(one, date(2024, 3, 27), clock.today(), office_days.now())


def test_art_15_eight_days_more_and_none_when_it_is_late(client: FlaskClient) -> None:
    one, _ = ask(client, quiere="borrar")
    days = office_days.now()
    rules.check_extension(one, date(2024, 4, 10), date(2024, 3, 27), days)
    for until, today, said in (
        (date(2024, 4, 11), date(2024, 3, 27), "hasta el miércoles 10 de abril"),
        (date(2024, 4, 6), date(2024, 3, 27), "día hábil"),
        (date(2024, 4, 10), date(2024, 3, 28), "El plazo se acabó"),
    ):
        with pytest.raises(Refused, match=said):
            rules.check_extension(one, until, today, days)


def test_the_coordinator_is_told_what_is_almost_late(
    client: FlaskClient, staff_client: Callable[[StaffUser], FlaskClient], carmen: StaffUser, at: At
) -> None:
    ask(client)
    ask(client, quiere="borrar")
    assert queries.late_count(date(2024, 3, 14)) == 0
    at("2024-03-15 10:00")
    home = words_of(staff_client(carmen).get("/gestion").text)
    assert "1 solicitud sobre datos personales por vencer" in home


def test_each_wish_has_its_term() -> None:
    assert {wish: rules.term_of(wish).days for wish in Wish} == {
        Wish.KNOW: 10,
        **dict.fromkeys(set(Wish) - {Wish.KNOW}, 15),
    }
