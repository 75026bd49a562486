"""The people of the office, for administrators."""

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.accounts import access, actions, people, queries
from portal.accounts.forms import BareForm, PersonForm, RoleForm, status
from portal.accounts.models import Role, StaffUser
from portal.accounts.views import bp
from portal.errors import Refused
from portal.extensions import db


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
                email=form.correo.data, name=form.nombre.data, role=Role(form.rol.data)
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
    user = _person(public_id)
    return _person_page(user, RoleForm(rol=user.role.value))


@bp.post("/gestion/personas/<public_id>/rol")
@access.staff(Role.ADMINISTRATOR)
def change_role(public_id: str) -> Response | tuple[str, int]:
    user, form = _person(public_id), RoleForm()
    if form.validate_on_submit():
        try:
            people.set_role(user, role=Role(form.rol.data), actor=access.current_staff())
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return _changed(user, f"{user.name} ahora está en {user.role.label}.")
    return _person_page(user, form), 400


@bp.post("/gestion/personas/<public_id>/quitar")
@access.staff(Role.ADMINISTRATOR)
def disable(public_id: str) -> Response | tuple[str, int]:
    return _set_enabled(public_id, is_enabled=False)


@bp.post("/gestion/personas/<public_id>/devolver")
@access.staff(Role.ADMINISTRATOR)
def enable(public_id: str) -> Response | tuple[str, int]:
    return _set_enabled(public_id, is_enabled=True)


@bp.post("/gestion/personas/<public_id>/clave")
@access.staff(Role.ADMINISTRATOR)
def reset_password(public_id: str) -> tuple[str, int]:
    user, form = _person(public_id), BareForm()
    if form.validate_on_submit():
        try:
            one_time = people.reset_password(user, actor=access.current_staff())
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            return _one_time_page(user, one_time), 200
    return _person_page(user, form), 400


def _set_enabled(public_id: str, *, is_enabled: bool) -> Response | tuple[str, int]:
    user, form = _person(public_id), BareForm()
    if form.validate_on_submit():
        try:
            people.set_enabled(user, is_enabled=is_enabled, actor=access.current_staff())
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return _changed(user, f"{user.name} {'ya' if is_enabled else 'ya no'} puede entrar.")
    return _person_page(user, form), 400


def _person(public_id: str) -> StaffUser:
    return queries.staff_by_public_id(public_id) or abort(404)


def _changed(user: StaffUser, message: str) -> Response:
    flash(message)
    db.session.commit()
    return redirect(url_for("accounts.person", public_id=user.public_id), 303)


def _person_page(user: StaffUser, form: RoleForm | BareForm) -> str:
    """The person's page, with what went wrong in whichever of its forms was sent."""
    if not isinstance(form, RoleForm):
        role_form = RoleForm(formdata=None, rol=user.role.value)
        role_form.form_errors.extend(
            message for messages in form.errors.values() for message in messages
        )
        form = role_form
    return render_template(
        "accounts/person.html", user=user, form=form, is_self=user.id == access.current_staff().id
    )


def _one_time_page(user: StaffUser, one_time: str | None) -> str:
    return render_template("accounts/one_time_password.html", user=user, one_time=one_time)
