"""The term of a request as dated steps, for staff and for whoever filed it (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.formats import date_time, short_date
from portal.intake.models import ServiceRequest
from portal.working_days import working_days_between


@dataclass(frozen=True)
class ClockWords:
    """How the steps are named to whoever reads them."""

    transfer: str
    transfer_until: str
    last_day: str
    overdue: str


TO_STAFF = ClockWords(
    transfer="Decidir si se traslada",
    transfer_until="hasta el",
    last_day="Último día para responder",
    overdue="Hoy, plazo vencido",
)
TO_REQUESTER = ClockWords(
    transfer="Si le toca a otra entidad",
    transfer_until="se lo decimos hasta el",
    last_day="Último día para responderle",
    overdue="Hoy, el plazo ya pasó",
)


def clock_steps(
    service_request: ServiceRequest, today: date, words: ClockWords
) -> list[dict[str, str]]:
    """The steps in order of date, as the component ``clock`` draws them."""
    steps = sorted(_dated_steps(service_request, today, words), key=lambda step: step[0])
    return [
        {"when": _tense(day, title, today), "title": title, "date": text}
        for day, title, text in steps
    ]


def term_days(service_request: ServiceRequest, today: date) -> tuple[int, int]:
    """Working days gone and in all, counting from the day of filing."""
    filed_on, due_on = service_request.filed_on, service_request.due_on
    end = service_request.closed_on or today
    return max(0, working_days_between(filed_on, end)), working_days_between(filed_on, due_on)


def _dated_steps(
    service_request: ServiceRequest, today: date, words: ClockWords
) -> Iterator[tuple[date, str, str]]:
    yield service_request.received_on, "Recibida", _received(service_request)
    yield service_request.filed_on, "Radicada", short_date(service_request.filed_on)
    if service_request.closed_on is not None:
        yield service_request.closed_on, "Cerrada", short_date(service_request.closed_on)
        return
    yield today, _today_title(service_request, today, words), short_date(today)
    if (transfer := service_request.transfer_due_on) is not None:
        yield transfer, words.transfer, f"{words.transfer_until} {short_date(transfer)}"
    yield service_request.due_on, words.last_day, short_date(service_request.due_on)


def _received(service_request: ServiceRequest) -> str:
    """Without the hour where only the day was recorded, as at the desk or in an import."""
    received_at, received_on = service_request.received_at, service_request.received_on
    if received_at == clock.at_midnight(received_on):
        return short_date(received_on)
    return date_time(received_at)


def _today_title(service_request: ServiceRequest, today: date, words: ClockWords) -> str:
    """«Hoy, día 4 de 15»."""
    day, term = term_days(service_request, today)
    if day == 0:
        return "Hoy"
    return f"Hoy, día {day} de {term}" if day <= term else words.overdue


def _tense(day: date, title: str, today: date) -> str:
    if title.startswith("Hoy"):
        return "today"
    return "past" if day <= today else "future"
