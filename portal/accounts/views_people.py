"""The people of the office, for administrators."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.accounts import access, actions, people, queries
from portal.accounts.forms import PersonForm, RoleForm, SeenForm, status
from portal.accounts.models import Role, StaffUser
from portal.accounts.views import bp
from portal.errors import Conflict, Refused
from portal.extensions import db

Answer = Response | tuple[str, int]


@bp.get("/gestion/personas")
@access.staff(Role.ADMINISTRATOR)
def people_list() -> str:
    return render_template("accounts/people.html", everybody=queries.everybody())


@bp.route("/gestion/personas/nueva", methods=["GET", "POST"])
@access.staff(Role.ADMINISTRATOR)
def new_person() -> tuple[str, int]:
    """Add a person; the one-time password is on this answer and nowhere else."""
    form = PersonForm()
    if form.validate_on_submit():
        try:
            user, one_time = actions.add_staff(
                email=form.correo.data,
                name=form.nombre.data,
                role=Role(form.rol.data),
                actor=access.current_staff(),
            )
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            return _one_time_page(user, one_time), 201
    return render_template("accounts/new_person.html", form=form), status(form)


@bp.get("/gestion/personas/<public_id>")
@access.staff(Role.ADMINISTRATOR)
def person(public_id: str) -> str:
    return _person_page(_person(public_id), [])


@bp.post("/gestion/personas/<public_id>/rol")
@access.staff(Role.ADMINISTRATOR)
def change_role(public_id: str) -> Answer:
    form = RoleForm()

    def perform(user: StaffUser) -> Answer:
        role, seen = Role(form.rol.data), form.version.data
        people.set_role(user, role=role, actor=access.current_staff(), seen_version=seen)
        return _changed(user, f"{user.name} ahora está en {user.role.label}.")

    return _carry_out(public_id, form, perform)


@bp.post("/gestion/personas/<public_id>/quitar")
@access.staff(Role.ADMINISTRATOR)
def disable(public_id: str) -> Answer:
    return _set_enabled(public_id, is_enabled=False)


@bp.post("/gestion/personas/<public_id>/devolver")
@access.staff(Role.ADMINISTRATOR)
def enable(public_id: str) -> Answer:
    return _set_enabled(public_id, is_enabled=True)


@bp.post("/gestion/personas/<public_id>/clave")
@access.staff(Role.ADMINISTRATOR)
def reset_password(public_id: str) -> Answer:
    form = SeenForm()

    def perform(user: StaffUser) -> Answer:
        seen = form.version.data
        one_time = people.reset_password(user, actor=access.current_staff(), seen_version=seen)
        db.session.commit()
        return _one_time_page(user, one_time), 200

    return _carry_out(public_id, form, perform)


def _set_enabled(public_id: str, *, is_enabled: bool) -> Answer:
    form = SeenForm()

    def perform(user: StaffUser) -> Answer:
        facts = {"is_enabled": is_enabled, "seen_version": form.version.data}
        people.set_enabled(user, actor=access.current_staff(), **facts)
        return _changed(user, f"{user.name} {'ya' if is_enabled else 'ya no'} puede entrar.")

    return _carry_out(public_id, form, perform)


def _carry_out(public_id: str, form: SeenForm, perform: Callable[[StaffUser], Answer]) -> Answer:
    """One act upon a person; whoever was late sees the person as they are now."""
    user, is_late = _person(public_id), False
    if form.validate_on_submit():
        try:
            return perform(user)
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
            is_late = isinstance(refusal, Conflict)
    messages = [message for messages in form.errors.values() for message in messages]
    return _person_page(user, messages), 409 if is_late else 400


def _person(public_id: str) -> StaffUser:
    return queries.staff_by_public_id(public_id) or abort(404)


def _changed(user: StaffUser, message: str) -> Response:
    flash(message)
    db.session.commit()
    return redirect(url_for("accounts.person", public_id=user.public_id), 303)


def _person_page(user: StaffUser, messages: list[str]) -> str:
    """The person as they are now, with what went wrong in whichever of the forms was sent."""
    form = RoleForm(formdata=None, rol=user.role.value, version=user.version)
    form.form_errors.extend(messages)
    is_self = user.id == access.current_staff().id
    acts = queries.acts_upon(user)
    return render_template("accounts/person.html", user=user, form=form, is_self=is_self, acts=acts)


def _one_time_page(user: StaffUser, one_time: str | None) -> str:
    return render_template("accounts/one_time_password.html", user=user, one_time=one_time)
