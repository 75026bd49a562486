"""Tables for a spreadsheet: a cell is text, a number or a day, never a formula or a link."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO

Cell = str | int | float | date | None
# What a spreadsheet takes for the beginning of a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
NARROWEST = 16  # letters: a filing number


@dataclass(frozen=True)
class Sheet:
    """One sheet of a book: its name (31 characters at most), headings and rows."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def xlsx(sheets: Iterable[Sheet], *, made_at: datetime, is_long: bool = False) -> bytes:
    """A book; the same sheets at the same instant give the same bytes.

    ``is_long``: no more than a row is held at once, and columns are as wide as their headings.
    """
    import xlsxwriter  # late: only who asks for a book waits for it

    content = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
        "constant_memory": is_long,
    }
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        bold = book.add_format({"bold": True, "bottom": 2})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            if is_long:
                for column, heading in enumerate(sheet.headings):
                    page.set_column(column, column, max(NARROWEST, len(heading) + 2))
            page.write_row(0, 0, sheet.headings, bold)
            page.freeze_panes(1, 0)
            for number, row in enumerate(sheet.rows, 1):
                page.write_row(number, 0, row)
            if not is_long:
                page.autofit()
    return content.getvalue()


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of a CSV, as they come: UTF-8 with BOM, for Excel to read the accents."""
    yield "\ufeff" + _line(headings)
    for row in rows:
        yield _line([_harmless(cell) for cell in row])


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def _line(cells: Sequence[Cell]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
