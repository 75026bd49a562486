"""The monthly sample of closed requests: its draw, its rows, and what was found in them."""

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.forms import BareForm, status
from portal.accounts.models import Role
from portal.casework.rules import DESK
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.transparency import actions_audit, queries_audit
from portal.transparency.forms_audit import FindingForm
from portal.transparency.models_audit import AuditResult, AuditRow, AuditSample
from portal.transparency.views_publishing import YEAR

bp = Blueprint("audit", __name__)
SAMPLES = "/gestion/supervision/muestras"
MONTH = f"{SAMPLES}/{YEAR}/<int(fixed_digits=2, min=1, max=12):month>"
Answer = Response | str | tuple[str, int]


@bp.get(SAMPLES)
@staff(*DESK)
def samples() -> str:
    """The months of a year that are over, the last one first."""
    today = clock.today()
    year = request.args.get("anio", today.year, type=int)
    if not 2000 <= year <= today.year:
        abort(404)
    return render_template(
        "transparency/staff/samples.html",
        year=year,
        this_year=today.year,
        months=range(12 if year < today.year else today.month - 1, 0, -1),
        audited=queries_audit.audited(year),
        may_draw=current_staff().role is Role.COORDINATOR,
        form=BareForm(formdata=None),
    )


@bp.post(f"{MONTH}/sortear")
@staff(Role.COORDINATOR)
def draw(year: int, month: int) -> Response:
    """Of two who draw at once both see the same sample, and the second is told."""
    if not BareForm().validate_on_submit():
        abort(400)
    try:
        actions_audit.draw_sample(year=year, month=month, actor=current_staff())
        db.session.commit()
        flash("Listo: la muestra quedó sorteada.")
    except Refused as refusal:
        db.session.rollback()
        flash(refusal.message, "error")
        if queries_audit.sample_of(year, month) is None:
            return redirect(f"{SAMPLES}?anio={year}", 303)
    return redirect(_address(year, month), 303)


@bp.get(MONTH)
@staff(*DESK)
def sample(year: int, month: int) -> str:
    return render_template("transparency/staff/sample.html", sample=_sample(year, month))


@bp.route(f"{MONTH}/<int:place>", methods=("GET", "POST"))
@staff(*DESK)
def finding(year: int, month: int, place: int) -> Answer:
    """Write down what was found; who closed it is told that somebody else has to."""
    form = FindingForm()
    row = queries_audit.row_to_audit(_sample(year, month), place) or abort(404)
    if not form.validate_on_submit():
        return _finding_page(row, form)
    try:
        actions_audit.write_finding(
            row,
            seen=form.version.data,
            result=AuditResult(form.resultado.data),
            note=form.nota.data,
            actor=current_staff(),
        )
    except Conflict:
        db.session.rollback()
        return _finding_page(row, form, is_conflict=True)
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return _finding_page(row, form)
    db.session.commit()
    flash("Listo: la revisión quedó escrita.")
    return redirect(_address(year, month), 303)


def _sample(year: int, month: int) -> AuditSample:
    return queries_audit.sample_of(year, month) or abort(404)


def _finding_page(row: AuditRow, form: FindingForm, *, is_conflict: bool = False) -> Answer:
    if request.method != "POST" or is_conflict:
        form.see(len(row.findings))
    page = render_template(
        "transparency/staff/finding.html",
        row=row,
        sample=queries_audit.sample_by_id(row.sample_id),
        form=form,
        is_conflict=is_conflict,
        closed_by_me=current_staff().id in queries_audit.closed_by(row),
    )
    return page, 409 if is_conflict else status(form)


def _address(year: int, month: int) -> str:
    return f"{SAMPLES}/{year}/{month:02d}"
