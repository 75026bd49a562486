"""What leaves for a spreadsheet: safe to open, the same every time."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import python_calamine

from portal.spreadsheets import Sheet, csv_lines, xlsx

NOON = datetime(2024, 3, 5, 17, tzinfo=UTC)
FORMULAS = ["=1+1", "+57 602", "-1", "@SUM(A1)", "\t=1"]


def book(rows: list[list[object]]) -> bytes:
    return xlsx([Sheet("Solicitudes", ["Radicado", "Día"], rows)], made_at=NOON)  # type: ignore[arg-type]


def test_a_book_holds_headings_texts_numbers_and_days() -> None:
    content = book([["QUE-2024-000001", date(2024, 3, 5)], ["=1+1", 7]])
    read = python_calamine.load_workbook(BytesIO(content))
    rows = read.get_sheet_by_name("Solicitudes").to_python()
    assert rows == [
        ["Radicado", "Día"],
        ["QUE-2024-000001", date(2024, 3, 5)],
        ["=1+1", 7.0],
    ]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert book([["a", 1]]) == book([["a", 1]])


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_begins_a_formula(text: str) -> None:
    heading, line = csv_lines(["Asunto"], [[text]])
    assert heading == "\ufeffAsunto\r\n"
    assert line.lstrip('"').startswith("'")


def test_numbers_of_a_csv_stay_numbers() -> None:
    assert list(csv_lines(["n"], [[-3]]))[1] == "-3\r\n"


def test_a_long_book_says_the_same_as_a_short_one() -> None:
    rows = [["QUE-2024-000001", date(2024, 3, 5), 4.5], ["=1+1", None, 7]]
    sheets = [Sheet(name, ["Radicado", "Día", "n"], rows) for name in ("Una", "Otra")]  # type: ignore[arg-type]
    read = [
        python_calamine.load_workbook(BytesIO(xlsx(sheets, made_at=NOON, is_long=is_long)))
        for is_long in (False, True)
    ]
    for name in ("Una", "Otra"):
        short, long = (book.get_sheet_by_name(name).to_python() for book in read)
        assert short == long
        assert len(long) == 3
