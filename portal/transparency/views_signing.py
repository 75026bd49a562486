"""Staff: prepare, review, approve, reject; each with the password again and the hash in sight."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import count_try, current_staff, staff
from portal.accounts.forms import StaffForm, status
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.indicators.queries import counting_plan
from portal.transparency import actions, compare, queries
from portal.transparency.difference_words import changes
from portal.transparency.forms import ApproveForm, PrepareForm, RejectForm, ReviewForm
from portal.transparency.frozen import Frozen
from portal.transparency.models import Publication
from portal.transparency.published import frozen_month, published_month
from portal.transparency.views_publishing import MONTH, bp, check_month, waiting_of

BOTH = ("GET", "POST")
Answer = Response | tuple[str, int]


@bp.route(f"{MONTH}/preparar", methods=BOTH)
@staff()
def prepare(year: int, month: int) -> Answer:
    """See what would be frozen and its hash; sign it. A correction asks for its reason first."""
    check_month(year, month)
    form = PrepareForm()
    frozen, hindrance = _preview(year, month, form)
    if frozen and form.huella.data == frozen.figures_sha256 and form.validate_on_submit():
        signed = _carry_out(
            form,
            lambda: actions.prepare(
                year=year,
                month=month,
                signer=current_staff(),
                password=form.clave.data,
                reason=form.motivo.data,
                seen_sha256=form.huella.data,
            ),
        )
        if signed:
            flash("Listo: quedó preparada y firmada. Falta que la revise Planeación.")
            return _to_month(year, month)
    return _prepare_page(year, month, form, frozen, hindrance)


def _preview(year: int, month: int, form: PrepareForm) -> tuple[Frozen | None, Refused | None]:
    """What would be signed, or why nothing can be; a missing reason is said beside its field."""
    try:
        return actions.preview(year=year, month=month, reason=form.motivo.data), None
    except Refused as refusal:
        if refusal.field is None:
            return None, refusal
        if request.method == "POST":
            form.refuse(refusal)
        return None, None


def _prepare_page(
    year: int, month: int, form: PrepareForm, frozen: Frozen | None, hindrance: Refused | None
) -> Answer:
    published = queries.publication_of(year, month)
    page = render_template(
        "transparency/staff/prepare.html",
        year=year,
        month=month,
        form=form,
        frozen=frozen,
        hindrance=hindrance,
        is_stale=bool(frozen and form.huella.data and form.huella.data != frozen.figures_sha256),
        shown=frozen_month(frozen.figures, counting_plan(year, month)) if frozen else None,
        published=published,
        changes=changes(compare.to_today(published)) if published else None,
    )
    return page, 409 if hindrance and request.method == "POST" else status(form)


@bp.route(f"{MONTH}/revisar", methods=BOTH)
@staff()
def review(year: int, month: int) -> Answer:
    form, publication = ReviewForm(), _waiting(year, month)
    if form.validate_on_submit() and _carry_out(
        form,
        lambda: actions.review(
            publication,
            signer=current_staff(),
            password=form.clave.data,
            seen_sha256=form.huella.data,
        ),
    ):
        flash("Listo: quedó revisada y firmada. Falta que la apruebe el comité.")
        return _to_month(year, month)
    return _sign_page("review", publication, form)


@bp.route(f"{MONTH}/aprobar", methods=BOTH)
@staff()
def approve(year: int, month: int) -> Answer:
    """The third signature, with which the month is public."""
    form, publication = ApproveForm(), _waiting(year, month)
    if form.validate_on_submit() and _carry_out(
        form,
        lambda: actions.approve(
            publication,
            signer=current_staff(),
            password=form.clave.data,
            act_number=form.acta.data or "",
            act_on=form.fecha_acta.data,
            seen_sha256=form.huella.data,
        ),
    ):
        flash("Listo: el mes quedó publicado.")
        return _to_month(year, month)
    return _sign_page("approve", publication, form)


@bp.route(f"{MONTH}/rechazar", methods=BOTH)
@staff()
def reject(year: int, month: int) -> Answer:
    """Back to preparation: its signatures are void."""
    form, publication = RejectForm(), _waiting(year, month)
    if form.validate_on_submit() and _carry_out(
        form,
        lambda: actions.reject(
            publication,
            actor=current_staff(),
            password=form.clave.data,
            reason=form.motivo.data or "",
        ),
    ):
        flash("Listo: quedó rechazada. Sus firmas ya no valen.")
        return _to_month(year, month)
    return _sign_page("reject", publication, form)


def _waiting(year: int, month: int) -> Publication:
    """What is to be signed; somebody else may have ended it since the page was opened."""
    check_month(year, month)
    publication = waiting_of(year, month)
    if publication is None:
        raise Conflict("Este mes no espera ninguna firma. Mire cómo está ahora.")
    return publication


def _carry_out(form: StaffForm, act: Callable[[], Any]) -> bool:
    """Do it and commit, or show why not; a lost race goes to the page of conflicts."""
    count_try(current_staff().email)
    try:
        act()
    except Conflict:
        raise
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return False
    db.session.commit()
    return True


def _sign_page(name: str, publication: Publication, form: StaffForm) -> Answer:
    page = render_template(
        f"transparency/staff/{name}.html",
        shown=published_month(publication),
        changes=changes(compare.to_today(publication)),
        form=form,
        today=clock.today(),
    )
    return page, status(form)


def _to_month(year: int, month: int) -> Response:
    return redirect(url_for("publishing.month", year=year, month=month), 303)
