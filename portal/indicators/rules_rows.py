"""What each row adds to a figure, and why (pure)."""

import enum
from datetime import date
from typing import NamedTuple

from portal.intake.kinds import Outcome, RequestKind


class Origin(enum.StrEnum):
    """What a row stands for."""

    REQUEST = "solicitud"
    EXECUTION = "ejecucion"
    SCHEDULE = "programacion"


class Reason(enum.StrEnum):
    """*Motivo*: why a row counts or not, at the cut-off. The list is closed and published."""

    COUNTS = "cuenta"
    OPEN = "abierta"
    OUTCOME_DOES_NOT_COUNT = "desenlace_no_cuenta"
    NO_SESSION = "sin_sesion"
    DUPLICATE = "excluida_duplicada"
    NOT_VALID = "excluida_no_valida"
    NO_EVIDENCE = "sin_evidencia"
    ANNULLED = "anulada"
    SCHEDULED = "programada"

    @property
    def label(self) -> str:
        """In plain words, as the staff's lists say it."""
        return {
            "cuenta": "Cuenta",
            "abierta": "Abierta en la fecha de corte",
            "desenlace_no_cuenta": "Su desenlace no cuenta",
            "sin_sesion": "Sin una sesión hecha y con soporte",
            "excluida_duplicada": "Excluida por duplicada",
            "excluida_no_valida": "Excluida por no válida",
            "sin_evidencia": "Sin soporte",
            "anulada": "Anulada",
            "programada": "Mes previsto en el plan",
        }[self.value]


EXCLUDED = {Reason.DUPLICATE: Outcome.DUPLICATE, Reason.NOT_VALID: Outcome.NOT_VALID}


def in_denominator(origin: Origin, reason: Reason) -> bool:
    """A request that is not excluded, or a month that the plan schedules."""
    if origin is Origin.REQUEST:
        return reason not in EXCLUDED
    return origin is Origin.SCHEDULE


def in_numerator(reason: Reason) -> bool:
    """A request or an execution that counts."""
    return reason is Reason.COUNTS


class CountedRow(NamedTuple):
    """A row as the month's file publishes it; its reason is that of the cut-off, to date.

    ``record`` is never published: the filing number or the execution that staff may open.
    """

    name: str
    indicator: int
    origin: Origin
    happened_on: date
    reason: Reason
    month: int
    kind: RequestKind | None = None
    closed_on: date | None = None
    outcome: Outcome | None = None
    is_overdue: bool | None = None
    record: str | None = None

    @property
    def in_denominator_to_date(self) -> bool:
        return in_denominator(self.origin, self.reason)

    @property
    def in_numerator_to_date(self) -> bool:
        return in_numerator(self.reason)

    @property
    def in_denominator_month(self) -> bool:
        return self._is_of_month and self.in_denominator_to_date

    @property
    def in_numerator_month(self) -> bool:
        return self._is_of_month and self.in_numerator_to_date

    @property
    def _is_of_month(self) -> bool:
        return self.happened_on.month == self.month
