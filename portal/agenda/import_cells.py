"""What the cells of an imported row mean, and what is wrong with them (pure).

Nothing here stops at the first fault: whoever mends a file wants to see them all.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from portal.agenda.import_dates import CREDIBLE_YEARS, Moment, excel_moment, text_moment
from portal.agenda.import_file import Row
from portal.agenda.import_headings import Cell

Value = TypeVar("Value")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, order=True)
class Problem:
    """Why a row cannot be taken; ``column`` is empty where the whole row is meant."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"Línea {self.line}, {self.column}" if self.column else f"Línea {self.line}"
        return f"{where}: {self.reason}"


class RowReader:
    """Reads the cells of one row by column and gathers every problem."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.problems: list[Problem] = []
        if row.has_excess:
            self.refuse("", "Trae más celdas que columnas. Revise los separadores y las comillas.")

    def refuse(self, column: str, reason: str) -> None:
        self.problems.append(Problem(self.row.line, column, reason))

    def text(self, column: str, limit: int, *, required: bool = False) -> str | None:
        """The cell without outer spaces; longer than ``limit`` is refused, never cut."""
        cell = self.row.cells.get(column)
        if cell is None:
            if required:
                self.refuse(column, "Falta.")
            return None
        text = _as_text(cell)
        if _CONTROL.search(text):
            self.refuse(column, "Trae un carácter que no se puede escribir.")
        elif text.startswith("="):
            self.refuse(column, "Es una fórmula; escriba el valor.")
        elif len(text) > limit:
            self.refuse(column, f"Es muy larga: {len(text)} letras; caben {limit}.")
        else:
            return text
        return None

    def choice(
        self, column: str, options: Mapping[str, Value], *, required: bool = False
    ) -> Value | None:
        """What one of the words means; accents, capitals and spaces do not matter."""
        text = self.text(column, 200, required=required)
        if text is None:
            return None
        chosen = options.get(re.sub(r"[\s\-]+", "_", _plain(text)))
        if chosen is None:
            self.refuse(column, f"«{_short(text)}» no vale; use {', '.join(options)}.")
        return chosen

    def whole(self, column: str, *, most: int) -> int | None:
        """A count of people or things, 0 to ``most``."""
        return self._parsed(
            column, _whole, lambda n: 0 <= n <= most, f"un número entero de 0 a {most}"
        )

    def moment(self, column: str, *, required: bool = False) -> Moment | None:
        """A day with or without time, as text or as Excel's own."""
        cell = self.row.cells.get(column)
        if isinstance(cell, datetime | date | float | int):
            found = excel_moment(cell)
            if found is None or found.day.year not in CREDIBLE_YEARS:
                self.refuse(column, f"«{_short(str(cell))}» no es una fecha de estos años.")
                return None
            return found
        if cell is None and required:
            self.refuse(column, "Falta.")
            return None
        return self._parsed(
            column,
            text_moment,
            lambda found: found.day.year in CREDIBLE_YEARS,
            "una fecha: AAAA-MM-DD, AAAA-MM-DDTHH:MM o DD/MM/AAAA",
        )

    def _parsed(
        self,
        column: str,
        parse: Callable[[str], Value | None],
        fits: Callable[[Value], bool],
        wanted: str,
    ) -> Value | None:
        text = self.text(column, 200)
        if text is None:
            return None
        value = parse(text)
        if value is None or not fits(value):
            self.refuse(column, f"«{_short(text)}» no es {wanted}.")
            return None
        return value


def _as_text(cell: Cell) -> str:
    """As a person would write it: a telephone that Excel took for a number has no decimals."""
    if isinstance(cell, bool):
        return "sí" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return unicodedata.normalize("NFC", str(cell)).strip()


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).strip()


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _whole(text: str) -> int | None:
    digits = text.removesuffix(".0")
    return int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else None
