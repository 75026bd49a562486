"""What a closing or an exclusion needs before it may stand (pure: no database, no web)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.accounts.models import StaffUser
from portal.errors import Refused
from portal.intake.kinds import Outcome, RequestKind, ToldBy
from portal.intake.models import ServiceRequest


class ClosingRefused(Refused):
    """A closing that lacks something, or says what cannot be."""


class ExclusionRefused(Refused):
    """An exclusion by one person alone, or of what may not be excluded."""


@dataclass(frozen=True, kw_only=True)
class ClosingFacts:
    """What staff say when they close: what came of it and how the person was told."""

    outcome: Outcome
    closed_on: date
    told_by: ToldBy | None = None
    answer: str | None = None
    has_evidence: bool = False
    reason: str | None = None


def check_closing_day(service_request: ServiceRequest, closed_on: date, today: date) -> None:
    """No act lies in the future, and no closing before its reception (both by day)."""
    if closed_on > today:
        raise ClosingRefused("Esa fecha todavía no llega.", field="cerrada_en")
    if closed_on < service_request.received_on:
        raise ClosingRefused(
            "Esa fecha es anterior al día en que llegó la solicitud.", field="cerrada_en"
        )


def check_transfer_day(service_request: ServiceRequest, sent_on: date, today: date) -> None:
    """The day on which the letter went to the other body."""
    if sent_on > today:
        raise ClosingRefused("Esa fecha todavía no llega.", field="enviada_en")
    if sent_on < service_request.received_on:
        raise ClosingRefused(
            "Esa fecha es anterior al día en que llegó la solicitud.", field="enviada_en"
        )


def check_closing(service_request: ServiceRequest, facts: ClosingFacts, today: date) -> None:
    """Refuse a closing by hand that lacks what its outcome needs."""
    if service_request.proposed_outcome is not None:
        raise ClosingRefused("Primero hay que decidir la exclusión propuesta.")
    if facts.outcome.is_exclusion:
        raise ClosingRefused("Eso lo propone una persona y lo confirma otra.", field="desenlace")
    if facts.outcome is Outcome.ATTENDED:
        _check_attended(service_request, facts)
    check_closing_day(service_request, facts.closed_on, today)
    if facts.outcome is Outcome.WITHDRAWN:
        if not facts.reason:
            raise ClosingRefused("Escriba por qué se entiende que desistió.", field="motivo")
        return
    if not facts.answer:
        raise ClosingRefused("Escriba lo que se le respondió a la persona.", field="respuesta")
    if facts.told_by is None:
        raise ClosingRefused("Diga cómo se le avisó a la persona.", field="avisada_por")


def _check_attended(service_request: ServiceRequest, facts: ClosingFacts) -> None:
    """A training request is attended by a session that was held, and in no other way."""
    if service_request.kind is RequestKind.TRAINING:
        raise ClosingRefused(
            "Una capacitación queda atendida cuando la sesión se hace:"
            " anótela en la agenda como realizada y la solicitud se cierra sola.",
            field="desenlace",
        )
    if not facts.has_evidence:
        raise ClosingRefused(
            "Diga dónde está el soporte de que se atendió, o adjúntelo.", field="evidencia"
        )


def check_proposal(
    service_request: ServiceRequest, outcome: Outcome, duplicate_of: ServiceRequest | None
) -> None:
    """A duplicate names the request that stays: another one, itself not excluded."""
    if not outcome.is_exclusion:
        raise ExclusionRefused("Elija duplicada o no válida.", field="desenlace")
    if service_request.proposed_outcome is not None:
        raise ExclusionRefused("Ya hay una exclusión propuesta: falta que otra persona decida.")
    if outcome is Outcome.DUPLICATE:
        check_original(service_request, duplicate_of)


def check_original(service_request: ServiceRequest, duplicate_of: ServiceRequest | None) -> None:
    """Of two equal requests one stays in the figures."""
    if duplicate_of is None:
        raise ExclusionRefused("Escriba el radicado de la que queda.", field="duplicada_de")
    if duplicate_of.id == service_request.id:
        raise ExclusionRefused("Es el radicado de esta misma solicitud.", field="duplicada_de")
    if duplicate_of.kind is not service_request.kind:
        raise ExclusionRefused(
            f"La {duplicate_of.filing_number} es de otro tipo: no puede ser la misma.",
            field="duplicada_de",
        )
    if duplicate_of.outcome is not None and duplicate_of.outcome.is_exclusion:
        raise ExclusionRefused(
            f"La {duplicate_of.filing_number} también está excluida: una de las dos debe quedar.",
            field="duplicada_de",
        )


def check_keeps_none(merged: Sequence[ServiceRequest]) -> None:
    """Whoever was told that theirs goes on under this number must find it there."""
    if merged:
        raise ExclusionRefused(
            f"La {merged[0].filing_number} se cerró porque sigue en esta: ábrala antes de nuevo."
        )


def check_confirmation(service_request: ServiceRequest, user: StaffUser) -> Outcome:
    """An exclusion takes two people; return what is confirmed."""
    if service_request.proposed_outcome is None:
        raise ExclusionRefused("No hay ninguna exclusión propuesta.")
    if service_request.proposed_by_id == user.id:
        raise ExclusionRefused("Usted la propuso: la confirma otra persona.")
    return service_request.proposed_outcome
