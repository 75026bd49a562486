"""Requests by the office's own words: whole words, whatever their accents, beside every filter."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.accounts.models_access import AccessEntry
from portal.casework import actions, queries_queue
from portal.casework.rules import Classification
from portal.extensions import db
from portal.intake import catalogues
from portal.intake.kinds import Channel
from portal.intake.models import ServiceRequest
from portal.intake.queries import id_of
from tests.casework.conftest import FileOne
from tests.casework.test_queue import numbers
from tests.pages import submit

BOCANA = catalogues.find("territories", "La Bocana")


def classify(one: ServiceRequest, user: StaffUser, **facts: object) -> None:
    same = {
        name: getattr(one, name)
        for name in ("summary", "topic", "territory", "provider", "is_protected", "is_suspect")
    }
    changes = Classification(**{**same, **facts})
    actions.classify(one, actor=user, seen_version=one.version, classification=changes)
    db.session.commit()


@pytest.fixture
def pipe(file_one: FileOne, ana: StaffUser) -> ServiceRequest:
    """A complaint of La Bocana about a broken pipe, beside others that are about neither."""
    file_one("asesoria")
    one = file_one("queja", territory=BOCANA)
    classify(one, ana, summary="Tubería rota en la calle 5")
    file_one("queja", topic="aseo")
    return one


@pytest.mark.parametrize(
    "typed",
    [
        *("tuberia", "TUBERÍAS", "rota calle", "bocana", "La Bocana tubería", "acueducto"),
        *("000001 queja", "1 bocana", "que-2024-000001", "QUE-2024-000001"),
    ],
)
def test_it_is_found_by_what_the_office_calls_it(
    desk: FlaskClient, pipe: ServiceRequest, typed: str
) -> None:
    assert numbers(desk, buscar=typed) == [pipe.filing_number]


@pytest.mark.parametrize(
    "typed",
    ["tuber", "rosa", "mosquera", "nueve días", "31234567", "rosa@correo.example", "bocana aseo"],
)
def test_neither_parts_of_words_nor_what_the_person_said_find_it(
    desk: FlaskClient, pipe: ServiceRequest, typed: str
) -> None:
    assert numbers(desk, buscar=typed) == []


@pytest.mark.parametrize(
    "typed", ['"', "a AND", "x*", "NEAR(", "words:calle", "-", "' OR 1=1", "&|!"]
)
def test_signs_of_the_index_are_only_signs(
    desk: FlaskClient, pipe: ServiceRequest, typed: str
) -> None:
    assert desk.get("/gestion/solicitudes", query_string={"buscar": typed}).status_code == 200


def test_new_words_take_the_place_of_the_old(
    desk: FlaskClient, pipe: ServiceRequest, ana: StaffUser
) -> None:
    classify(pipe, ana, summary="Medidor dañado", territory=None)
    assert numbers(desk, buscar="medidor") == [pipe.filing_number]
    assert numbers(desk, buscar="tuberia") == numbers(desk, buscar="bocana") == []


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"tipo": "queja"}, True),
        ({"tipo": "asesoria"}, False),
        ({"territorio": BOCANA}, True),
        ({"tema": "acueducto"}, True),
        ({"tema": "aseo"}, False),
        ({"canal": "web"}, True),
        ({"canal": "carta"}, False),
        ({"estado": "cerradas"}, False),
        ({"quien": "nadie"}, True),
    ],
)
def test_words_and_filters_hold_together(
    desk: FlaskClient, pipe: ServiceRequest, asked: dict, is_found: bool
) -> None:
    found = numbers(desk, buscar="tuberia", **asked)
    assert found == ([pipe.filing_number] if is_found else [])


def test_the_newest_come_first_page_by_page_and_back(
    desk: FlaskClient, file_one: FileOne, follow: Callable
) -> None:
    filed = [file_one("asesoria", name=None).filing_number for _ in range(30)]
    pages = follow(desk, "/gestion/solicitudes?buscar=tutela", "next")
    assert pages == [filed[:4:-1], filed[4::-1]]


@pytest.mark.parametrize("nearest", [1, 4, 9, 10_000])
def test_words_that_seldom_meet_are_found_far_away_too(
    desk: FlaskClient,
    file_one: FileOne,
    follow: Callable,
    monkeypatch: pytest.MonkeyPatch,
    nearest: int,
) -> None:
    """PostgreSQL looks among the nearest first; wherever they end, each stands on one page."""
    monkeypatch.setattr(queries_queue, "NEAREST", nearest)
    monkeypatch.setattr(queries_queue, "PAGE", 2)
    queries_queue._page_query.cache_clear()
    kinds = ["queja", "asesoria", "asesoria", "queja", "queja"] * 2
    filed = [file_one(kind, name=None).filing_number for kind in kinds]
    wanted = [number for number in filed[::-1] if number.startswith("QUE")]
    pages = [wanted[:2], wanted[2:4], wanted[4:]]
    address = "/gestion/solicitudes?estado=todas&tipo=queja&buscar=acueducto"
    assert follow(desk, address, "next") == pages
    last = f"{address}&desde=2024-03-05.{id_of(wanted[3])}"
    assert follow(desk, last, "prev") == pages[::-1]
    queries_queue._page_query.cache_clear()


def test_a_provider_and_a_channel_are_filters_of_their_own(
    desk: FlaskClient, file_one: FileOne
) -> None:
    provider = catalogues.catalogue("providers")[0].code
    one = file_one("queja", provider=provider)
    other = file_one("queja", channel=Channel.LETTER)
    assert numbers(desk, proveedor=provider) == [one.filing_number]
    assert numbers(desk, canal="carta") == [other.filing_number]


def test_who_sought_a_person_is_written_down_but_not_whom(
    desk: FlaskClient, pipe: ServiceRequest, ana: StaffUser
) -> None:
    desk.get("/gestion/solicitudes?buscar=tuberia")
    desk.get("/gestion/solicitudes?persona=rosa+mosquera")
    (entry,) = db.session.execute(select(AccessEntry)).scalars()
    assert (entry.user_id, entry.action) == (ana.id, "search_person")
    assert entry.details == {"by": "words", "words": 2, "found": 3}


def test_what_was_added_later_finds_it(desk: FlaskClient, file_one: FileOne) -> None:
    one = file_one("queja", territory=None)
    page = f"/gestion/solicitudes/{one.filing_number}/datos"
    sent = submit(desk, page, territorio="La Bocana", proveedor="Celsia")
    assert sent.status_code == 303, sent.text
    for words in ("bocana", "celsia"):
        assert numbers(desk, buscar=words) == [one.filing_number]
