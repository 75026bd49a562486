"""``/gestion/plan/<year>``: a year's draft, its inconsistencies, and its adoption by two people."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import count_try, current_staff, staff
from portal.accounts.forms import BareForm, StaffForm, status
from portal.accounts.models import Role, StaffUser
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.plan import actions, actions_draft, editing, queries, rules
from portal.plan.actions_draft import EDITORS
from portal.plan.document import PlanActivity, PlanDocument
from portal.plan.editing import facts_of
from portal.plan.forms import ActivityForm, SeenForm, SignForm, TextsForm
from portal.plan.models import ActionPlan

bp = Blueprint("plan_desk", __name__)
READERS = (*EDITORS, Role.COMMITTEE, Role.ADMINISTRATOR)
PAGE = "/gestion/plan/<int(fixed_digits=4, min=1000):year>"
BOTH = ("GET", "POST")
Answer = Response | tuple[str, int]


@bp.get(PAGE)
@staff(*READERS)
def plan_page(year: int) -> Answer:
    return _plan_page(year, SignForm(formdata=None))


@bp.post(f"{PAGE}/borrador")
@staff(*EDITORS)
def draft(year: int) -> Response:
    """A draft of a year that has none, copied from the latest plan that was adopted."""
    if not BareForm().validate_on_submit():
        abort(400)
    source = queries.latest_adopted_year()
    if source is None or not _may_draft(year):
        abort(404)
    try:
        actions.begin_draft(year, from_year=source)
    except Refused as refusal:
        db.session.rollback()
        flash(refusal.message, "error")
    else:
        db.session.commit()
        flash(f"Listo: el borrador de {year} es una copia del plan de {source}.")
    return redirect(_address(year), 303)


@bp.route(f"{PAGE}/actividades/<int:number>", methods=BOTH)
@staff(*EDITORS)
def edit_activity(year: int, number: int) -> Answer:
    plan, document = _draft(year)
    activity = _activity(document, number)
    form = ActivityForm.of(facts_of(activity), plan.document_sha256)
    if not form.validate_on_submit():
        return _activity_page(document, activity, form)
    changed = editing.with_activity(plan.document, activity, form.facts())
    try:
        _change(year, form.huella.data, changed)
    except Conflict:
        db.session.rollback()
        plan, document = _draft(year)
        form.see(plan.document_sha256)
        return _activity_page(document, _activity(document, number), form, is_conflict=True)
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return _activity_page(document, activity, form)
    flash(f"Listo: la actividad {number} quedó en el borrador.")
    return redirect(_address(year), 303)


@bp.route(f"{PAGE}/texto", methods=BOTH)
@staff(*EDITORS)
def edit_texts(year: int) -> Answer:
    plan, document = _draft(year)
    form = TextsForm(
        huella=plan.document_sha256,
        titulo=document.title,
        objetivo=document.process_objective,
        estado=document.reading_status,
        razon=document.reading_reason,
    )
    is_conflict = False
    if form.validate_on_submit():
        changed = editing.with_texts(
            plan.document,
            title=form.titulo.data,
            objective=form.objetivo.data,
            status=form.estado.data,
            reason=form.razon.data,
        )
        try:
            _change(year, form.huella.data, changed)
        except Conflict:
            db.session.rollback()
            is_conflict = True
            form.see(_draft(year)[0].document_sha256)
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            flash("Listo: quedó en el borrador.")
            return redirect(_address(year), 303)
    page = render_template("plan/texts.html", year=year, form=form, is_conflict=is_conflict)
    return page, 409 if is_conflict else status(form)


@bp.post(f"{PAGE}/actividades/agregar")
@staff(*EDITORS)
def add_activity(year: int) -> Response:
    return _at_once(year, editing.with_one_more, "Listo: escriba la actividad nueva.")


@bp.post(f"{PAGE}/actividades/<int:number>/quitar")
@staff(*EDITORS)
def remove_activity(year: int, number: int) -> Response:
    document = _draft(year)[1]
    _activity(document, number)
    return _at_once(
        year,
        lambda source: editing.without(source, document, number),
        "Listo: se quitó del borrador.",
    )


@bp.post(f"{PAGE}/avisos/<int:place>")
@staff(*EDITORS)
def note_finding(year: int, place: int) -> Response:
    """Tell an inconsistency in the plan itself, in the linter's words."""
    findings = [one for one in rules.check(_draft(year)[1]) if not one.is_noted]
    if not 1 <= place <= len(findings):
        abort(404)
    one = findings[place - 1]
    return _at_once(
        year,
        lambda source: editing.with_note(
            source, one.activity, code=one.code, cell=one.cell, text=one.text
        ),
        "Listo: quedó anotada en el plan.",
    )


@bp.post(f"{PAGE}/proponer")
@staff(*EDITORS)
def propose(year: int) -> Answer:
    done = "Listo: falta que otra persona lo confirme."
    return _sign(year, actions_draft.propose_adoption, done)


@bp.post(f"{PAGE}/confirmar")
@staff(*EDITORS)
def confirm(year: int) -> Answer:
    done = f"Listo: el plan de {year} está adoptado y rige desde el 1 de enero."
    return _sign(year, actions_draft.confirm_adoption, done)


def _sign(year: int, act: Callable[..., ActionPlan], done: str) -> Answer:
    form = SignForm()
    if not form.validate_on_submit():
        return _plan_page(year, form)
    user = current_staff()
    count_try(user.email)
    try:
        act(year, seen_sha256=form.huella.data, actor=user, password=form.clave.data)
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        page, _ = _plan_page(year, form)
        return page, 409 if isinstance(refusal, Conflict) else 400
    db.session.commit()
    flash(done)
    return redirect(_address(year), 303)


def _at_once(
    year: int, change: Callable[[Mapping[str, Any]], dict[str, Any]], done: str
) -> Response:
    """A change that asks for nothing more; whoever saw another draft is told and sees this one."""
    form = SeenForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        _change(year, form.huella.data, change(_draft(year)[0].document))
    except Refused as refusal:
        db.session.rollback()
        flash(refusal.message, "error")
    else:
        flash(done)
    return redirect(_address(year), 303)


def _change(year: int, seen_sha256: str, source: Mapping[str, Any]) -> None:
    actions_draft.change_draft(year, seen_sha256=seen_sha256, source=source, actor=current_staff())
    db.session.commit()


def _plan_page(year: int, form: StaffForm) -> tuple[str, int]:
    plan = queries.plan_of(year)
    if plan is None and not _may_draft(year):
        abort(404)
    document = queries.document_of(plan) if plan else None
    if plan and isinstance(form, SignForm):
        form.see(plan.document_sha256)
    page = render_template(
        "plan/draft.html",
        year=year,
        plan=plan,
        document=document,
        findings=rules.check(document) if document else [],
        form=form,
        seen=SeenForm(formdata=None, huella=plan.document_sha256 if plan else ""),
        proposer=_proposer(plan),
        user=current_staff(),
        may_edit=current_staff().role in EDITORS,
        source_year=queries.latest_adopted_year(),
    )
    return page, status(form)


def _proposer(plan: ActionPlan | None) -> StaffUser | None:
    is_proposed = plan is not None and plan.proposed_by_id is not None
    return db.session.get(StaffUser, plan.proposed_by_id) if plan and is_proposed else None


def _activity_page(
    document: PlanDocument,
    activity: PlanActivity,
    form: ActivityForm,
    *,
    is_conflict: bool = False,
) -> tuple[str, int]:
    findings = [one for one in rules.check(document) if one.activity == activity.number]
    page = render_template(
        "plan/activity.html",
        year=document.year,
        activity=activity,
        form=form,
        findings=findings,
        is_conflict=is_conflict,
    )
    return page, 409 if is_conflict else status(form)


def _draft(year: int) -> tuple[ActionPlan, PlanDocument]:
    plan = queries.draft_of(year) or abort(404)
    return plan, queries.document_of(plan)


def _activity(document: PlanDocument, number: int) -> PlanActivity:
    found = (one for one in document.activities if one.number == number)
    return next(found, None) or abort(404)


def _may_draft(year: int) -> bool:
    """This year's plan and the next one's."""
    return clock.today().year <= year <= clock.today().year + 1


def _address(year: int) -> str:
    return url_for("plan_desk.plan_page", year=year)
