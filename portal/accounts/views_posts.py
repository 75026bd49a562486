"""Who holds a signing post for some days (*encargos*): the list, and a form to add one."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts import access, posts, queries
from portal.accounts.forms import status
from portal.accounts.forms_posts import PostForm
from portal.accounts.models import POSTS, Role
from portal.errors import Refused
from portal.extensions import db

bp = Blueprint("posts", __name__)


@bp.route("/gestion/encargos", methods=["GET", "POST"])
@access.staff(Role.ADMINISTRATOR)
def acting_posts() -> Response | tuple[str, int]:
    form = PostForm()
    form.offer(queries.enabled_staff())
    if form.validate_on_submit():
        try:
            _appoint(form)
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            flash("Listo: el encargo quedó registrado.")
            return redirect(url_for("posts.acting_posts"), 303)
    page = render_template(
        "accounts/posts.html",
        form=form,
        posts=posts.acting_posts(),
        titles=POSTS,
        today=clock.today(),
    )
    return page, status(form)


def _appoint(form: PostForm) -> None:
    person = queries.staff_by_public_id(form.persona.data)
    if person is None:
        raise Refused("Elija a la persona.", field="persona")
    role = next((role for role in Role if role.value == form.cargo.data), None)
    if role is None:
        raise Refused("Elija el cargo.", field="cargo")
    posts.appoint(
        person,
        role=role,
        from_on=form.desde.data,
        to_on=form.hasta.data,
        act=form.acto.data,
        actor=access.current_staff(),
    )
