"""The saved views of the queue: keep one, share it, delete it."""

from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, staff
from portal.accounts.forms import BareForm, StaffForm, status
from portal.accounts.models import Role
from portal.casework import actions_queue, forms_queue, queries_views
from portal.casework.forms_queue_acts import SaveViewForm, ShareViewForm
from portal.casework.models_queue import SavedView
from portal.casework.rules import DESK
from portal.casework.views import bp
from portal.casework.views_queue import QUEUE
from portal.errors import Refused
from portal.extensions import db

VIEWS = f"{QUEUE}/vistas"
Answer = Response | tuple[str, int]


@bp.route(VIEWS, methods=("GET", "POST"))
@staff(*DESK)
def saved_views() -> Answer:
    form = SaveViewForm()
    form.take_from(request.args)
    if not form.validate_on_submit():
        return _page(form)
    try:
        view = actions_queue.save_view(
            owner=current_staff(),
            name=form.nombre.data,
            query=form.query,
            is_shared=form.compartida.data,
        )
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return _page(form)
    db.session.commit()
    flash(f"Listo: la vista «{view.name}» quedó guardada.")
    return redirect(f"{QUEUE}?{view.query}", 303)


@bp.post(f"{VIEWS}/<view_id>/compartir")
@staff(Role.COORDINATOR)
def share_view(view_id: str) -> Answer:
    form = ShareViewForm()
    view = _own(view_id)
    if not form.validate_on_submit():
        return _page(form)
    actions_queue.share_view(view, actor=current_staff(), is_shared=form.compartida.data)
    db.session.commit()
    who = "la ve todo el equipo" if view.is_shared else "ya es solo suya"
    flash(f"Listo: «{view.name}» {who}.")
    return redirect(VIEWS, 303)


@bp.post(f"{VIEWS}/<view_id>/borrar")
@staff(*DESK)
def delete_view(view_id: str) -> Answer:
    form = BareForm()
    view = _own(view_id)
    if not form.validate_on_submit():
        return _page(form)
    actions_queue.delete_view(view)
    db.session.commit()
    flash(f"Listo: la vista «{view.name}» se borró.")
    return redirect(VIEWS, 303)


def _own(view_id: str) -> SavedView:
    return queries_views.view_of(current_staff(), view_id) or abort(404)


def _page(form: StaffForm) -> Answer:
    """``form`` saves one, unless it is a button of another that came too late."""
    user = current_staff()
    views = queries_views.views_for(user)
    people = queries_views.people()
    save = form if isinstance(form, SaveViewForm) else SaveViewForm(formdata=None)
    page = render_template(
        "casework/saved_views.html",
        form=save,
        late=form.errors if form is not save else {},
        asked=forms_queue.in_words(forms_queue.read(save.query), people),
        own=[one for one in views if one.owner_id == user.id],
        others=[one for one in views if one.owner_id != user.id],
        may_share=user.role is Role.COORDINATOR,
    )
    return page, status(form)
