"""Opening a request with its number and code, and closing it again in this browser."""

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from portal import config
from portal.accounts import throttle
from portal.accounts.access import public
from portal.extensions import db
from portal.intake import access, queries, tracking_codes
from portal.intake.forms_tracking import TrackingForm
from portal.intake.models import ServiceRequest
from portal.intake.views import bp

SPAN = 10 * 60  # seconds
MISSES = 21


@bp.route("/seguimiento", methods=["GET", "POST"])
@public
def track() -> str | Response | tuple[str, int]:
    """One refusal for an unknown number and for a wrong code, after the same work."""
    form = TrackingForm()
    if request.method != "POST":
        return _page(form)
    if not form.validate():
        return _page(form), 400
    service_request = _opened_by(form)
    if service_request is None:
        _count_miss()
        return _page(TrackingForm(formdata=None), is_refused=True), 404
    access.grant(service_request)
    return redirect(f"/seguimiento/{service_request.filing_number}", 303)


@bp.post("/seguimiento/cerrar")
@public
def close_tracking() -> Response:
    """Forget every request in this browser, for whoever borrowed it."""
    access.forget()
    return redirect(url_for("home.home"), 303)


@bp.get("/salida")
@public
def leave() -> Response:
    """For who must not be seen here: nothing stays open, and another site is in its place.

    A link, so that it works at once and without a script; it only takes from this browser.
    """
    access.forget()
    response = redirect(config.setting("LEAVE_TO"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _count_miss() -> None:
    """Slow down whoever guesses. The right code always opens: nobody guesses 65 bits, and many
    telephones share one address.
    """
    misses = throttle.tries("tracking", request.remote_addr or "", SPAN)
    db.session.commit()
    if misses > MISSES:
        raise TooManyRequests(retry_after=throttle.seconds_left(SPAN))


def _opened_by(form: TrackingForm) -> ServiceRequest | None:
    service_request = queries.request_by_number(form.filing_number())
    stored_hash = service_request.tracking_code_hash if service_request else None
    return service_request if tracking_codes.matches(stored_hash, form.codigo.data) else None


def _page(form: TrackingForm, *, is_refused: bool = False) -> str:
    return render_template("intake/track.html", form=form, is_refused=is_refused)
