"""Signing in, signing out and changing one's password."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.accounts import access, actions, passwords, queries, rules
from portal.accounts.forms import BareForm, PasswordForm, SignInForm, status
from portal.accounts.models import StaffUser
from portal.errors import Refused
from portal.extensions import db

bp = Blueprint("accounts", __name__)

# One sentence for an unknown person, a wrong password and a person who may no longer enter.
REFUSAL = "El correo o la clave no son correctos."


@bp.route("/ingresar", methods=["GET", "POST"])
@access.public
def sign_in() -> Response | tuple[str, int]:
    """The sign-in; whoever is in already goes on."""
    form = SignInForm(siguiente=request.args.get("siguiente"))
    target = rules.staff_page(form.siguiente.data)
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(target)
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), status(form)
    user = _recognize(form.correo.data, form.clave.data)
    if user is None:
        form.form_errors.append(REFUSAL)
        return render_template("accounts/sign_in.html", form=form), 401
    actions.renew_hash(user, password=form.clave.data)
    _let_in(user)
    return redirect(target, 303)


@bp.post("/salir")
@access.public
def sign_out() -> Response:
    """End the sign-in for good, here and wherever its cookie was copied to."""
    if current_user.is_authenticated and BareForm().validate_on_submit():
        actions.end_session(current_user.token)
        db.session.commit()
        access.close_browser_session()
    response = redirect(url_for("accounts.sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.route("/cuenta/clave", methods=["GET", "POST"])
@access.staff()
@access.before_password_change
def change_password() -> Response | tuple[str, int]:
    """Replace one's own password, the one-time password above all."""
    form = PasswordForm()
    user = access.current_staff()
    if form.validate_on_submit():
        access.count_try(user.email)
        try:
            actions.change_password(user, current=form.clave.data, password=form.clave_nueva.data)
        except Refused as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            _let_in(user)
            flash("Listo: su clave nueva ya sirve. Las otras sesiones suyas se cerraron.")
            return redirect(rules.staff_page(None), 303)
    return render_template("accounts/change_password.html", form=form, user=user), status(form)


def _let_in(user: StaffUser) -> None:
    if current_user.is_authenticated:
        actions.end_session(current_user.token)
    token = actions.begin_session(user)
    db.session.commit()
    access.open_browser_session(user, token)


def _recognize(email: str, password: str) -> StaffUser | None:
    """The person, if the password is theirs and they may enter.

    The try is written down and the transaction ended before the slow comparison: on SQLite
    nobody else could write meanwhile.
    """
    access.count_try(email)
    user = queries.staff_by_email(email)
    password_hash = user.password_hash if user and user.is_enabled else None
    db.session.commit()
    return user if passwords.password_matches(password_hash, password) else None
