"""Who came, as staff keep it: the list, the window of the QR, the papers, the certificates."""

from datetime import datetime, time, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.forms import BareForm, status
from portal.agenda import (
    actions_attendance,
    actions_sessions,
    queries,
    queries_attendance,
    queries_sessions,
    rules,
    rules_sessions,
)
from portal.agenda.access import check_in_address, reads_attendance
from portal.agenda.attendance_list import repeated_names
from portal.agenda.attendance_variables import IMPROVEMENTS, sums
from portal.agenda.forms_attendance import NamesForm, SheetForm
from portal.agenda.forms_fields import VersionForm
from portal.agenda.forms_sessions import WindowForm
from portal.agenda.models import Execution
from portal.agenda.models_attendance import Usefulness
from portal.agenda.models_sessions import SessionDetails
from portal.agenda.views_acting import BOTH, PAGE, Answer, bp, carry_out, load
from portal.errors import Refused
from portal.extensions import db
from portal.intake import form_nonces

LIST = f"{PAGE}/asistencia"
EARLY, LATE = timedelta(minutes=30), timedelta(minutes=30)


@bp.route(LIST, methods=BOTH)
@staff(*rules.ATTENDERS)
@reads_attendance()
def attendance(execution_id: int) -> Answer:
    """Copy a list, a name in each line; the same form sent again adds nobody."""
    load(execution_id)
    form = NamesForm()
    nonce = form_nonces.read(SheetForm.LIST, form.formulario.data)
    if form.validate_on_submit() and nonce:
        locked = queries.execution_to_change(execution_id) or abort(404)
        try:
            actions_attendance.write_down(
                locked, nonce=nonce.nonce, names=form.names, actor=current_staff()
            )
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            flash(f"Listo: {len(form.names)} en la lista.")
            return redirect(url_for("agenda.attendance", execution_id=execution_id), 303)
    elif form.is_submitted() and not form.errors:
        form.form_errors.append("La página esperó demasiado. Revise y envíe otra vez.")
    return _page(execution_id, form), status(form)


def _page(execution_id: int, form: NamesForm) -> str:
    execution = load(execution_id)
    details = queries_sessions.details_of(execution_id)
    people = queries_attendance.attendees_of(execution_id)
    if not form.is_submitted() or not form_nonces.read(SheetForm.LIST, form.formulario.data):
        form.formulario.data = form_nonces.issue(SheetForm.LIST)
    return render_template(
        "agenda/attendance.html",
        execution=execution,
        details=details,
        form=form,
        people=people,
        repeated=repeated_names(people),
        phase=rules_sessions.phase_of(details, clock.now()).name if details else "OVER",
        sums=sums(queries_attendance.tallies_of(execution_id)),
        usefulness=queries_attendance.usefulness_of(execution_id),
        Usefulness=Usefulness,
        improvements=queries_attendance.improvements_of(execution_id),
        IMPROVEMENTS=IMPROVEMENTS,
        no_certificate=rules_sessions.why_no_certificate(execution, details),
        address=check_in_address(details) if details and details.check_in_code else None,
    )


@bp.post(f"{LIST}/<row>/retirar")
@staff(*rules.ATTENDERS)
def strike(execution_id: int, row: str) -> AnyResponse:
    load(execution_id)
    if not BareForm().validate_on_submit():
        abort(400)
    queries.execution_to_change(execution_id)
    attendee = queries_attendance.attendee(row)
    if attendee is None or attendee.execution_id != execution_id:
        abort(404)
    try:
        actions_attendance.strike(attendee, actor=current_staff())
    except Refused as refusal:
        db.session.rollback()
        flash(refusal.message, "error")
    else:
        db.session.commit()
        flash("Listo: ya no cuenta en la lista.")
    return redirect(url_for("agenda.attendance", execution_id=execution_id), 303)


@bp.route(f"{LIST}/qr", methods=BOTH)
@staff(*rules.ATTENDERS)
def open_check_in(execution_id: int) -> Answer:
    """On the session's day, between two hours."""
    execution = load(execution_id)
    details = queries_sessions.details_of(execution_id)
    form = WindowForm(**_usual_window(execution, details))
    return carry_out(
        execution_id,
        form,
        lambda locked: actions_sessions.open_check_in(
            locked,
            seen_version=form.version.data,
            opens_at=_on_its_day(locked, form.desde.data),
            closes_at=_on_its_day(locked, form.hasta.data),
            actor=current_staff(),
        ),
        page="open_check_in",
        done="Listo: imprima el cartel con el QR y péguelo donde todos lo vean.",
        then="agenda.attendance",
    )


@bp.route(f"{LIST}/qr/cerrar", methods=BOTH)
@staff(*rules.ATTENDERS)
def close_check_in(execution_id: int) -> Answer:
    load(execution_id)
    form = VersionForm()
    return carry_out(
        execution_id,
        form,
        lambda locked: actions_sessions.close_check_in(
            locked, seen_version=form.version.data, actor=current_staff()
        ),
        page="close_check_in",
        done="Listo: la lista quedó cerrada. El QR ahora pregunta qué tal estuvo.",
        then="agenda.attendance",
    )


def _on_its_day(execution: Execution, at: time) -> datetime:
    return datetime.combine(execution.takes_place_on, at, tzinfo=clock.BOGOTA)


def _usual_window(execution: Execution, details: SessionDetails | None) -> dict[str, Any]:
    """That which stands; else from half an hour before it begins to half an hour after it ends."""
    if details and details.check_in_opens_at and details.check_in_closes_at:
        opens, closes = details.check_in_opens_at, details.check_in_closes_at
    elif over := rules_sessions.ends(execution, details.minutes if details else None):
        opens = rules.starts(execution.takes_place_on, execution.starts_at) - EARLY
        closes = over + LATE
    else:
        return {}
    return {
        "desde": opens.astimezone(clock.BOGOTA).time(),
        "hasta": closes.astimezone(clock.BOGOTA).time(),
    }
