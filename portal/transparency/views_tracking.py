"""A request as whoever filed it sees it: term, answers, files, its rows, and a box to add more."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import public
from portal.agenda.forms_dates import DatesForm
from portal.agenda.session_part import session_part
from portal.casework.actions import requester_answered
from portal.casework.actions_clock import lengthen_completion
from portal.casework.clock_line import clock_steps, term_days
from portal.casework.clock_words import TO_REQUESTER
from portal.casework.forms_requester import ResolvedForm
from portal.casework.queries import lock_request
from portal.casework.resolved_part import resolved_part
from portal.casework.rules_clock import may_lengthen
from portal.casework.subjects import body_of, place_of, topic_of
from portal.casework.timing import acts_of
from portal.errors import Refused
from portal.extensions import db
from portal.forms import PortalForm
from portal.indicators.tracking import timeline
from portal.indicators.tracking_queries import rows_of_request
from portal.indicators.tracking_words import row_words
from portal.intake import access, queries
from portal.intake.actions import add_information
from portal.intake.forms_information import InformationForm
from portal.intake.kinds import RequestStatus
from portal.intake.models import ServiceRequest
from portal.transparency.published_rows import published_rows

bp = Blueprint("tracking", __name__)
PAGE = "/seguimiento/<filing_number>"


@bp.get(PAGE)
@public
def tracking(filing_number: str) -> str | tuple[str, int]:
    """Without the right session, the same answer for every number, known or not."""
    service_request = access.granted_request(filing_number)
    if service_request is None:
        return access.refusal()
    return tracking_page(service_request, InformationForm(formdata=None))


@bp.post(PAGE)
@public
def add_to_request(filing_number: str) -> Response | str | tuple[str, int]:
    """Add words and files. What was typed comes back with whatever was wrong."""
    service_request = access.granted_request(filing_number)
    if service_request is None:
        return access.refusal()
    db.session.rollback()  # files are looked at while others may write
    form = InformationForm()
    if not form.validate():
        return tracking_page(_granted_again(filing_number), form), 400
    service_request = lock_request(filing_number) or abort(404)
    add_information(service_request, body=form.mensaje.data or "", files=form.files)
    requester_answered(service_request)
    db.session.commit()
    flash("Lo agregamos a su solicitud. La oficina lo va a leer.")
    return redirect(url_for("tracking.tracking", filing_number=filing_number), 303)


@bp.post(f"{PAGE}/mas-plazo")
@public
def ask_more_time(filing_number: str) -> Response | str | tuple[str, int]:
    """As much time again to complete it, asked for before the month ends (CPACA art. 17)."""
    granted = access.granted_request(filing_number)
    if granted is None:
        return access.refusal()
    if not PortalForm().validate_on_submit():
        return tracking_page(granted, InformationForm(formdata=None)), 400
    service_request = lock_request(filing_number) or abort(404)
    try:
        lengthen_completion(service_request, actor=None, seen_version=service_request.version)
    except Refused as refusal:
        db.session.rollback()
        flash(refusal.message)
    else:
        db.session.commit()
        flash("Listo: tiene un mes más para completarla.")
    return redirect(url_for("tracking.tracking", filing_number=filing_number), 303)


@bp.get(f"{PAGE}/archivos/<public_id>")
@public
def requester_file(filing_number: str, public_id: str) -> Response | tuple[str, int]:
    """A file that may be seen by whoever filed the request."""
    service_request = access.granted_request(filing_number)
    if service_request is None:
        return access.refusal()
    attachment = queries.visible_attachment(service_request, public_id) or abort(404)
    return access.attachment_response(attachment)


def _granted_again(filing_number: str) -> ServiceRequest:
    return access.granted_request(filing_number) or abort(404)


def tracking_page(
    service_request: ServiceRequest,
    form: InformationForm,
    *,
    dates_form: DatesForm | None = None,
    resolved_form: ResolvedForm | None = None,
) -> str:
    today = clock.today()
    acts = acts_of(service_request)
    plan, rows = rows_of_request(service_request, today)
    return render_template(
        "transparency/tracking.html",
        service_request=service_request,
        form=form,
        about=[words for words in (topic_of(service_request), place_of(service_request)) if words],
        steps=clock_steps(service_request, today, TO_REQUESTER, acts),
        term=None if service_request.is_closed else term_days(service_request, today, acts),
        holder=body_of(service_request),
        may_lengthen=may_lengthen(service_request, [act.clock_act for act in acts], today),
        entries=timeline(
            service_request,
            queries.conversation(service_request),
            queries.visible_attachments(service_request),
        ),
        is_waiting=service_request.status is RequestStatus.WAITING,
        **resolved_part(service_request, resolved_form),
        **session_part(service_request, dates_form),
        plan=plan,
        rows=[(each, row_words(row, service_request)) for each, row in rows],
        published=published_rows(service_request),
    )
