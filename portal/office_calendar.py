"""The office's own days: a ``dias_no_habiles.toml`` in the data folder, over the national calendar.

[[dias_no_habiles]]            # a civic day, a suspension of terms
fecha = 2024-04-19
motivo = "Día cívico, Decreto 12 de 2024"

[[festivos_que_no_rigen]]      # a holiday whose law does not hold
fecha = 2026-07-13
motivo = "Concepto 3 de la oficina jurídica"
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from portal.working_days import OfficeDays, adopt_office_days

FILE = "dias_no_habiles.toml"
EXTRA, CANCELLED = "dias_no_habiles", "festivos_que_no_rigen"


class CalendarFileError(Exception):
    """A calendar file that cannot be used; the message names the day."""


_from_file = OfficeDays()


def configure(data_folder: Path) -> None:
    """Adopt the days of the file, or none where there is no file; called when the app starts."""
    global _from_file  # noqa: PLW0603 - one file per process
    path = data_folder / FILE
    _from_file = read(path) if path.exists() else OfficeDays()
    adopt_office_days(_from_file)


def from_file() -> OfficeDays:
    """The days of the file: what holds where nobody decided otherwise in the portal."""
    return _from_file


def read(path: Path) -> OfficeDays:
    """The extra days and the cancelled holidays that a file names, each with its reason."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CalendarFileError(f"{FILE}: no es un archivo TOML en UTF-8 ({error}).") from error
    for name, rows in document.items():
        if name not in (EXTRA, CANCELLED) or not isinstance(rows, list):
            raise CalendarFileError(f"{FILE}: no se conoce «{name}», o no lleva corchetes dobles.")
    return OfficeDays(
        extra=frozenset(_day(EXTRA, row) for row in document.get(EXTRA, [])),
        cancelled=frozenset(_day(CANCELLED, row) for row in document.get(CANCELLED, [])),
    )


def _day(name: str, row: Any) -> date:
    fields = row if isinstance(row, dict) else {}
    day, reason = fields.get("fecha"), fields.get("motivo")
    if type(day) is not date:
        raise CalendarFileError(f"{FILE}, {name}: «{day}» no es una fecha como 2024-04-19.")
    if not isinstance(reason, str) or not reason.strip():
        raise CalendarFileError(f"{FILE}, {name}, {day}: falta el «motivo».")
    return day
