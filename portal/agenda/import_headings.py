"""What every imported file has: cells, some of them blank, under headings (pure)."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

# What a cell may hold: text in a CSV, Excel's own kinds in a book.
Cell = str | int | float | bool | date | datetime | time | timedelta

MAX_ROWS = 200_000
MAX_COLUMNS = 200


def heading(cell: Cell) -> str:
    """«Recibida en» and «RECIBIDA_EN» are the column ``recibida_en``."""
    decomposed = unicodedata.normalize("NFKD", str(cell).casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\s_.\-]+", "_", plain.strip()).strip("_")


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()
