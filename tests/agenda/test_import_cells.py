"""What cells mean: days, counts, words."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from portal.agenda.import_cells import RowReader
from portal.agenda.import_dates import Moment
from portal.agenda.import_file import Row


def reader(cell: Any) -> RowReader:
    return RowReader(Row(2, {"celda": cell} if cell is not None else {}))


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024-03-31", Moment(date(2024, 3, 31))),
        (" 2024-03-31 ", Moment(date(2024, 3, 31))),
        ("2024-03-31T23:59", Moment(date(2024, 3, 31), time(23, 59))),
        ("2024-03-31T23:59:58", Moment(date(2024, 3, 31), time(23, 59, 58))),
        ("2024-03-31 08:00", Moment(date(2024, 3, 31), time(8))),
        ("31/03/2024", Moment(date(2024, 3, 31))),
        ("1/3/2024", Moment(date(2024, 3, 1))),
        ("31/03/2024 8:05", Moment(date(2024, 3, 31), time(8, 5))),
        (date(2024, 3, 31), Moment(date(2024, 3, 31))),
        (datetime(2024, 3, 31, 23, 58, 59, 999999), Moment(date(2024, 3, 31), time(23, 59))),  # noqa: DTZ001
        (45382.0, Moment(date(2024, 3, 31))),
        ("45382", Moment(date(2024, 3, 31))),
        (45382.75, Moment(date(2024, 3, 31), time(18))),
        ("2024-02-29", Moment(date(2024, 2, 29))),
    ],
)
def test_a_date_is_read_in_every_form_that_the_office_writes(cell: Any, moment: Moment) -> None:
    row = reader(cell)
    assert row.moment("celda") == moment
    assert not row.problems


@pytest.mark.parametrize(
    "cell",
    [
        *("2023-02-29", "31/04/2024", "2024-3-5", "24-03-05", "05/03/24", "marzo 5", "03-05-2024"),
        *("2024-03-05T25:00", "2024-03-05T10:61", "2024-03-05T10", "2024-03-05Z", "0024-03-05"),
        *("9999-12-31", "45382,5", "٢٠٢٤-٠٣-٠٥", "=HOY()", "-1"),
        *(True, 3.5, 1e300, float("nan"), time(10, 0)),
    ],
)
def test_what_is_no_date_is_a_problem_of_its_column(cell: Any) -> None:
    row = reader(cell)
    assert row.moment("celda") is None
    assert [(problem.line, problem.column) for problem in row.problems] == [(2, "celda")]


def test_a_day_without_time_begins_at_midnight_in_bogota() -> None:
    assert Moment(date(2024, 3, 31)).instant == datetime(2024, 3, 31, 5, tzinfo=UTC)


@pytest.mark.parametrize(("cell", "number"), [("0", 0), ("40", 40), (40.0, 40), ("40.0", 40)])
def test_a_count_is_a_whole_number(cell: Any, number: int) -> None:
    assert reader(cell).whole("celda", most=100) == number


@pytest.mark.parametrize("cell", ["-1", "101", "cuarenta", "4,5", 4.5, "9" * 40, "٤٠"])
def test_what_is_no_count_is_a_problem(cell: Any) -> None:
    row = reader(cell)
    assert row.whole("celda", most=100) is None
    assert len(row.problems) == 1


def test_a_telephone_that_excel_took_for_a_number_has_no_decimals() -> None:
    assert reader(3155550123.0).text("celda", 40) == "3155550123"


@pytest.mark.parametrize(
    ("cell", "reason"), [("a\x00b", "carácter"), ("=1+1", "fórmula"), ("x" * 41, "41 letras")]
)
def test_odd_text_is_refused_and_never_cut(cell: str, reason: str) -> None:
    row = reader(cell)
    assert row.text("celda", 40) is None
    assert reason in row.problems[0].reason


def test_words_do_not_depend_on_accents_capitals_or_spaces() -> None:
    options = {"no_atendida": 1, "telefono": 2}
    assert reader("No  atendida").choice("celda", options) == 1
    assert reader("TELÉFONO").choice("celda", options) == 2
    row = reader("paloma")
    assert row.choice("celda", options) is None
    assert "use no_atendida, telefono" in row.problems[0].reason
