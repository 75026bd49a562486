"""What the office may record of its own activities (pure)."""

from collections.abc import Collection
from datetime import date, datetime, time

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.agenda.models import Execution
from portal.errors import Conflict, Refused
from portal.formats import long_date
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest

# The activities of the contract that the office schedules, for a year that has no plan yet.
SCHEDULED_ACTIVITIES = frozenset({2, 3, 4, 5, 7})

READERS = (
    *(Role.ATTENDANT, Role.COORDINATOR, Role.COMMUNICATIONS),
    *(Role.PLANNING, Role.COMMITTEE),
)
RECORDERS = (Role.ATTENDANT, Role.COORDINATOR, Role.COMMUNICATIONS)
ATTENDERS = (Role.ATTENDANT, Role.COORDINATOR)


class InTheFuture(Refused):
    """No act lies in the future."""


class AlreadyAnnulled(Refused):
    """An annulled execution is over: it stays on record as it was."""


class AlreadyHeld(Refused):
    """It was recorded as held before, and what followed from that stands."""


class NotHeld(Refused):
    """Only what was held can have proof."""


class CannotAttend(Refused):
    """This session cannot attend that request."""


class ProofMissing(Refused):
    """Without it nobody could tell that it took place."""


class AlreadyWithdrawn(Refused):
    """A proof is withdrawn once."""


class DayIsFixed(Refused):
    """Requests were closed on that day."""


class UnknownActivity(Refused):
    """The plan of that year schedules no such activity."""


class Twin(Refused):
    """The same thing is in the agenda already."""


class NotYours(Refused):
    """Only whoever attends requests may close them by a session."""


def check_unchanged(execution: Execution, seen_version: int) -> None:
    """Refuse to act on what another person changed after this one loaded the page."""
    if execution.version != seen_version:
        raise Conflict("Otra persona cambió esta actividad mientras usted la leía.")


def check_no_twin(twin: Execution | None) -> None:
    """Two people who plan the same thing would have it held, and counted, twice."""
    if twin is not None:
        raise Twin(
            f"Ya está en la agenda una actividad igual, del {long_date(twin.takes_place_on)}. "
            "Si es otra, cambie el título, la hora o el lugar.",
            field="titulo",
        )


def check_not_annulled(execution: Execution) -> None:
    if execution.annulled_at is not None:
        raise AlreadyAnnulled("Esta actividad está anulada: ya no se puede cambiar.")


def check_not_held(execution: Execution) -> None:
    if execution.is_held:
        raise AlreadyHeld("Esta actividad ya estaba registrada como hecha.")


def check_held(execution: Execution) -> None:
    if not execution.is_held:
        raise NotHeld("Primero registre que la actividad se hizo.")


def check_has_proof(execution: Execution) -> None:
    """Requests are closed by a session that can be shown to have been held."""
    if not execution.evidence_count:
        raise ProofMissing("Primero agregue el soporte de que la actividad se hizo.")


def check_keeps_day(execution: Execution, day: date, *, closed_requests: int) -> None:
    if closed_requests and day != execution.takes_place_on:
        raise DayIsFixed(
            "Esta sesión cerró solicitudes en su fecha, que ya no se cambia. Si está mal,"
            " reabra las solicitudes, anule la sesión y registre otra.",
            field="fecha",
        )


def may_change(actor: StaffUser, execution: Execution) -> bool:
    """A session for citizens' requests is kept by whoever attends requests."""
    return actor.role in (ATTENDERS if execution.attendances else RECORDERS)


def check_may_change(actor: StaffUser, execution: Execution) -> None:
    if not may_change(actor, execution):
        raise NotYours("Esta sesión atiende solicitudes: la maneja quien las atiende.")


def check_may_attend(actor: StaffUser, service_requests: Collection[ServiceRequest]) -> None:
    if service_requests and actor.role not in ATTENDERS:
        raise NotYours("Las solicitudes las cierra quien las atiende.", field="solicitudes")


def starts(day: date, at: time | None) -> datetime:
    """When it begins; without a time, with its day in Bogotá."""
    return datetime.combine(day, at or time(), tzinfo=clock.BOGOTA)


def check_held_by(day: date, at: time | None, *, now: datetime) -> None:
    if day > clock.day_of(now):
        raise InTheFuture("Esa fecha no ha llegado: registre lo que ya se hizo.", field="fecha")
    if starts(day, at) > now:
        raise InTheFuture("Esa hora no ha llegado: registre lo que ya se hizo.", field="hora")


def check_attends(service_request: ServiceRequest, day: date) -> None:
    """A session attends training requests that the office had received by its day."""
    number = service_request.filing_number
    if service_request.kind is not RequestKind.TRAINING:
        raise CannotAttend(f"{number} no pide una capacitación.", field="solicitudes")
    if service_request.received_on > day:
        raise CannotAttend(f"{number} se recibió después de esa fecha.", field="solicitudes")


def check_activity(number: int | None, scheduled: Collection[int]) -> None:
    """An execution belongs to one activity that the plan schedules, or to none."""
    if number is not None and number not in scheduled:
        raise UnknownActivity(
            f"El plan de ese año no programa la actividad {number}.", field="actividad"
        )
