"""What a leader answers to the dates on offer, from the page of the request."""

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import public
from portal.agenda import queries, queries_offers
from portal.agenda.actions_offers import answer_dates
from portal.agenda.forms_dates import DatesForm
from portal.casework.queries import lock_request
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.intake import access
from portal.intake.forms_information import InformationForm
from portal.intake.models import ServiceRequest
from portal.transparency.views_tracking import PAGE, bp, tracking_page

CHANGED = "La oficina cambió las fechas mientras usted las leía. Mírelas otra vez y envíe."


@bp.post(f"{PAGE}/fechas")
@public
def answer_offer(filing_number: str) -> Response | str | tuple[str, int]:
    """Which dates do, which others would; what was typed comes back with whatever was wrong."""
    service_request = access.granted_request(filing_number)
    if service_request is None:
        return access.refusal()
    offer = queries_offers.standing_offer(service_request.id)
    if offer is None:
        flash("La oficina ya no espera su respuesta sobre estas fechas.", "error")
        return redirect(url_for("tracking.tracking", filing_number=filing_number), 303)
    form = DatesForm.of(offer)
    if not form.validate_on_submit():
        return _again(service_request, form), 400
    queries.execution_to_change(offer.execution_id)
    service_request = lock_request(filing_number) or abort(404)
    db.session.refresh(offer)
    try:
        answer_dates(
            offer,
            seen_version=form.version.data,
            accepted_ids=form.accepted_ids,
            proposed=form.slots,
            people_expected=form.personas.data,
        )
    except Refused as refusal:
        return _refused(filing_number, form, refusal)
    db.session.commit()
    flash("Gracias: la oficina ya sabe cuáles fechas le sirven. Le avisamos cuando fije una.")
    return redirect(url_for("tracking.tracking", filing_number=filing_number), 303)


def _refused(filing_number: str, form: DatesForm, refusal: Refused) -> tuple[str, int]:
    db.session.rollback()
    service_request = access.granted_request(filing_number) or abort(404)
    is_conflict = isinstance(refusal, Conflict)
    if is_conflict:
        form = _upon_the_new(service_request, form)
    form.refuse(Refused(CHANGED, field="fechas") if is_conflict else refusal)
    return _again(service_request, form), 409 if is_conflict else 400


def _upon_the_new(service_request: ServiceRequest, form: DatesForm) -> DatesForm:
    """What was typed, beside the dates as they are now: sent again, it goes upon these."""
    offer = queries_offers.standing_offer(service_request.id)
    if offer is not None:
        form.see_offer(offer)
    return form


def _again(service_request: ServiceRequest, form: DatesForm) -> str:
    return tracking_page(service_request, InformationForm(formdata=None), dates_form=form)
