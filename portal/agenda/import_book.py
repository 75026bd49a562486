"""Reading an Excel book, or refusing it in plain words (pure)."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from portal.agenda.import_headings import MAX_COLUMNS, MAX_ROWS, Cell, is_blank
from portal.errors import Refused

MAX_UNPACKED_BYTES = 400 * 1024 * 1024
START = b"PK\x03\x04"
# What zipfile raises on damaged bytes, by experience more than by its documentation.
_BAD_ZIP = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError),
    *(OSError, EOFError, ValueError, OverflowError),
)
_CELL_ADDRESS = re.compile(rb'<c\s[^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')


def book_lines(content: bytes) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of a book's first sheet; an empty one has no cells."""
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(content)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    except (CalamineError, OSError, IndexError) as error:
        raise Refused("No se puede leer como libro de Excel (.xlsx).") from error
    for line, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        if line == 1 or not all(is_blank(cell) for cell in cells):
            yield line, cells


def _check_size(content: bytes) -> None:
    """Refuse what would not fit in memory: a zip bomb, or one cell very far from the rest."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise Refused("El libro de Excel es demasiado grande. Pártalo en varios.")
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    _check_reach(archive.read(part))
    except _BAD_ZIP as error:
        raise Refused("No se puede leer como libro de Excel (.xlsx).") from error


def _check_reach(sheet_xml: bytes) -> None:
    for column, row in _CELL_ADDRESS.findall(sheet_xml):
        if int(row) > MAX_ROWS + 1 or _column_number(column) > MAX_COLUMNS:
            raise Refused(
                f"El libro tiene algo en la celda {column.decode()}{row.decode()}, muy lejos de"
                f" los datos. Bórrela, o parta el archivo: hasta {MAX_ROWS} filas y"
                f" {MAX_COLUMNS} columnas."
            )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
