"""``/gestion/asuntos``: many requests about one thing, gathered and answered once (art. 22)."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from wtforms.fields.choices import SelectChoice

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.forms import status
from portal.accounts.models import Role
from portal.casework import actions_matters, queries, queries_matters, queries_problems, subjects
from portal.casework.forms_matters import (
    LinkForm,
    MatterForm,
    MatterVersionForm,
)
from portal.casework.models_matters import Matter
from portal.casework.rules import DESK
from portal.casework.views_acting import BOTH, Answer, bp
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.intake import catalogues
from portal.intake.queries import request_by_number

LIST = "/gestion/asuntos"
ONE = f"{LIST}/<matter>"
# From so many analogous petitions on, one published answer may do (CPACA art. 22).
ANALOGOUS = 10


@bp.get(LIST)
@staff(*DESK)
def matters() -> str:
    return render_template("casework/matters.html", matters=queries_matters.matters())


@bp.route(f"{LIST}/nuevo", methods=BOTH)
@staff(*DESK)
def new_matter() -> Answer:
    """``solicitud`` in the address says from which request it begins and fills the form in."""
    number = request.args.get("solicitud", "")
    first = queries.lock_request(number) if request.method == "POST" else request_by_number(number)
    known: dict[str, Any] = {"desde": clock.today()}
    if first is not None:
        known = {"desde": first.received_on}
        known |= {"servicio": first.topic or "", "territorio": first.territory or ""}
    form = MatterForm(**known)
    if form.validate_on_submit():
        try:
            made = actions_matters.open_matter(
                title=form.titulo.data,
                service=form.chosen("servicio"),
                territory=form.chosen("territorio"),
                since=form.desde.data,
                actor=current_staff(),
                first=first,
            )
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            flash("Listo: ahora marque sus solicitudes.")
            return redirect(url_for("casework.matter", matter=made.public_id), 303)
    return render_template("casework/new_matter.html", form=form), status(form)


@bp.route(ONE, methods=BOTH)
@staff(*DESK)
def matter(matter: str) -> Answer:
    """Its requests, and those that could belong to it; the marked ones join it."""
    form = LinkForm()
    return carry_out_on(
        matter,
        form,
        lambda locked: actions_matters.link(
            locked,
            seen_version=form.version.data,
            service_requests=queries.lock_numbered(form.solicitudes.data or []),
            actor=current_staff(),
        ),
        done="Listo: quedaron en el asunto.",
    )


def carry_out_on(
    public_id: str,
    form: MatterVersionForm,
    perform: Callable[[Matter], object],
    *,
    done: str = "",
    page: str = "matter",
) -> Answer:
    """One change of a matter, one commit; a conflict shows it as it is now."""
    if not form.validate_on_submit():
        return _page(public_id, form, page)
    locked = queries_matters.lock_matter(public_id) or abort(404)
    try:
        perform(locked)
    except Conflict:
        db.session.rollback()
        return _page(public_id, form, page, is_conflict=True)
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return _page(public_id, form, page)
    db.session.commit()
    if done:
        flash(done)
    return redirect(url_for("casework.matter", matter=public_id), 303)


def _page(
    public_id: str, form: MatterVersionForm, page: str, *, is_conflict: bool = False
) -> tuple[str, int]:
    found = queries_matters.matter(public_id) or abort(404)
    shown: Any = form if page != "matter" or isinstance(form, LinkForm) else LinkForm(formdata=None)
    if request.method != "POST" or is_conflict or shown is not form:
        shown.see(found.version)
    if isinstance(shown, LinkForm):
        shown.solicitudes.choices = [
            SelectChoice(one.filing_number, f"{one.filing_number}: {subjects.subject_of(one)}")
            for one in queries_matters.candidates(found)
        ]
    html = render_template(
        f"casework/{page}.html",
        matter=found,
        form=shown,
        late=form.errors if shown is not form else {},
        is_conflict=is_conflict,
        subject=subjects,
        service=catalogues.label("services", found.service),
        territory=catalogues.label("territories", found.territory),
        still_open=[one for one in found.links if not one.service_request.is_closed],
        reach=queries_problems.reach_of(found),
        may_publish=current_staff().role is Role.COORDINATOR,
        is_analogous=len(found.links) > ANALOGOUS,
    )
    return html, 409 if is_conflict else status(form)
