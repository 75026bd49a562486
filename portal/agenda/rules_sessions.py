"""When people may write themselves down, how many, and which dates may be offered (pure)."""

import enum
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from portal import clock
from portal.agenda.models import Execution
from portal.agenda.models_attendance import Attendee
from portal.agenda.models_sessions import SessionDetails, SessionOffer
from portal.errors import Conflict, Refused
from portal.intake.models import ServiceRequest

LONGEST_WINDOW = timedelta(hours=14)
# How long after it closes the QR still asks what people thought.
QUESTION_DAYS = timedelta(days=15)
# Where no capacity was written: enough for a full hall, too few for a flood.
USUAL_CAPACITY = 300
LONGEST_LIST = 200
FURTHEST_OFFER = timedelta(days=365)

# A date that is offered or proposed: the day and, where it is known, the hour.
Slot = tuple[date, time | None]


class Phase(enum.Enum):
    """What the QR on the wall is good for at an instant."""

    NOT_YET = enum.auto()
    OPEN = enum.auto()
    QUESTION = enum.auto()
    OVER = enum.auto()


class WindowRefused(Refused):
    """A span in which nobody could write themselves down, or anybody for days."""


class CheckInClosed(Refused):
    """The QR serves nothing outside its window."""


class RoomFull(Refused):
    """As many have written themselves down as fit."""


class DatesRefused(Refused):
    """Dates that cannot be offered, proposed or fixed."""


class AlreadyStruck(Refused):
    """A name is struck off a list once."""


class NoCertificate(Refused):
    """What cannot be certified yet, or no more."""


def phase_of(details: SessionDetails, now: datetime) -> Phase:
    opens, closes = details.check_in_opens_at, details.check_in_closes_at
    if opens is None or closes is None or details.execution.annulled_at is not None:
        return Phase.OVER
    if now < opens:
        return Phase.NOT_YET
    if now < closes:
        return Phase.OPEN
    return Phase.QUESTION if now < closes + QUESTION_DAYS else Phase.OVER


def check_may_check_in(details: SessionDetails, *, listed: int, now: datetime) -> None:
    if phase_of(details, now) is not Phase.OPEN:
        raise CheckInClosed("Esta lista ya no está abierta.")
    if listed >= (details.capacity or USUAL_CAPACITY):
        raise RoomFull(
            "Ya se anotaron todas las personas que caben. Pídale a la persona de la oficina que"
            " lo anote."
        )


def check_may_answer(details: SessionDetails, *, answered: int, came: int, now: datetime) -> None:
    """No more answers than people came."""
    if phase_of(details, now) is not Phase.QUESTION:
        raise CheckInClosed("Ya no se reciben respuestas de esta sesión.")
    if answered >= (came or USUAL_CAPACITY):
        raise RoomFull("Ya respondieron tantas personas como llegaron a la sesión.")


def check_window(opens_at: datetime, closes_at: datetime, *, now: datetime) -> None:
    if closes_at <= opens_at:
        raise WindowRefused("Debe cerrar después de abrir.", field="hasta")
    if closes_at - opens_at > LONGEST_WINDOW:
        raise WindowRefused("Ábrala máximo catorce horas.", field="hasta")
    if closes_at <= now:
        raise WindowRefused("Esa hora ya pasó: nadie alcanzaría a anotarse.", field="hasta")


def check_can_offer(
    execution: Execution, slots: Sequence[Slot], requests: Collection[ServiceRequest], today: date
) -> None:
    if not requests:
        raise DatesRefused("Marque al menos una solicitud.", field="solicitudes")
    listed = {one.service_request_id for one in execution.attendances}
    if any(one.id not in listed or one.is_closed for one in requests):
        raise DatesRefused("Una de las solicitudes ya no espera esta sesión.", field="solicitudes")
    if not slots:
        raise DatesRefused("Escriba al menos una fecha.", field="fecha_1")
    check_slots(slots, today)


def check_slots(slots: Sequence[Slot], today: date) -> None:
    if any(not today <= day <= today + FURTHEST_OFFER for day, _ in slots):
        raise DatesRefused("Las fechas van de hoy a un año.", field="fecha_1")


def check_can_answer(offer: SessionOffer, seen_version: int) -> None:
    if offer.version != seen_version:
        raise Conflict("La oficina cambió las fechas mientras usted las leía.")
    execution = offer.execution
    if execution.annulled_at or execution.is_held or offer.service_request.is_closed:
        raise DatesRefused("Esta sesión ya no espera su respuesta.")


def check_can_fix(day: date, at: time | None, today: date) -> None:
    if day < today:
        raise DatesRefused("Esa fecha ya pasó.", field="fecha")
    if at is None:
        raise DatesRefused("Diga la hora: la gente la necesita para llegar.", field="hora")


def check_standing(attendee: Attendee) -> None:
    if attendee.struck_at is not None:
        raise AlreadyStruck("Ese nombre ya estaba fuera de la lista.")


def why_no_certificate(execution: Execution, details: SessionDetails | None) -> str | None:
    """In words for whoever asks; None where the session can be certified."""
    if execution.annulled_at is not None:
        return "La oficina anuló esta sesión."
    if not execution.counts:
        return "La oficina todavía no registra la sesión con su soporte."
    if details is None or details.minutes is None:
        return "Falta que la oficina escriba cuánto duró la sesión."
    return None


def ends(execution: Execution, minutes: int | None) -> datetime | None:
    """When it is over, where both its hour and its length are known."""
    if execution.starts_at is None or minutes is None:
        return None
    begins = datetime.combine(execution.takes_place_on, execution.starts_at, tzinfo=clock.BOGOTA)
    return begins + timedelta(minutes=minutes)


def hours_in_words(minutes: int) -> str:
    """«2 horas», «1 hora y 30 minutos»."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hora{'s' if hours > 1 else ''}"] if hours else []
    parts += [f"{rest} minuto{'s' if rest > 1 else ''}"] if rest else []
    return " y ".join(parts)
