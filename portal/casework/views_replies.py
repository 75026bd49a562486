"""``/gestion/respuestas``: the replies that the office keeps, and their versions."""

from functools import partial

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, staff
from portal.accounts.forms import status
from portal.accounts.models import Role
from portal.casework import actions_replies, replies
from portal.casework.actions_replies import EDITORS
from portal.casework.forms_replies import ACT_LABELS, ReplyForm
from portal.casework.replies import Reply
from portal.casework.rules import DESK
from portal.casework.views import bp
from portal.errors import Conflict, Refused
from portal.extensions import db

LIST = "/gestion/respuestas"
BOTH = ("GET", "POST")
Answer = Response | tuple[str, int]


@bp.get(LIST)
@staff(*DESK, Role.ADMINISTRATOR)
def replies_page() -> str:
    return render_template(
        "casework/replies.html",
        replies=replies.all_replies(),
        labels=ACT_LABELS,
        may_edit=current_staff().role in EDITORS,
    )


@bp.route(f"{LIST}/nueva", methods=BOTH)
@staff(*EDITORS)
def new_reply() -> Answer:
    return _edit(None, ReplyForm(version=0))


@bp.route(f"{LIST}/<reply>", methods=BOTH)
@staff(*EDITORS)
def edit_reply(reply: str) -> Answer:
    known = replies.reply(reply) or abort(404)
    return _edit(known, ReplyForm.of(known))


def _edit(known: Reply | None, form: ReplyForm) -> Answer:
    """Write it; whoever comes second sees what the first wrote and keeps their own words."""
    page = partial(_page, known, form)
    if not form.validate_on_submit():
        return page()
    try:
        actions_replies.write_reply(
            known.code if known else None,
            seen_version=form.version.data,
            title=form.titulo.data,
            act=form.act,
            kinds=form.kinds,
            text=form.texto.data,
            is_retired="retirar" in request.form,
            actor=current_staff(),
        )
    except Conflict:
        db.session.rollback()
        form.see(known.version if known else 0)
        return page(is_conflict=True)
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return page()
    db.session.commit()
    flash("Listo: la respuesta quedó guardada.")
    return redirect(url_for("casework.replies_page"), 303)


def _page(known: Reply | None, form: ReplyForm, *, is_conflict: bool = False) -> Answer:
    page = render_template(
        "casework/edit_reply.html", known=known, form=form, is_conflict=is_conflict
    )
    return page, 409 if is_conflict else status(form)
