"""Who lost the code of a request gets a new one by a link to the e-mail that was left."""

from flask import render_template, request
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from portal.accounts import throttle
from portal.accounts.access import public
from portal.casework import lost_codes
from portal.casework.actions_code import renew_code, send_link
from portal.casework.forms_code import LostCodeForm
from portal.casework.queries import lock_request
from portal.extensions import db
from portal.forms import PortalForm
from portal.intake import access, tracking_codes
from portal.transparency.views_tracking import bp

SPAN = 10 * 60  # seconds
MOST = 20


@bp.route("/seguimiento/codigo", methods=["GET", "POST"])
@public
def lost_code() -> str | tuple[str, int]:
    """The same answer whether or not there is such a request with such an address."""
    form = LostCodeForm()
    if not lost_codes.may_be_sent() or not form.is_submitted():
        return _page(form)
    if not form.validate():
        return _page(form), 400
    _count_try()
    service_request = lock_request(form.filing_number())
    if service_request is not None:
        send_link(service_request, email=form.correo.data)
    db.session.commit()
    return _page(form, is_sent=True)


@bp.route("/seguimiento/codigo/<token>", methods=["GET", "POST"])
@public
def new_code(token: str) -> str | Response | tuple[str, int]:
    """Opening it changes nothing, since mail programs open links; pressing the button does."""
    service_request = lost_codes.opened_by(token)
    if service_request is None:
        return render_template("transparency/lost_link.html"), 404
    form = PortalForm()
    if not form.is_submitted():
        return _new_code_page(form)
    if not form.validate():
        return _new_code_page(form), 400
    lock_request(service_request.filing_number)
    if lost_codes.opened_by(token) is None:  # another press came first
        db.session.rollback()
        return render_template("transparency/lost_link.html"), 404
    code = renew_code(service_request)
    db.session.commit()
    access.grant(service_request)
    return _new_code_page(form, tracking_codes.grouped(code), service_request.filing_number)


def _count_try() -> None:
    tries = throttle.tries("lost-code-form", request.remote_addr or "", SPAN)
    if tries > MOST:
        db.session.commit()
        raise TooManyRequests(retry_after=throttle.seconds_left(SPAN))


def _page(form: LostCodeForm, *, is_sent: bool = False) -> str:
    return render_template(
        "transparency/lost_code.html",
        form=form,
        is_sent=is_sent,
        may_be_sent=lost_codes.may_be_sent(),
        minutes=int(lost_codes.LIFE.total_seconds() // 60),
    )


def _new_code_page(form: PortalForm, code: str | None = None, number: str | None = None) -> str:
    return render_template("transparency/new_code.html", form=form, code=code, number=number)
