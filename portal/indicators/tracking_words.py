"""The row of a request in the figures, in the requester's words (pure)."""

from portal.formats import month_name
from portal.indicators.rules_rows import EXCLUDED, CountedRow, Reason
from portal.intake.models import ServiceRequest


def row_words(row: CountedRow, service_request: ServiceRequest) -> str:
    """In which figures the request is by its row, and why not in the others."""
    month = f"{month_name(row.happened_on.month)} de {row.happened_on.year}"
    if row.reason in EXCLUDED:
        return f"No cuenta en las cifras de {month}: quedó excluida por {_outcome(row)}."
    received = f"Cuenta en el denominador de {month} (las recibidas)"
    if row.reason is Reason.COUNTS:
        since = f", desde {month_name(row.closed_on.month)}" if row.closed_on else ""
        return f"{received} y en el numerador (las cumplidas){since}."
    return f"{received}, {_missing(row, service_request)}."


def _missing(row: CountedRow, service_request: ServiceRequest) -> str:
    """Why a request of the denominator is not in the numerator."""
    numerator = "no en el numerador (las cumplidas)"
    if row.reason is Reason.NO_SESSION:
        return f"todavía {numerator}: falta una sesión hecha y con soporte"
    if row.reason is Reason.OUTCOME_DOES_NOT_COUNT:
        return f"{numerator}: se cerró como {_outcome(row)}"
    closed_on = service_request.closed_on
    if closed_on is not None and closed_on > row.happened_on.replace(month=12, day=31):
        return f"{numerator}: se cerró en {closed_on.year} y queda aparte, como rezago"
    return f"todavía {numerator}: falta responderla"


def _outcome(row: CountedRow) -> str:
    return row.outcome.label.lower() if row.outcome else ""
