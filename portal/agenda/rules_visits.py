"""What may be written of a broadcast or a visit, and of what was promised there (pure)."""

from datetime import date

from portal.agenda.models_visits import Commitment, CommitmentState
from portal.errors import Conflict, Refused


class VisitRefused(Refused):
    """Something that does not fit what was held or promised."""


def check_due(due_on: date, held_on: date) -> None:
    if due_on < held_on:
        raise VisitRefused("Va antes del día de la actividad.", field="vence")


def check_step(
    commitment: Commitment,
    *,
    seen: int,
    state: CommitmentState,
    seen_on: date,
    until: date | None,
    today: date,
) -> None:
    """``seen``: how many follow-ups the person saw."""
    if len(commitment.steps) != seen:
        raise Conflict("Otra persona anotó un seguimiento mientras usted lo leía.")
    if commitment.state is CommitmentState.MET:
        raise VisitRefused("El compromiso ya está cumplido.")
    if seen_on > today:
        raise VisitRefused("Esa fecha todavía no llega.", field="fecha")
    if seen_on < commitment.execution.takes_place_on:
        raise VisitRefused("Va antes del día de la actividad.", field="fecha")
    if state is not CommitmentState.EXTENDED:
        return
    if until is None:
        raise VisitRefused("Escriba hasta qué día.", field="hasta")
    if until <= commitment.until:
        raise VisitRefused("Escriba un día posterior al que tenía.", field="hasta")


def is_overdue(commitment: Commitment, today: date) -> bool:
    return commitment.is_open and commitment.until < today
