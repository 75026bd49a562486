"""The agenda: a year of it, one activity, and its files."""

from functools import partial

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.agenda import (
    queries,
    queries_attendance,
    queries_offers,
    queries_sessions,
    queries_visits,
    rules,
    rules_sessions,
)
from portal.agenda.timeline import entries
from portal.agenda.year_page import activity_name, months_of, state_of
from portal.intake import catalogues
from portal.intake.access import file_response
from portal.plan.queries import years_with_plans

bp = Blueprint("agenda", __name__)

PAGE = "/gestion/agenda/<int:execution_id>"


@bp.get("/gestion/agenda")
@staff(*rules.READERS)
def agenda() -> str:
    """What the office planned and held in a year, month by month, and what is missing."""
    today = clock.today()
    year = request.args.get("anio", default=today.year, type=int)
    if year not in range(2000, 2100):
        abort(404)
    plan = queries.plan_for(year)
    months = months_of(year, plan, queries.executions_of(year), today)
    return render_template(
        "agenda/agenda.html",
        year=year,
        years=sorted({*years_with_plans(), *queries.years_of_executions(), today.year, year}),
        plan=plan,
        months=months,
        this_month=today.month if year == today.year else None,
        today=today,
        activity_name=partial(activity_name, plan),
        state_of=state_of,
        may_record=current_staff().role in rules.RECORDERS,
        may_attend=current_staff().role in rules.ATTENDERS,
        reach=queries_sessions.reach_of(year),
    )


@bp.get(PAGE)
@staff(*rules.READERS)
def execution_page(execution_id: int) -> str:
    """Everything about one activity."""
    execution = queries.execution(execution_id) or abort(404)
    user = current_staff()
    return render_template(
        "agenda/execution.html",
        execution=execution,
        state=state_of(execution, clock.today()),
        activity=activity_name(
            queries.plan_for(execution.takes_place_on.year), execution.activity_number
        ),
        territory=catalogues.label("territories", execution.territory),
        service=catalogues.label("services", execution.service),
        topic=catalogues.label("topics", execution.topic),
        starts_at=rules.starts(execution.takes_place_on, execution.starts_at),
        details=queries_sessions.details_of(execution_id),
        hours_in_words=rules_sessions.hours_in_words,
        listed=queries_attendance.listed_count(execution_id),
        people_expected=queries_offers.people_expected(execution_id),
        history_entries=entries(execution),
        may_record=rules.may_change(user, execution),
        may_attend=user.role in rules.ATTENDERS,
        remarks=queries_visits.remarks_of(execution_id),
        commitments=queries_visits.commitments_of(execution_id),
        at_hand=queries_visits.complaints_of(
            execution.territory, execution.service, today=clock.today()
        ),
    )


@bp.get(f"{PAGE}/evidencia/<public_id>/archivo")
@staff(*rules.READERS)
def evidence_file(execution_id: int, public_id: str) -> Response:
    """The file of a proof, withdrawn or not: what counted once must be seen."""
    found = queries.evidence(execution_id, public_id)
    if found is None or found.sha256 is None or found.media_type is None:
        abort(404)
    return file_response(found.public_id, found.sha256, found.media_type)
