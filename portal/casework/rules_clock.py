"""What the law allows to be done upon a term, and until when (pure: no database, no web)."""

from collections.abc import Iterable
from datetime import date

from portal import legal_terms
from portal.errors import Refused
from portal.formats import long_date
from portal.intake.kinds import RequestKind, TermKind
from portal.intake.models import ServiceRequest
from portal.legal_clock import (
    ActType,
    ClockAct,
    ClockFacts,
    last_day_of_extension,
    last_day_to_ask_completion,
)
from portal.working_days import OfficeDays, is_working_day


class TermRefused(Refused):
    """An act that the law does not allow, or not any more; the words name the article."""


# A training session is asked for; it is not information, nor a question of law.
TERM_KINDS = {
    RequestKind.TRAINING: (TermKind.PETITION,),
    RequestKind.ADVICE: tuple(TermKind),
    RequestKind.COMPLAINT: (TermKind.PETITION, TermKind.INFORMATION),
}


def check_term_kind(service_request: ServiceRequest, term_kind: TermKind) -> None:
    if term_kind in TERM_KINDS[service_request.kind]:
        return
    if term_kind is TermKind.CONSULTATION:
        raise TermRefused("Solo una asesoría puede ser una consulta.", field="termino")
    raise TermRefused("Una capacitación se responde como petición.", field="termino")


def check_may_ask_completion(filed_on: date, today: date, days: OfficeDays) -> None:
    """Within ten working days of filing; later the office may ask, and its term runs on."""
    last = last_day_to_ask_completion(filed_on, days)
    if today > last:
        raise TermRefused(
            "Los diez días hábiles para pedir que se complete se acabaron el"
            f" {long_date(last)} ({legal_terms.COMPLETION}). Puede hacerle una pregunta,"
            " pero el plazo sigue corriendo."
        )


def check_completion_day(acts: Iterable[ClockAct], completed_on: date, today: date) -> None:
    """No act lies in the future, and nothing is completed before it was asked for."""
    asked_on = max(act.acted_on for act in acts if act.type is ActType.COMPLETION_ASKED)
    if completed_on > today:
        raise TermRefused("Esa fecha todavía no llega.", field="completada_en")
    if completed_on < asked_on:
        raise TermRefused(
            f"Se le pidió el {long_date(asked_on)}: no pudo completarla antes.",
            field="completada_en",
        )


def check_may_lengthen(
    service_request: ServiceRequest, acts: Iterable[ClockAct], asked_on: date
) -> None:
    """An equal term, once, asked for before the month ends."""
    until = service_request.completion_due_on
    if until is None:
        raise TermRefused("No hay ningún plazo para completar.")
    if _times_lengthened(acts):
        raise TermRefused(f"El mes ya se alargó una vez ({legal_terms.COMPLETION}).")
    if asked_on > until:
        raise TermRefused(
            f"El mes para completar se acabó el {long_date(until)}: se podía alargar solo antes"
            f" de ese día ({legal_terms.COMPLETION})."
        )


def may_lengthen(service_request: ServiceRequest, acts: Iterable[ClockAct], today: date) -> bool:
    """Whether the requester is offered more time."""
    try:
        check_may_lengthen(service_request, acts, today)
    except TermRefused:
        return False
    return not service_request.is_closed


def _times_lengthened(acts: Iterable[ClockAct]) -> int:
    """Since the office asked for the last time."""
    times = 0
    for act in acts:
        if act.type is ActType.COMPLETION_ASKED:
            times = 0
        times += act.type is ActType.MORE_TIME
    return times


def check_extension(
    service_request: ServiceRequest,
    facts: ClockFacts,
    acts: list[ClockAct],
    *,
    until: date,
    today: date,
    days: OfficeDays,
) -> None:
    """Once, before the term ends, to a working day within twice the term."""
    article = legal_terms.EXTENSION
    if any(act.type is ActType.EXTENDED for act in acts):
        raise TermRefused(f"El plazo ya se amplió una vez ({article}).")
    if today > service_request.due_on:
        raise TermRefused(
            f"El plazo se acabó el {long_date(service_request.due_on)}: se amplía solo antes de"
            f" que se acabe ({article}). Responda cuanto antes."
        )
    if until <= service_request.due_on:
        raise TermRefused(
            f"El plazo ya llega hasta el {long_date(service_request.due_on)}: escriba un día"
            " posterior.",
            field="nueva_fecha",
        )
    last = last_day_of_extension(facts, acts, days)
    if until > last:
        raise TermRefused(
            f"No puede pasar del doble del plazo: hasta el {long_date(last)} ({article}).",
            field="nueva_fecha",
        )
    if not is_working_day(until, days):
        raise TermRefused("Ese día no es hábil: escriba otro.", field="nueva_fecha")


def check_may_deem_withdrawn(service_request: ServiceRequest, told_on: date, today: date) -> None:
    """Never by itself: by a reasoned act of staff, once the month is over."""
    until = service_request.completion_due_on
    if until is None:
        raise TermRefused("No se le ha pedido a la persona que la complete.")
    if today <= until:
        raise TermRefused(
            f"La persona tiene hasta el {long_date(until)} para completarla"
            f" ({legal_terms.COMPLETION}): el desistimiento se declara después."
        )
    if told_on <= until:
        raise TermRefused(
            f"La persona tenía hasta el {long_date(until)}: escriba un día posterior.",
            field="cerrada_en",
        )
