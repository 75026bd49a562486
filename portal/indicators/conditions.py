"""Why a request or an execution counts or not, in SQL: the only definition there is.

The counts of ``measures`` and the rows of ``row_queries`` ask for the same expressions, so that a
figure and its rows cannot disagree.
"""

from datetime import date

from sqlalchemy import ColumnElement, String, and_, case, not_, or_, select, type_coerce

from portal.agenda.models import Execution, ExecutionStatus
from portal.indicators.rules import Period
from portal.indicators.rules_rows import EXCLUDED, Reason
from portal.intake.kinds import Outcome, RequestKind
from portal.intake.models import ServiceRequest
from portal.plan.models import Indicator

_needs_session = and_(
    ServiceRequest.kind == RequestKind.TRAINING, ServiceRequest.outcome == Outcome.ATTENDED
)
_has_session = (
    select(Execution.id)
    .where(
        Execution.id == ServiceRequest.closing_execution_id,
        Execution.status == ExecutionStatus.HELD,
        Execution.annulled_at.is_(None),
        Execution.evidence_count > 0,
    )
    .exists()
)


def kinds_of(indicator: Indicator) -> list[RequestKind]:
    return [RequestKind(kind) for kind in indicator.kinds]


def received_in(period: Period, kinds: list[RequestKind]) -> ColumnElement[bool]:
    """Requests of some kinds, by the day of reception."""
    return and_(
        ServiceRequest.kind.in_(kinds),
        ServiceRequest.received_on.between(period.first, period.cutoff),
    )


def open_at(cutoff: date) -> ColumnElement[bool]:
    """Not closed by the end of a day; an exclusion is asked for before."""
    return or_(ServiceRequest.closed_on.is_(None), ServiceRequest.closed_on > cutoff)


def not_excluded() -> ColumnElement[bool]:
    """Two people did not agree that it is a duplicate or not valid."""
    excluded = tuple(EXCLUDED.values())
    return or_(ServiceRequest.outcome.is_(None), ServiceRequest.outcome.not_in(excluded))


def request_reason(indicator: Indicator, cutoff: date) -> ColumnElement[str]:
    """The ``Reason`` of a request at a cut-off, as text.

    An exclusion holds whenever it was confirmed; only the last closing day is compared. An attended
    training request counts through an executed session alone, or an import with evidence.
    """
    counting = [Outcome(outcome) for outcome in indicator.counting_outcomes]
    return _text_case(
        *((ServiceRequest.outcome == outcome, reason) for reason, outcome in EXCLUDED.items()),
        (open_at(cutoff), Reason.OPEN),
        (ServiceRequest.outcome.not_in(counting), Reason.OUTCOME_DOES_NOT_COUNT),
        (not_(_needs_session), Reason.COUNTS),
        (or_(ServiceRequest.attended_by_import, _has_session), Reason.COUNTS),
        otherwise=Reason.NO_SESSION,
    )


def dated_in(period: Period) -> ColumnElement[bool]:
    """Executions of activities, held in the period; those still planned are no executions yet."""
    return and_(
        Execution.activity_number.is_not(None),
        Execution.takes_place_on.between(period.first, period.cutoff),
        Execution.status == ExecutionStatus.HELD,
    )


def execution_reason() -> ColumnElement[str]:
    """The ``Reason`` of a held execution, as text."""
    return _text_case(
        (Execution.annulled_at.is_not(None), Reason.ANNULLED),
        (Execution.evidence_count == 0, Reason.NO_EVIDENCE),
        otherwise=Reason.COUNTS,
    )


def _text_case(*whens: tuple[ColumnElement[bool], Reason], otherwise: Reason) -> ColumnElement[str]:
    """The reason of the first condition that holds."""
    texts = ((condition, reason.value) for condition, reason in whens)
    return type_coerce(case(*texts, else_=otherwise.value), String)
