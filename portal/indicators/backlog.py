"""*Rezago*: what was answered after the year in which it was received; in no numerator at all."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, select

from portal.extensions import db
from portal.indicators import conditions
from portal.indicators.measures import count_if
from portal.indicators.rules import Period, to_date_period
from portal.indicators.rules_rows import Reason
from portal.intake.models import ServiceRequest
from portal.plan.models import Indicator


def answered_from_before(indicators: Sequence[Indicator], period: Period) -> dict[int, int]:
    """Answered in the period and received in an earlier year, by the number of the indicator."""
    if not indicators:
        return {}
    first_day = period.first.replace(month=1, day=1)
    counts = [
        count_if(
            and_(
                ServiceRequest.kind.in_(conditions.kinds_of(indicator)),
                conditions.request_reason(indicator, period.cutoff) == Reason.COUNTS.value,
            )
        )
        for indicator in indicators
    ]
    query = select(*counts).where(
        ServiceRequest.closed_on.between(period.first, period.cutoff),
        ServiceRequest.received_on < first_day,
    )
    found = db.session.execute(query).one()
    return {indicator.number: n for indicator, n in zip(indicators, found, strict=True)}


def answered_later(indicator: Indicator, year: int) -> int:
    """Received in a year and answered after its 31 December, up to now."""
    whole_year = to_date_period(year, 12)
    counts = conditions.request_reason(indicator, date.max) == Reason.COUNTS.value
    query = select(count_if(counts)).where(
        conditions.received_in(whole_year, conditions.kinds_of(indicator)),
        ServiceRequest.closed_on > whole_year.cutoff,
    )
    return int(db.session.execute(query).scalar_one())
