"""The staff's queue: what it shows, in which order, to whom, and at what cost."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from portal import clock
from portal.accounts.models import StaffUser
from portal.casework import actions
from portal.casework.queries_queue import PAGE
from portal.extensions import db
from portal.intake import catalogues
from portal.intake.kinds import Identity, RequestStatus
from portal.intake.models import ServiceRequest
from tests import factories
from tests.casework.conftest import FileOne
from tests.casework.counting import statements

BOCANA = catalogues.find("territories", "La Bocana")
NUMBER = re.compile(r'class="whole" href="/gestion/solicitudes/([A-Z]{3}-\d{4}-\d{6})"')


def numbers(client: FlaskClient, **asked: object) -> list[str]:
    return NUMBER.findall(client.get("/gestion/solicitudes", query_string=asked).text)


def test_open_ones_come_by_what_is_due_next_urgent_ones_first(
    desk: FlaskClient, file_one: FileOne, today: Callable
) -> None:
    training = file_one("capacitacion")  # due on the 1st of April
    today("2024-03-06 10:00")
    complaint = file_one("queja")  # its transfer is due on the 13th of March
    urgent = file_one("asesoria", is_urgent=True)
    kept = file_one("queja")
    kept.transfer_due_on = None  # due on the 2nd of April
    closed = factories.make_request(
        received_on=date(2023, 12, 1), outcome="atendida", closed_on=date(2024, 3, 6)
    )
    db.session.commit()
    shown = numbers(desk)
    assert shown == [one.filing_number for one in (urgent, complaint, training, kept)]
    assert closed.filing_number not in shown


@pytest.fixture
def several(file_one: FileOne, ana: StaffUser, luis: StaffUser) -> dict[str, ServiceRequest]:
    """One of each sort that a filter tells apart."""
    mine, other = file_one("asesoria"), file_one("asesoria", topic="peticion")
    actions.take(mine, actor=ana, seen_version=1)
    actions.take(other, actor=luis, seen_version=1)
    complaint = file_one("queja", territory=BOCANA)
    waiting = file_one("capacitacion")
    waiting.status = RequestStatus.WAITING
    waiting.completion_due_on = date(2024, 3, 4)
    overdue = factories.make_request(
        "queja", received_on=date(2023, 12, 1), due_on=date(2024, 3, 4)
    )
    closed = factories.make_request(
        "queja", received_on=date(2023, 12, 1), outcome="trasladada", closed_on=date(2024, 3, 5)
    )
    db.session.commit()
    return {
        "mine": mine,
        "other": other,
        "complaint": complaint,
        "waiting": waiting,
        "overdue": overdue,
        "closed": closed,
    }


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, {"mine", "other", "complaint", "waiting", "overdue"}),
        ({"tipo": "queja"}, {"complaint", "overdue"}),
        ({"tipo": "capacitacion"}, {"waiting"}),
        ({"estado": "cerradas"}, {"closed"}),
        ({"estado": "todas"}, {"mine", "other", "complaint", "waiting", "overdue", "closed"}),
        ({"estado": "en_espera"}, {"waiting"}),
        ({"estado": "en_atencion"}, {"mine", "other"}),
        ({"estado": "recibidas"}, {"complaint", "overdue"}),
        ({"quien": "yo"}, {"mine"}),
        ({"quien": "nadie"}, {"complaint", "waiting", "overdue"}),
        ({"territorio": BOCANA}, {"complaint"}),
        ({"tema": "peticion"}, {"other"}),
        ({"plazo": "vencidas"}, {"overdue"}),
        ({"plazo": "sin_completar"}, {"waiting"}),
        ({"tipo": "inventado", "estado": "?", "quien": "x", "plazo": "y"}, "all open"),
    ],
)
def test_each_filter_leaves_what_it_says(
    desk: FlaskClient, several: dict[str, ServiceRequest], asked: dict, shown: set[str] | str
) -> None:
    names = {one.filing_number: name for name, one in several.items()}
    expected = set(several) - {"closed"} if shown == "all open" else shown
    assert {names[number] for number in numbers(desk, **asked)} == expected


def test_one_may_ask_for_what_a_colleague_has(
    desk: FlaskClient, several: dict[str, ServiceRequest], luis: StaffUser
) -> None:
    assert numbers(desk, quien=luis.public_id) == [several["other"].filing_number]


def test_the_title_counts_what_is_late_and_what_is_about_to_be(
    staff_client: Callable, ana: StaffUser, several: dict[str, ServiceRequest], today: Callable
) -> None:
    page = staff_client(ana).get("/gestion/solicitudes").text
    assert "1 vencida" in page
    assert "5 en total" in page
    today("2024-03-26 10:00")  # two working days before the terms end: Easter lies between
    page = staff_client(ana).get("/gestion/solicitudes").text
    assert "4 por vencer" in page


def test_a_number_is_found_whatever_its_state_and_case(
    desk: FlaskClient, several: dict[str, ServiceRequest]
) -> None:
    closed = several["closed"].filing_number
    assert numbers(desk, buscar=closed.lower()) == [closed]
    assert numbers(desk, buscar=closed, estado="abiertas") == []
    assert numbers(desk, buscar="QUE-1999-000001") == []


@pytest.mark.parametrize(
    "typed",
    [
        "rosa mosquera",
        "MOSQUERA",
        "Cuero Rosa",
        "31234567",
        "31.234.567",
        "3105551234",
        "310 555 1234",
        "+57 310 555 1234",
        "rosa@correo.example",
    ],
)
def test_a_person_is_found_by_whole_words_and_exact_data(
    desk: FlaskClient, file_one: FileOne, typed: str
) -> None:
    hers = file_one()
    file_one(
        name="Rosa Angulo", document_number="1", telephone="3000000000", email="o@correo.example"
    )
    assert numbers(desk, persona=typed) == [hers.filing_number]


@pytest.mark.parametrize("typed", ["ros", "mosq", "3123456", "x", "%", "'", "a" * 500])
def test_parts_of_words_find_nobody(desk: FlaskClient, file_one: FileOne, typed: str) -> None:
    file_one()
    assert numbers(desk, persona=typed) == []


@pytest.mark.parametrize("facts", [{"identity": Identity.RESERVED}, {"is_protected": True}])
def test_a_hidden_person_is_found_only_by_whoever_may_know(
    desk: FlaskClient,
    coordination: FlaskClient,
    file_one: FileOne,
    ana: StaffUser,
    facts: dict,
) -> None:
    hidden = file_one(**facts)
    assert numbers(desk, persona="mosquera") == []
    assert numbers(coordination, persona="mosquera") == [hidden.filing_number]
    hidden.assignee_id = ana.id
    assert numbers(desk, persona="mosquera") == [hidden.filing_number]


def test_the_queue_marks_without_naming_anybody(desk: FlaskClient, file_one: FileOne) -> None:
    file_one(identity=Identity.RESERVED, is_urgent=True, is_suspect=True)
    page = desk.get("/gestion/solicitudes").text
    for mark in ("Identidad reservada", "Urgente", "Sospechosa", "Sin asignar"):
        assert mark in page
    assert "Mosquera" not in page


@pytest.fixture
def many(app: object, today: Callable) -> list[ServiceRequest]:
    """Enough for three pages; many fall due on the same day."""
    start = date(2024, 3, 20)
    made = [
        factories.make_request(due_on=start + timedelta(days=index // 20))
        for index in range(2 * PAGE + 7)
    ]
    db.session.commit()
    return made


@pytest.mark.parametrize("situation", ["abiertas", "todas", "cerradas"])
def test_pages_show_each_request_once(
    desk: FlaskClient, many: list[ServiceRequest], situation: str
) -> None:
    if situation == "cerradas":
        for index, one in enumerate(many):
            factories.close(one, "desistida", date(2024, 3, 5) - timedelta(days=-(index // 30)))
        db.session.commit()
    address, seen, sizes = f"/gestion/solicitudes?estado={situation}&tipo=asesoria", [], []
    while address:
        page = desk.get(address).text
        found = NUMBER.findall(page)
        seen += found
        sizes.append(len(found))
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert sizes == [PAGE, PAGE, 7]
    assert sorted(seen) == sorted(one.filing_number for one in many)


def test_a_row_that_closes_meanwhile_hides_no_other(
    desk: FlaskClient, many: list[ServiceRequest]
) -> None:
    page = desk.get("/gestion/solicitudes").text
    first = NUMBER.findall(page)
    following = re.search(r'href="([^"]+)" rel="next"', page)[1].replace("&amp;", "&")
    for one in many[:5]:
        factories.close(one, "desistida", date(2024, 3, 5))
    second = NUMBER.findall(desk.get(following).text)
    assert second == [one.filing_number for one in many[PAGE : 2 * PAGE]]
    assert not set(first) & set(second)


@pytest.mark.parametrize("place", ["x", "2024-13-01.1", "2024-03-05.9999999999999999999", "a.b"])
def test_an_invented_place_is_the_first_page(
    desk: FlaskClient, many: list[ServiceRequest], place: str
) -> None:
    assert len(numbers(desk, desde=place)) == PAGE


def test_the_cost_does_not_grow_with_the_rows(
    desk: FlaskClient, file_one: FileOne, luis: StaffUser
) -> None:
    """Who is signed in (2: session and person), who may have them, the rows, the counts."""
    file_one()
    with statements() as few:
        desk.get("/gestion/solicitudes")
    for _ in range(8):
        one = file_one("asesoria", identity=Identity.RESERVED)
        one.assignee_id = luis.id
    db.session.commit()
    with statements() as more:
        desk.get("/gestion/solicitudes")
    assert len(few) == len(more) <= 8


def test_nothing_found_says_how_to_search(desk: FlaskClient) -> None:
    page = desk.get("/gestion/solicitudes?persona=nadie").text
    assert "palabras completas del nombre" in page
    assert "No hay solicitudes así." in desk.get("/gestion/solicitudes").text


def test_the_whole_queue_survives_odd_questions(desk: FlaskClient) -> None:
    for odd in ("💧" * 200, "' OR 1=1 --", "<script>", "_" * 5000):
        page = desk.get(
            "/gestion/solicitudes", query_string={"buscar": odd, "tema": odd, "quien": odd}
        )
        assert page.status_code == 200
        assert "<script>" not in page.text.split("<main")[1]


def test_today_is_taken_in_bogota(desk: FlaskClient, file_one: FileOne, today: Callable) -> None:
    one = file_one("asesoria")
    one.due_on = date(2024, 3, 5)
    db.session.commit()
    today("2024-03-05 23:59")
    assert clock.now().day == 6
    assert "Vence hoy" in desk.get("/gestion/solicitudes").text
