"""The published rows of an indicator, some on a page, each with why it counts or not."""

from dataclasses import dataclass

from portal.formats import month_name
from portal.indicators.rules_rows import Reason
from portal.intake.kinds import Outcome, RequestKind
from portal.transparency import queries
from portal.transparency.models import Publication
from portal.transparency.rows_file import PublishedRow, read_rows

ON_A_PAGE = 50
KINDS = {
    RequestKind.TRAINING: "Capacitación",
    RequestKind.ADVICE: "Asesoría",
    RequestKind.COMPLAINT: "Queja",
}


@dataclass(frozen=True)
class RowWords:
    """A row in words."""

    name: str
    what: str
    counts: str
    why: str


@dataclass(frozen=True)
class RowPage:
    rows: list[RowWords]
    number: int
    last: int
    total: int


def page_of(
    publication: Publication, indicator: int, *, name: str | None, page: int | None
) -> RowPage:
    """The page asked for, or the one that holds the row ``name``, or the first."""
    content = queries.content_of(publication, "filas.csv")
    found = [row for row in read_rows(content) if row.indicador == str(indicator)]
    last = max(1, -(-len(found) // ON_A_PAGE))
    place = next((at for at, row in enumerate(found) if row.fila == name), None) if name else None
    number = place // ON_A_PAGE + 1 if place is not None else min(max(page or 1, 1), last)
    chosen = found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    return RowPage([row_words(row) for row in chosen], number, last, len(found))


def row_words(row: PublishedRow) -> RowWords:
    return RowWords(row.fila, _what(row), _counts(row), _why(row))


def _what(row: PublishedRow) -> str:
    month = month_name(int(row.recibida_mes[5:]))
    if row.origen == "solicitud":
        return f"{KINDS[RequestKind(row.tipo)]}, llegó en {month}"
    return f"Se hizo en {month}" if row.origen == "ejecucion" else f"Prevista para {month}"


def _counts(row: PublishedRow) -> str:
    """In which terms of the year to date, and of the month."""
    numerator, denominator = row.en_numerador_acumulado == "1", row.en_denominador_acumulado == "1"
    if not (numerator or denominator):
        return "No cuenta"
    terms = " y ".join(
        name for name, counts in (("esperada", denominator), ("cumplida", numerator)) if counts
    )
    of_month = "1" in (row.en_denominador_mes, row.en_numerador_mes)
    return f"{terms.capitalize()}, {'mes y año' if of_month else 'año'}"


def _why(row: PublishedRow) -> str:
    reason = Reason(row.motivo)
    if reason is Reason.OPEN:
        return "Abierta y vencida" if row.vencida == "1" else "Abierta, dentro del plazo"
    if row.desenlace and reason in (Reason.COUNTS, Reason.OUTCOME_DOES_NOT_COUNT):
        closed = f" en {month_name(int(row.cerrada_mes[5:]))}" if row.cerrada_mes else ""
        return f"{Outcome(row.desenlace).label}{closed}"
    return "Hecha y con soporte" if reason is Reason.COUNTS else reason.label
