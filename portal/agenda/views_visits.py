"""What came of a broadcast or a visit: questions and findings, promises and their follow-up."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.forms import StaffForm, status
from portal.agenda import actions_visits, queries, queries_visits, rules, rules_visits
from portal.agenda.forms_visits import CommitmentForm, FollowUpForm, RemarkForm
from portal.agenda.models import Execution
from portal.agenda.models_visits import Commitment, CommitmentState, RemarkKind
from portal.agenda.views_acting import BOTH, PAGE, Answer, bp, load
from portal.errors import Conflict, Refused
from portal.extensions import db

COMMITMENTS = "/gestion/agenda/compromisos"


@bp.route(f"{PAGE}/observaciones", methods=BOTH)
@staff(*rules.RECORDERS)
def add_remark(execution_id: int) -> Answer:
    form = RemarkForm()
    return _add(
        execution_id,
        form,
        lambda execution: actions_visits.add_remark(
            execution,
            kind=RemarkKind(form.clase.data),
            text=form.texto.data,
            answer=form.respuesta.data,
            actor=current_staff(),
        ),
        page="remark",
    )


@bp.route(f"{PAGE}/compromisos", methods=BOTH)
@staff(*rules.RECORDERS)
def add_commitment(execution_id: int) -> Answer:
    form = CommitmentForm()
    return _add(
        execution_id,
        form,
        lambda execution: actions_visits.add_commitment(
            execution,
            promised_by=form.quien.data,
            text=form.texto.data,
            due_on=form.vence.data,
            actor=current_staff(),
        ),
        page="commitment",
    )


@bp.get(COMMITMENTS)
@staff(*rules.READERS)
def commitments() -> str:
    """Those that wait, by the day they are due."""
    return render_template(
        "agenda/commitments.html",
        commitments=queries_visits.open_commitments(),
        today=clock.today(),
        is_overdue=rules_visits.is_overdue,
    )


@bp.route(f"{COMMITMENTS}/<int:commitment_id>", methods=BOTH)
@staff(*rules.RECORDERS)
def follow_up(commitment_id: int) -> Answer:
    commitment = queries_visits.commitment_to_follow(commitment_id) or abort(404)
    form = FollowUpForm(fecha=clock.today())
    if not form.validate_on_submit():
        return _follow_page(commitment, form)
    try:
        actions_visits.follow_up(
            commitment,
            seen=form.version.data,
            state=CommitmentState(form.estado.data),
            seen_on=form.fecha.data,
            until=form.hasta.data,
            note=form.nota.data,
            actor=current_staff(),
        )
    except Conflict:
        db.session.rollback()
        return _follow_page(commitment, form, is_conflict=True)
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return _follow_page(commitment, form)
    db.session.commit()
    flash("Listo: el seguimiento quedó anotado.")
    return redirect(url_for("agenda.commitments"), 303)


def _add(
    execution_id: int,
    form: StaffForm,
    perform: Callable[[Execution], object],
    *,
    page: str,
) -> Answer:
    """One more of an activity that was held; nobody else's words are touched by it."""
    execution = load(execution_id)
    if form.validate_on_submit():
        try:
            perform(queries.execution_to_change(execution_id) or abort(404))
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            flash("Listo: quedó anotado.")
            return redirect(url_for("agenda.execution_page", execution_id=execution_id), 303)
    html = render_template(f"agenda/{page}.html", execution=execution, form=form)
    return html, status(form)


def _follow_page(
    commitment: Commitment, form: FollowUpForm, *, is_conflict: bool = False
) -> tuple[str, int]:
    if request.method != "POST" or is_conflict:
        form.see(len(commitment.steps))
    html = render_template(
        "agenda/follow_up.html", commitment=commitment, form=form, is_conflict=is_conflict
    )
    return html, 409 if is_conflict else status(form)
