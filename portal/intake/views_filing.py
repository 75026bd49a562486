"""The three forms that anybody may send."""

from collections.abc import Mapping

from flask import make_response, redirect, render_template, request, session, url_for
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.wrappers import Response

from portal import clock, kept_pages, one_writer
from portal.accounts.access import public
from portal.extensions import db
from portal.intake import (
    access,
    catalogues,
    form_nonces,
    privacy_notice,
    queries,
    queries_outages,
)
from portal.intake.actions import Filed, Filing
from portal.intake.actions_web import file_from_web
from portal.intake.form_nonces import FormNonce
from portal.intake.forms import WEB_FORMS, WebForm
from portal.intake.forms_information import information_from
from portal.intake.kinds import RequestKind
from portal.intake.views import bp
from portal.intake.views_acknowledgement import acknowledgement_page

EXPIRED = "La página estuvo abierta mucho tiempo. Revise lo que escribió y envíelo otra vez."
BUSY = "No pudimos guardar su solicitud en este momento. Envíela otra vez en un minuto."
HANDED_OVER = "Aquí está su borrador. No lo guardamos hasta que usted lo envíe."
# Places that are understood when written, but not suggested: their names would weigh as much as the
# rest of the form, for whoever opens it with little signal.
TOO_MANY = ("Cabecera y centros poblados",)


@bp.route("/solicitudes/<any(capacitacion, asesoria, queja):kind>", methods=["GET", "POST"])
@public
def new_request(kind: str) -> str | Response | tuple[str, int]:
    """The form, and its filing: once for each form opened, however often it is sent."""
    form = WEB_FORMS[RequestKind(kind)]()
    if request.method != "POST":
        session.setdefault("visita", 1)  # tells whether the browser keeps cookies
        form.formulario.data = kept_pages.fill_hole(form_nonces.issuer(form.kind))
        form.choose_topic(request.args.get("tema"))
        form.choose_place(request.args.get("lugar"))
        return _kept_for_back(_page(form))
    is_complete = form.validate()
    nonce = form_nonces.read(form.kind, form.formulario.data)
    if nonce is None or _is_stale(nonce):
        form.formulario.data = form_nonces.issue(form.kind)
        return _page(form, EXPIRED), 400
    if not is_complete:
        return _page(form), 400
    try:
        filed = _file(form, nonce)
    except OperationalError:
        return _page(form, BUSY), 503
    with one_writer.reading():
        return _answer(form, filed, nonce.nonce)


def filled_page(kind: RequestKind, *, topic: str, boxes: Mapping[str, str]) -> str:
    """The form as another page of ours fills it in, its fields by name; nothing is kept by it.

    It goes without the cookie that comes with an empty form.
    """
    form = WEB_FORMS[kind](formdata=None)
    form.formulario.data = form_nonces.issue(form.kind)
    form.choose_topic(topic)
    for name, text in boxes.items():
        form[name].data = text
    return _page(form, HANDED_OVER)


def _kept_for_back(page: str) -> Response:
    """The browser may show it again after «back», with what was typed and the same nonce."""
    response = make_response(page)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _is_stale(nonce: FormNonce) -> bool:
    """An old form may be filed no more, but one that was filed shows its number for ever."""
    return nonce.has_expired and queries.request_by_nonce(nonce.nonce) is None


def _file(form: WebForm, nonce: FormNonce) -> Filed:
    """One transaction. Tried again once where the same form came twice over midnight of New Year.

    Two years have two counters, which do not wait for each other; and a busy SQLite gives up.
    """
    filing = Filing(
        received_at=clock.now(),
        is_suspect=bool(form.sitio_web.data) or nonce.was_hasty,
        privacy_notice=privacy_notice.VERSION,
        **form.facts(),
    )
    try:
        return _commit(form, filing, nonce.nonce)
    except (IntegrityError, OperationalError):
        db.session.rollback()
    try:
        return _commit(form, filing, nonce.nonce)
    except OperationalError:
        db.session.rollback()
        raise


def _commit(form: WebForm, filing: Filing, nonce: str) -> Filed:
    filed = file_from_web(filing, nonce=nonce, files=form.files, address=_address())
    db.session.commit()
    return filed


def _answer(form: WebForm, filed: Filed, nonce: str) -> str | Response:
    """A redirect to the acknowledgement; the page itself where a redirect would lose something."""
    access.remember_filing(filed.service_request, nonce)
    if filed.differs:
        new_words = information_from(form)
        return acknowledgement_page(filed.service_request, nonce, new_words=new_words)
    if not access.has_cookies():
        return acknowledgement_page(filed.service_request, nonce)
    number = filed.service_request.filing_number
    return redirect(url_for("intake.acknowledgement", filing_number=number), 303)


def _page(form: WebForm, notice: str | None = None) -> str:
    places = catalogues.catalogue("territories")
    return render_template(
        f"intake/{form.kind.name.lower()}.html",
        form=form,
        notice=notice,
        outage_notes=queries_outages.public_notes(),
        places=[place.label for place in places if place.group not in TOO_MANY],
        providers=[entry.label for entry in catalogues.catalogue("providers")],
    )


def _address() -> str:
    return request.remote_addr or ""
