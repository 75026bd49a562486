"""What files are read, and how those that cannot be are refused."""

import io
import random
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from portal.agenda import import_book, import_file
from portal.agenda.import_file import Sheet, read_sheet
from portal.errors import Refused
from tests.agenda.spreadsheets import csv_file, excel_file

KNOWN = ("referencia", "recibida_en", "asunto")
REQUIRED = ("referencia", "recibida_en")
ROWS = [
    {"asunto": "Señalización, año 2024; peñón", "recibida_en": "2024-03-05", "referencia": "R-1"},
    {"asunto": 'El "caño"\ncrece', "recibida_en": "31/03/2024", "referencia": "R-2"},
]


def read(content: bytes) -> Sheet:
    return read_sheet(content, known=KNOWN, required=REQUIRED)


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_reads_the_same_however_it_was_saved(separator: str, encoding: str) -> None:
    sheet = read(csv_file(ROWS, separator=separator, encoding=encoding))
    assert [row.cells for row in sheet.rows] == ROWS


def test_lines_are_those_that_an_editor_shows() -> None:
    sheet = read(
        b'referencia;recibida_en;asunto\nR-1;2024-01-01;"una\ndos"\n\n;;\nR-2;2024-01-02;\n'
    )
    assert [row.line for row in sheet.rows] == [2, 6]


def test_an_excel_book_keeps_its_dates_and_its_lines() -> None:
    rows = [
        {"referencia": 7, "recibida_en": date(2024, 3, 31), "asunto": ""},
        {"referencia": "R-2", "recibida_en": datetime(2024, 3, 31, 23, 59), "asunto": "x"},  # noqa: DTZ001
    ]
    sheet = read(excel_file(rows))
    assert [(row.line, row.cells) for row in sheet.rows] == [
        (2, {"referencia": 7.0, "recibida_en": date(2024, 3, 31)}),
        (3, rows[1]),
    ]


def test_headings_may_have_capitals_accents_and_spaces() -> None:
    sheet = read("REFERENCIA;Recibida en;Ásunto\nR-1;2024-03-05;x\n".encode())
    assert sheet.columns == KNOWN


def test_an_unknown_column_is_named_and_not_read() -> None:
    sheet = read(b"referencia,recibida_en,color\nR-1,2024-03-05,rojo\n")
    assert sheet.unknown == ("color",)
    assert "color" not in sheet.rows[0].cells


def test_a_row_with_too_many_cells_says_so() -> None:
    sheet = read(b"referencia;recibida_en\nR-1;2024-03-05;sobra\nR-2;2024-03-05;;\n")
    assert [row.has_excess for row in sheet.rows] == [True, False]


def book(**parts: str | bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def far_cell() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as made:
        made.add_worksheet().write("XFD1048576", "lejos")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "vacío"),
        (b"\xef\xbb\xbf", "vacío"),
        (b"\n\n", "vacío"),
        (b"asunto;recibida_en\nx;2024-01-01\n", "Falta la columna referencia"),
        (b"referencia;recibida_en;Referencia\n", "dos veces"),
        (b"referencia;recibida_en\nR-1;2024\x00-01-01\n", "nulos"),
        ("referencia;recibida_en\n".encode("utf-16"), "nulos"),
        (b"referencia;recibida_en\n\x81\n", "ni en Windows-1252"),
        (b"\xef\xbb\xbfreferencia;recibida_en\n\xf1\n", "ni en Windows-1252"),
        (b'referencia;recibida_en\nR-1;"sin cerrar\n', "Línea 2"),
        (b'referencia;recibida_en\n"R"1;x\n', "Línea 2"),
        (b"referencia;recibida_en\nR-1;" + b"x" * 200_000 + b"\n", "enorme"),
        (b"\xd0\xcf\x11\xe0 antiguo", ".xlsx"),
        (b"PK\x03\x04 roto", "No se puede leer como libro"),
        (book(nota="no es un libro"), "No se puede leer como libro"),
        (far_cell(), "XFD1048576"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(content: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read(content)


def test_a_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_book, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(Refused, match="demasiado grande"):
        read(excel_file([{"referencia": "R-1"}]))


def test_too_many_rows_or_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_file, "MAX_ROWS", 1)
    with pytest.raises(Refused, match="más de 1 filas"):
        read(csv_file(ROWS))
    monkeypatch.setattr(import_file, "MAX_BYTES", 10)
    with pytest.raises(Refused, match="pasa de"):
        read(csv_file(ROWS))
    with pytest.raises(Refused, match="pasa de"):
        read(excel_file(ROWS))


def test_a_damaged_book_is_refused_or_read() -> None:
    """Never a fault of the reader's own: the person is told, or the rows come."""
    rng = random.Random(7)
    whole = excel_file(ROWS)
    answers = set()
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(rng.randint(1, 6)):
            damaged[rng.randrange(4, len(damaged))] = rng.randrange(256)
        answers.add(_answer(bytes(damaged)))
    assert answers == {"read", "refused"}


def _answer(content: bytes) -> str:
    try:
        read(content)
    except Refused:
        return "refused"
    return "read"
