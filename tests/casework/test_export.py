"""The queue as a file: what is seen, whose person one may see, harmless, and written down."""

import csv
import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from portal.accounts.models import StaffUser
from portal.accounts.models_access import AccessEntry
from portal.casework import views_export
from portal.extensions import db
from portal.intake.kinds import Identity
from portal.intake.models import ServiceRequest
from tests import factories
from tests.casework.conftest import FileOne
from tests.casework.counting import statements
from tests.casework.test_queue_search import classify
from tests.pages import fill, form_fields

QUEUE = "/gestion/solicitudes"


def export(client: FlaskClient, query: str = "", **filled: str) -> object:
    fields = form_fields(client.get(f"{QUEUE}/exportar?{query}").text, having="formato")
    return client.post(f"{QUEUE}/exportar", data=fill(fields, filled))


def rows(answer: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def entries() -> list[AccessEntry]:
    db.session.expire_all()
    return list(db.session.execute(select(AccessEntry)).scalars())


def test_it_holds_what_is_seen_and_nothing_else(
    desk: FlaskClient, file_one: FileOne, today: Callable
) -> None:
    complaint = file_one("queja", territory="la_bocana")
    file_one("asesoria")
    answer = export(desk, "tipo=queja")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].endswith('"solicitudes-2024-03-05.csv"')
    (row,) = rows(answer)
    assert row["Radicado"] == complaint.filing_number
    assert row["Tema"] == "Agua (acueducto)"
    assert row["Recibida"] == "2024-03-05"
    assert "Nombre" not in row
    assert "Mosquera" not in answer.text


def test_all_pages_go_in_the_order_of_the_pages(desk: FlaskClient, today: Callable) -> None:
    made = [factories.make_request() for _ in range(30)]
    db.session.commit()
    found = [row["Radicado"] for row in rows(export(desk))]
    assert found == [one.filing_number for one in made]


def test_a_book_holds_the_same(desk: FlaskClient, file_one: FileOne) -> None:
    one = file_one("queja")
    answer = export(desk, formato="xlsx")
    assert answer.mimetype == views_export.XLSX
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0)
    heading, row = sheet.to_python()
    assert heading[0] == "Radicado"
    assert row[0] == one.filing_number


def test_persons_go_only_where_asked_for_and_only_those_one_may_see(
    desk: FlaskClient, coordination: FlaskClient, file_one: FileOne
) -> None:
    open_one = file_one("queja")
    hidden = file_one("queja", identity=Identity.RESERVED)
    nameless = file_one("queja", identity=Identity.ANONYMOUS)
    for client, shown in ((desk, "Identidad reservada"), (coordination, "Rosa Mosquera Cuero")):
        names = {row["Radicado"]: row["Nombre"] for row in rows(export(client, personas="y"))}
        assert names == {
            open_one.filing_number: "Rosa Mosquera Cuero",
            hidden.filing_number: shown,
            nameless.filing_number: "",
        }


@pytest.mark.parametrize("text", ["=1+1", "+57", "-2", "@x", "\t=1"])
def test_what_looks_like_a_formula_stays_text(
    desk: FlaskClient, advice: ServiceRequest, ana: StaffUser, text: str
) -> None:
    classify(advice, ana, summary=text)
    assert rows(export(desk))[0]["Resumen"] == f"'{text}"


def test_each_is_written_down_with_its_filter_and_how_many(
    desk: FlaskClient, file_one: FileOne, ana: StaffUser
) -> None:
    file_one("queja")
    file_one("asesoria")
    export(desk, "tipo=queja&persona=Rosa&estado=abiertas", personas="y")
    entry = next(one for one in entries() if one.action == "export")
    assert entry.user_id == ana.id
    assert entry.details == {
        "format": "csv",
        "filters": {"kind": "queja", "situation": "abiertas", "person": True},
        "rows": 1,
        "with_people": True,
    }


def test_a_person_who_is_hidden_from_one_is_not_found_by_a_file(
    desk: FlaskClient, file_one: FileOne
) -> None:
    file_one("queja", identity=Identity.RESERVED)
    assert rows(export(desk, "persona=Rosa")) == []


def test_a_book_has_an_end_and_says_so(
    desk: FlaskClient, file_one: FileOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views_export, "MOST_IN_BOOK", 1)
    file_one("queja")
    file_one("queja")
    answer = export(desk, "tipo=queja", formato="xlsx")
    assert answer.status_code == 400
    assert "elija CSV" in answer.text
    assert entries() == []
    assert len(rows(export(desk))) == 2


def test_the_cost_grows_with_the_batches_and_not_with_the_rows(
    desk: FlaskClient, file_one: FileOne
) -> None:
    file_one("queja")
    with statements() as few:
        export(desk, personas="y")
    for _ in range(8):
        file_one("queja")
    with statements() as more:
        export(desk, personas="y")
    assert len(few) == len(more)
