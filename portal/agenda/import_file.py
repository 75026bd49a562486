"""Reading a CSV file or an Excel book into rows of cells, or refusing it in plain words (pure)."""

import codecs
import csv
import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.errors import Refused

# What a cell may hold: text in a CSV, Excel's own kinds in a book.
Cell = str | int | float | bool | date | datetime | time | timedelta

MAX_BYTES = 60 * 1024 * 1024
MAX_UNPACKED_BYTES = 400 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 200

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
# What zipfile raises on damaged bytes, by experience more than by its documentation.
_BAD_ZIP = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError),
    *(OSError, EOFError, ValueError, OverflowError),
)
_CELL_ADDRESS = re.compile(rb'<c\s[^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')


@dataclass(frozen=True)
class Row:
    """A line of the file, its cells by column; blank ones are left out.

    ``line`` is the one that an editor or Excel shows, so the first row of data is line 2.
    """

    line: int
    cells: dict[str, Cell]
    has_excess: bool = False


@dataclass(frozen=True)
class Sheet:
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(content: bytes, *, known: Sequence[str], required: Sequence[str]) -> Sheet:
    """The rows of a file, its columns in any order; raises Refused where it is no such file."""
    lines = _book_lines(content) if content.startswith(_ZIP) else _text_lines(content, known)
    header = next(lines, None)
    if header is None:
        raise Refused("El archivo está vacío.")
    names = [_name(cell) for cell in header[1]]
    columns = [name if name in known else None for name in names]
    _check_columns(columns, required)
    unknown = tuple(str(cell).strip() for cell in header[1] if _is_unknown(cell, known))
    rows = tuple(_rows(lines, columns))
    return Sheet(tuple(name for name in columns if name), unknown, rows)


def _check_columns(columns: Sequence[str | None], required: Sequence[str]) -> None:
    missing = [name for name in required if name not in columns]
    if missing:
        raise Refused(f"Falta la columna {', '.join(missing)} en la primera línea.")
    twice = [name for name in dict.fromkeys(columns) if name and columns.count(name) > 1]
    if twice:
        raise Refused(f"La columna {', '.join(twice)} está dos veces.")


def _is_unknown(cell: Cell, known: Sequence[str]) -> bool:
    return not _is_blank(cell) and _name(cell) not in known


def _rows(
    lines: Iterable[tuple[int, Sequence[Cell]]], columns: Sequence[str | None]
) -> Iterator[Row]:
    count = 0
    for line, cells in lines:
        found = {
            name: cell
            for name, cell in zip(columns, cells, strict=False)
            if name and not _is_blank(cell)
        }
        has_excess = any(not _is_blank(cell) for cell in cells[len(columns) :])
        if not found and not has_excess:
            continue
        count += 1
        if count > MAX_ROWS:
            raise Refused(f"El archivo trae más de {MAX_ROWS} filas. Pártalo en varios.")
        yield Row(line, found, has_excess)


def _name(cell: Cell) -> str:
    """«Recibida en» and «RECIBIDA_EN» are the column ``recibida_en``."""
    decomposed = unicodedata.normalize("NFKD", str(cell).casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\s_.\-]+", "_", plain.strip()).strip("_")


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _text_lines(content: bytes, known: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV, each with the line on which it begins."""
    text = _text(content)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_separator(text, known), strict=True
    )
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused(
                f"Línea {line}: no se puede leer. Una celda no cierra sus comillas o es enorme."
            ) from error
        if cells:
            yield line, cells


def _text(content: bytes) -> str:
    """UTF-8, with or without its mark, or else Windows-1252, as Excel saves it."""
    if len(content) > MAX_BYTES:
        raise Refused(f"El archivo pasa de {MAX_BYTES // 1024 // 1024} MB. Pártalo en varios.")
    if content.startswith(_OLD_EXCEL):
        raise Refused("Es un libro de Excel antiguo o con clave. Guárdelo como .xlsx sin clave.")
    if b"\0" in content:
        raise Refused(
            "No es un archivo de texto: trae caracteres nulos. Guárdelo como CSV en UTF-8."
        )
    is_marked = content.startswith(codecs.BOM_UTF8)
    for encoding in ("utf-8-sig",) if is_marked else ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("El archivo no está en UTF-8 ni en Windows-1252. Guárdelo como CSV en UTF-8.")


def _separator(text: str, known: Sequence[str]) -> str:
    """The one of ``;`` and ``,`` that finds more of the columns in the first line."""
    first = text.lstrip().partition("\n")[0]

    def found(separator: str) -> int:
        return sum(_name(cell.strip('"\r ')) in known for cell in first.split(separator))

    return max(";,", key=found)


def _book_lines(content: bytes) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of a book's first sheet; an empty one has no cells."""
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(content)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    except (CalamineError, OSError, IndexError) as error:
        raise Refused("No se puede leer como libro de Excel (.xlsx).") from error
    for line, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        if line == 1 or not all(_is_blank(cell) for cell in cells):
            yield line, cells


def _check_size(content: bytes) -> None:
    """Refuse what would not fit in memory: a zip bomb, or one cell very far from the rest."""
    if len(content) > MAX_BYTES:
        raise Refused(f"El archivo pasa de {MAX_BYTES // 1024 // 1024} MB. Pártalo en varios.")
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
