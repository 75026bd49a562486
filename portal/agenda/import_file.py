"""The rows of an imported file, whatever its format and the order of its columns (pure)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.agenda import import_book
from portal.agenda.import_headings import MAX_ROWS, Cell, heading, is_blank
from portal.agenda.import_text import text_lines
from portal.errors import Refused

MAX_BYTES = 60 * 1024 * 1024


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
    if len(content) > MAX_BYTES:
        raise Refused(f"El archivo pasa de {MAX_BYTES // 1024 // 1024} MB. Pártalo en varios.")
    is_book = content.startswith(import_book.START)
    lines = import_book.book_lines(content) if is_book else text_lines(content, known)
    header = next(lines, None)
    if header is None:
        raise Refused("El archivo está vacío.")
    names = [heading(cell) for cell in header[1]]
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
    return not is_blank(cell) and heading(cell) not in known


def _rows(
    lines: Iterable[tuple[int, Sequence[Cell]]], columns: Sequence[str | None]
) -> Iterator[Row]:
    count = 0
    for line, cells in lines:
        found = {
            name: cell
            for name, cell in zip(columns, cells, strict=False)
            if name and not is_blank(cell)
        }
        has_excess = any(not is_blank(cell) for cell in cells[len(columns) :])
        if not found and not has_excess:
            continue
        count += 1
        if count > MAX_ROWS:
            raise Refused(f"El archivo trae más de {MAX_ROWS} filas. Pártalo en varios.")
        yield Row(line, found, has_excess)
