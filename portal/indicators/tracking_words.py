"""The term of a request and its row in the figures, in the requester's words (pure)."""

from collections.abc import Iterator
from datetime import date

from portal.casework.deadlines import term_days
from portal.formats import clock_time, month_name, short_date
from portal.indicators.rules_rows import EXCLUDED, CountedRow, Reason
from portal.intake.models import ServiceRequest


def clock_steps(service_request: ServiceRequest, today: date) -> list[dict[str, str]]:
    """The term as dated steps, in order of date, as the component ``clock`` draws them."""
    steps = sorted(_dated_steps(service_request, today), key=lambda step: step[0])
    return [
        {"when": _tense(day, title, today), "title": title, "date": text}
        for day, title, text in steps
    ]


def _dated_steps(service_request: ServiceRequest, today: date) -> Iterator[tuple[date, str, str]]:
    received_on, filed_on = service_request.received_on, service_request.filed_on
    yield received_on, "Recibida", f"{short_date(received_on)}, {_time(service_request)}"
    yield filed_on, "Radicada", short_date(filed_on)
    if service_request.closed_on is not None:
        yield service_request.closed_on, "Cerrada", short_date(service_request.closed_on)
        return
    yield today, today_words(service_request, today), short_date(today)
    if (transfer := service_request.transfer_due_on) is not None:
        text = f"se lo decimos hasta el {short_date(transfer)}"
        yield transfer, "Si le toca a otra entidad", text
    due_on = service_request.due_on
    yield due_on, "Último día para responderle", short_date(due_on)


def today_words(service_request: ServiceRequest, today: date) -> str:
    """«Hoy, día 4 de 15»."""
    day, term = term_days(service_request, today)
    if day == 0:
        return "Hoy"
    return f"Hoy, día {day} de {term}" if day <= term else "Hoy, el plazo ya pasó"


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


def _time(service_request: ServiceRequest) -> str:
    return clock_time(service_request.received_at)


def _tense(day: date, title: str, today: date) -> str:
    if title.startswith("Hoy"):
        return "today"
    return "past" if day <= today else "future"
