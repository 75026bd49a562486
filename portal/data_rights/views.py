"""Asking about one's own data, and reading the answer with number and code."""

from flask import Blueprint, render_template, request
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import TooManyRequests

from portal import kept_pages
from portal.accounts import throttle
from portal.accounts.access import public
from portal.data_rights import queries, rules
from portal.data_rights.actions import FiledDataRequest, file_data_request
from portal.data_rights.forms import DataForm, DataRequestForm, FindDataRequestForm
from portal.data_rights.models import DataRequest
from portal.extensions import db
from portal.intake import form_nonces, office_days, tracking_codes

bp = Blueprint("data_rights", __name__)

EXPIRED = "La página estuvo abierta mucho tiempo. Revise lo que escribió y envíelo otra vez."
SPAN = 10 * 60  # seconds
MOST_FILED, MISSES = 10, 21


@bp.route("/privacidad/solicitud", methods=["GET", "POST"])
@public
def new() -> str | tuple[str, int]:
    """The form; sent, it shows number and code, and sent again the same ones."""
    form = DataRequestForm()
    if request.method != "POST":
        form.formulario.data = kept_pages.fill_hole(form_nonces.issuer(DataForm.RIGHTS))
        return _form_page(form)
    is_complete = form.validate()
    nonce = form_nonces.read(DataForm.RIGHTS, form.formulario.data)
    if nonce is None or (nonce.has_expired and queries.by_nonce(nonce.nonce) is None):
        form.formulario.data = form_nonces.issue(DataForm.RIGHTS)
        return _form_page(form, EXPIRED), 400
    if not is_complete or form.sitio_web.data:
        return _form_page(form), 400
    if queries.by_nonce(nonce.nonce) is None:
        _count("data-request", MOST_FILED)
    filed = _file(form, nonce.nonce)
    return _page_of(filed.data_request, code=tracking_codes.grouped(filed.code))


@bp.route("/privacidad/consultar", methods=["GET", "POST"])
@public
def find() -> str | tuple[str, int]:
    """One refusal for an unknown number and for a wrong code; nothing stays in the browser."""
    form = FindDataRequestForm()
    if request.method != "POST":
        return _find_page(form)
    if not form.validate():
        return _find_page(form), 400
    one = queries.opened_by(form.radicado.data.upper(), form.codigo.data)
    if one is None:
        _count("data-request-code", MISSES)
        db.session.commit()
        return _find_page(FindDataRequestForm(formdata=None), is_refused=True), 404
    return _page_of(one)


def _file(form: DataRequestForm, nonce: str) -> FiledDataRequest:
    """Tried again once where the same form came twice over midnight of New Year."""
    try:
        filed = file_data_request(form.facts(), nonce=nonce)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        filed = file_data_request(form.facts(), nonce=nonce)
        db.session.commit()
    return filed


def _count(purpose: str, most: int) -> None:
    tries = throttle.tries(purpose, request.remote_addr or "", SPAN)
    if tries > most:
        db.session.commit()
        raise TooManyRequests(retry_after=throttle.seconds_left(SPAN))


def _form_page(form: DataRequestForm, notice: str | None = None) -> str:
    return render_template("data_rights/new.html", form=form, notice=notice)


def _find_page(form: FindDataRequestForm, *, is_refused: bool = False) -> str:
    return render_template("data_rights/find.html", form=form, is_refused=is_refused)


def _page_of(one: DataRequest, code: str | None = None) -> str:
    return render_template(
        "data_rights/shown.html",
        one=one,
        code=code,
        term=rules.term_of(one.wish),
        due_on=rules.due_on(one, office_days.now()),
    )
