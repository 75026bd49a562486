"""How a row of a figure reads in the staff's list (pure)."""

from collections.abc import Sequence

from portal.formats import month_name, short_date
from portal.indicators.rules_rows import CountedRow, Origin

Cell = str | dict[str, str]


def cells_of(row: CountedRow, *, may_open: bool) -> Sequence[Cell]:
    """Name, what it is, when, in which terms it counts, and why."""
    return (
        row.name,
        _record(row, may_open=may_open),
        _when(row),
        _terms(row),
        _why(row),
    )


def _record(row: CountedRow, *, may_open: bool) -> Cell:
    """What the row stands for, as a link for whoever works with it."""
    if row.origin is Origin.SCHEDULE:
        return "Mes previsto"
    if row.origin is Origin.EXECUTION:
        return _link("Actividad", f"/gestion/agenda/{row.record}", may_open=may_open)
    return _link(row.record or "", f"/gestion/solicitudes/{row.record}", may_open=may_open)


def _link(text: str, address: str, *, may_open: bool) -> Cell:
    return {"text": text, "href": address} if may_open else text


def _when(row: CountedRow) -> str:
    if row.origin is Origin.SCHEDULE:
        return month_name(row.happened_on.month).capitalize()
    return short_date(row.happened_on)


def _terms(row: CountedRow) -> str:
    """What is in a term of the month is in that of the year to date too."""
    terms = {
        "denominador": row.in_denominator_to_date,
        "numerador": row.in_numerator_to_date,
    }
    found = " y ".join(name for name, is_in in terms.items() if is_in).capitalize()
    if not found:
        return "Ninguno"
    is_of_month = row.in_denominator_month or row.in_numerator_month
    return f"{found} del {'mes' if is_of_month else 'acumulado'}"


def _why(row: CountedRow) -> str:
    details = []
    if row.outcome and row.closed_on:
        details.append(f"{row.outcome.label.lower()} el {short_date(row.closed_on)}")
    if row.is_overdue:
        details.append("vencida")
    return f"{row.reason.label} ({', '.join(details)})" if details else row.reason.label
