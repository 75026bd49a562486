"""What a requester decides from the page of their request: to withdraw, whether it is resolved."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import public
from portal.casework import actions_requester
from portal.casework.forms_requester import ResolvedForm, WithdrawalForm
from portal.casework.queries import lock_request
from portal.errors import Refused
from portal.extensions import db
from portal.intake import access
from portal.intake.forms_information import InformationForm
from portal.intake.models import ServiceRequest
from portal.transparency.views_tracking import PAGE, bp, tracking_page

WITHDRAWN = "Listo: usted desistió y su solicitud quedó cerrada."
RESOLVED = "Gracias por contarnos."
REOPENED = "Su solicitud está abierta de nuevo. La oficina va a leer lo que falta."


@bp.route(f"{PAGE}/desistir", methods=["GET", "POST"])
@public
def withdraw(filing_number: str) -> Response | str | tuple[str, int]:
    """A page of its own, so that nobody withdraws by one wrong touch (CPACA art. 18)."""
    service_request = access.granted_request(filing_number)
    if service_request is None:
        return access.refusal()
    form = WithdrawalForm()
    if not form.is_submitted():
        is_late = service_request.is_closed
        return _back(filing_number) if is_late else _withdrawal_page(service_request, form)
    if not form.validate():
        return _withdrawal_page(service_request, form), 400
    reason = form.motivo.data
    return _act(
        filing_number, lambda one: actions_requester.withdraw(one, reason=reason), WITHDRAWN
    )


@bp.post(f"{PAGE}/resuelto")
@public
def say_whether_resolved(filing_number: str) -> Response | str | tuple[str, int]:
    """Yes, and how it was attended; or no and what is missing, which opens it again."""
    service_request = access.granted_request(filing_number)
    if service_request is None:
        return access.refusal()
    form = ResolvedForm()
    if not form.validate():
        box = InformationForm(formdata=None)
        return tracking_page(service_request, box, resolved_form=form), 400
    return _act(
        filing_number, lambda one: _say(one, form), RESOLVED if form.is_resolved else REOPENED
    )


def _withdraw(service_request: ServiceRequest, form: WithdrawalForm) -> None:
    actions_requester.withdraw(service_request, reason=form.motivo.data)


def _say(service_request: ServiceRequest, form: ResolvedForm) -> None:
    if form.is_resolved:
        actions_requester.say_resolved(service_request, rating=form.rating)
    else:
        actions_requester.say_unresolved(
            service_request, reason=form.falta.data, rating=form.rating
        )


def _act(filing_number: str, act: Callable[[ServiceRequest], object], done: str) -> Response:
    service_request = lock_request(filing_number) or abort(404)
    try:
        act(service_request)
    except Refused as refusal:
        db.session.rollback()
        flash(refusal.message)
    else:
        db.session.commit()
        flash(done)
    return _back(filing_number)


def _back(filing_number: str) -> Response:
    return redirect(url_for("tracking.tracking", filing_number=filing_number), 303)


def _withdrawal_page(service_request: ServiceRequest, form: WithdrawalForm) -> str:
    return render_template("transparency/withdraw.html", service_request=service_request, form=form)
