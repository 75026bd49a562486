"""From a plan document to its rows in the tables."""

from portal import clock
from portal.canonical_json import sha256_of
from portal.plan.document import PlanActivity, PlanDocument
from portal.plan.models import ActionPlan, Activity, Indicator, PlanStatus


def plan_record(document: PlanDocument, *, status: PlanStatus, version: int) -> ActionPlan:
    """A plan with its activities and indicators, not yet in the session."""
    return ActionPlan(
        year=document.year,
        version=version,
        status=status,
        entity=document.entity,
        title=document.title,
        document=dict(document.source),
        document_sha256=sha256_of(document.source),
        reason=document.reason,
        loaded_at=clock.now(),
        activities=[_activity(activity) for activity in document.activities],
    )


def _activity(activity: PlanActivity) -> Activity:
    months = activity.reading.months
    return Activity(
        number=activity.number,
        objective=activity.objective,
        strategy=activity.strategy,
        text=activity.official.text,
        responsible=activity.official.responsible,
        schedule=[{"mes": scheduled.month, "lectura": scheduled.reading} for scheduled in months],
        indicator=_indicator(activity),
    )


def _indicator(activity: PlanActivity) -> Indicator:
    reading = activity.reading
    return Indicator(
        number=activity.number,
        title=activity.official.title,
        formula=activity.official.formula,
        plain_name=reading.plain_name,
        plain_formula=reading.plain_formula,
        type=reading.type,
        goal=reading.goal,
        at_risk_threshold=reading.at_risk_threshold,
        kinds=list(reading.kinds),
        counting_outcomes=list(reading.outcomes),
        # People decide when they ask: a demand is counted in every month, not in scheduled ones.
        months=[] if reading.is_demand else [scheduled.month for scheduled in reading.months],
    )
