"""``filas.csv``: every row behind a month's figures, as it is published and read back (pure).

No cell can hold a comma, a quote or a line end: names, months and the words of closed lists.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.indicators.rules_rows import CountedRow

COLUMNS = (
    *("fila", "indicador", "origen", "tipo", "recibida_mes", "cerrada_mes", "desenlace"),
    *("vencida", "en_denominador_mes", "en_numerador_mes"),
    *("en_denominador_acumulado", "en_numerador_acumulado", "motivo"),
)
HEADER = ",".join(COLUMNS) + "\n"


def rows_file(rows_by_indicator: Iterable[Iterable[CountedRow]]) -> bytes:
    """The file; the indicators come in order of number, the rows of each in any order.

    Lines sort as the names at their start do: a comma, which ends a name, comes before every
    character of one.
    """
    parts = [HEADER]
    for rows in rows_by_indicator:
        parts.extend(sorted(_lines(rows)))
    return "".join(parts).encode()


def _lines(rows: Iterable[CountedRow]) -> Iterator[str]:
    """A line for each row; what follows its name is the same for many, and written once."""
    written: dict[Any, str] = {}
    for row in rows:
        name, number, origin, happened_on, reason, month, kind, closed_on, outcome, overdue, _ = row
        received = happened_on.year, happened_on.month
        closed = closed_on and (closed_on.year, closed_on.month)
        alike = number, origin, received, reason, month, kind, closed, outcome, overdue
        if alike not in written:
            written[alike] = _after_name(row)
        yield name + written[alike]


def _after_name(row: CountedRow) -> str:
    return (
        f",{row.indicator},{row.origin.value},{row.kind.value if row.kind else ''},"
        f"{_month(row.happened_on)},{_month(row.closed_on)},"
        f"{row.outcome.value if row.outcome else ''},{_flag(row.is_overdue)},"
        f"{row.in_denominator_month:d},{row.in_numerator_month:d},"
        f"{row.in_denominator_to_date:d},{row.in_numerator_to_date:d},{row.reason.value}\n"
    )


def _month(day: date | None) -> str:
    return f"{day.year}-{day.month:02d}" if day else ""


def _flag(value: bool | None) -> str:
    return "" if value is None else str(int(value))


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A line of the file, its cells as they are written."""

    fila: str
    indicador: str
    origen: str
    tipo: str
    recibida_mes: str
    cerrada_mes: str
    desenlace: str
    vencida: str
    en_denominador_mes: str
    en_numerador_mes: str
    en_denominador_acumulado: str
    en_numerador_acumulado: str
    motivo: str


def read_rows(content: bytes) -> Iterator[PublishedRow]:
    """The rows of a frozen file, in its order."""
    for line in content.decode().splitlines()[1:]:
        yield PublishedRow(*line.split(","))


def rows_named(content: bytes, name: str) -> list[PublishedRow]:
    """The rows of one name, one for each indicator that it counts for; no line else is read."""
    found, start, wanted = [], 0, f"\n{name},".encode()
    while (at := content.find(wanted, start)) >= 0:
        end = content.index(b"\n", at + 1)
        found.append(PublishedRow(*content[at + 1 : end].decode().split(",")))
        start = end
    return found
