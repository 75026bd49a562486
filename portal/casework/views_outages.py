"""The log of days when a channel did not work (CPACA art. 62)."""

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.forms import status
from portal.casework.forms_outages import AnnulForm, EndForm, OutageForm
from portal.casework.rules import DESK
from portal.casework.views import bp
from portal.errors import Refused
from portal.extensions import db
from portal.intake import actions_outages, queries_outages
from portal.intake.rules_outages import resend_until

ADDRESS = "/gestion/canal"


@bp.route(ADDRESS, methods=["GET", "POST"])
@staff(*DESK)
def outages() -> Response | tuple[str, int]:
    """The log, and a form to add to it."""
    form = OutageForm(desde=clock.today())
    if form.validate_on_submit():
        try:
            _record(form)
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return _done("Listo: quedó anotado.")
    page = render_template(
        "casework/outages.html",
        form=form,
        outages=queries_outages.outage_log(),
        resend_until=resend_until,
    )
    return page, status(form)


@bp.route(f"{ADDRESS}/<int:outage_id>/volvio", methods=["GET", "POST"])
@staff(*DESK)
def end_outage(outage_id: int) -> Response | tuple[str, int]:
    form = EndForm(hasta=clock.today())
    outage = queries_outages.lock_outage(outage_id) or abort(404)
    if form.validate_on_submit():
        try:
            actions_outages.end_outage(outage, ended_at=form.came_back(), actor=current_staff())
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return _done("Listo: quedó anotado que volvió.")
    return render_template("casework/end_outage.html", form=form, outage=outage), status(form)


@bp.route(f"{ADDRESS}/<int:outage_id>/anular", methods=["GET", "POST"])
@staff(*DESK)
def annul_outage(outage_id: int) -> Response | tuple[str, int]:
    form = AnnulForm()
    outage = queries_outages.lock_outage(outage_id) or abort(404)
    if form.validate_on_submit():
        try:
            actions_outages.annul_outage(outage, reason=form.motivo.data, actor=current_staff())
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return _done("Listo: quedó anulada.")
    return render_template("casework/annul_outage.html", form=form, outage=outage), status(form)


def _record(form: OutageForm) -> None:
    actions_outages.record_outage(
        channel=form.channel,
        began_at=form.began_at(),
        ended_at=form.ended_at(),
        what_happened=form.que_paso.data,
        actor=current_staff(),
    )


def _done(words: str) -> Response:
    db.session.commit()
    flash(words)
    return redirect(url_for("casework.outages"), 303)
