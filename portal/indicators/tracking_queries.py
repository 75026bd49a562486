"""Which row of which figure a request is."""

from datetime import date

from portal.indicators import row_queries, rules
from portal.indicators.conditions import kinds_of
from portal.indicators.plan_page import last_month
from portal.indicators.rules_rows import CountedRow
from portal.intake.models import ServiceRequest
from portal.plan.models import ActionPlan, Indicator
from portal.plan.queries import plan_in_force

Rows = list[tuple[Indicator, CountedRow]]


def rows_of_request(service_request: ServiceRequest, today: date) -> tuple[ActionPlan | None, Rows]:
    """The plan of its year and its rows there, as far as that year has come.

    The row's name is for ever the same; what it counts in may change until a month is published.
    """
    year = service_request.received_on.year
    period = rules.to_date_period(year, last_month(year, today) or 12)
    plan = plan_in_force(year, period.cutoff)
    if plan is None:
        return None, []
    indicators = [each for each in plan.indicators if service_request.kind in kinds_of(each)]
    rows = ((each, row_queries.request_row(each, period, service_request)) for each in indicators)
    return plan, [(indicator, row) for indicator, row in rows if row is not None]
