"""The page that puts something in the agenda."""

from flask import flash, redirect, render_template, request, url_for

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.forms import status
from portal.agenda import actions, queries, queries_visits, rules
from portal.agenda.forms import NewExecutionForm
from portal.agenda.models import Execution
from portal.agenda.offers import choices_among
from portal.agenda.views_acting import BOTH, Answer, bp, chosen_requests
from portal.errors import Refused
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.intake.queries import request_by_number

MOST = 20  # requests that an address may name


@bp.route("/gestion/agenda/nueva", methods=BOTH)
@staff(*rules.RECORDERS)
def new() -> Answer:
    """``solicitud``, ``actividad``, ``territorio`` and ``servicio`` in the address fill it in."""
    asked_for = _asked_for()
    form = NewExecutionForm(**_filled_in(asked_for))
    form.offer(queries.plan_for(clock.today().year))
    only_looks = request.form.get("luego") == "quejas"
    if not only_looks and form.validate_on_submit():
        try:
            execution = _plan(form)
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            return _go_on(execution)
    attends = current_staff().role in rules.ATTENDERS
    choices = choices_among(received_by=clock.today(), made_for=asked_for) if attends else []
    form.offer_requests(choices)
    place = (form.chosen("territorio"), form.chosen("servicio"))
    at_hand = queries_visits.complaints_of(*place, today=clock.today()) if attends else None
    page = render_template("agenda/new.html", form=form, attends=attends, at_hand=at_hand)
    return page, status(form)


def _asked_for() -> list[ServiceRequest]:
    """One request, or several that are gathered in a session."""
    if current_staff().role not in rules.ATTENDERS:
        return []
    numbers = dict.fromkeys(request.args.getlist("solicitud")[:MOST])
    return [found for number in numbers if (found := request_by_number(number))]


def _filled_in(asked_for: list[ServiceRequest]) -> dict[str, object]:
    if asked_for:
        first = asked_for[0]
        return {
            "titulo": first.summary or "Capacitación",
            "tema": first.topic or "",
            "territorio": first.territory or "",
            "solicitudes": [one.filing_number for one in asked_for],
        }
    return {name: request.args.get(name, "") for name in ("actividad", "territorio", "servicio")}


def _plan(form: NewExecutionForm) -> Execution:
    service_requests = chosen_requests(form.solicitudes.data)
    rules.check_may_attend(current_staff(), service_requests)
    return actions.plan_execution(
        activity_number=form.activity_number,
        title=form.titulo.data,
        takes_place_on=form.fecha.data,
        starts_at=form.hora.data,
        place=form.lugar.data,
        territory=form.chosen("territorio"),
        service=form.chosen("servicio"),
        topic=form.chosen("tema"),
        service_requests=service_requests,
        actor=current_staff(),
    )


def _go_on(execution: Execution) -> Answer:
    """What has already taken place is recorded as held right away."""
    flash("Listo: quedó en la agenda.")
    is_over = execution.takes_place_on <= clock.today() and request.form.get("luego") == "hecha"
    page = "agenda.hold" if is_over else "agenda.execution_page"
    return redirect(url_for(page, execution_id=execution.id), 303)
