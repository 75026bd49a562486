"""Who may open what: one mark on each view, and the sign-in behind it.

A guard test fails for a view without exactly one mark; another opens every address as every role.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from flask import abort, current_app, redirect, request, session, url_for
from flask_login import AnonymousUserMixin, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response
from wtforms import ValidationError

from portal import clock
from portal.accounts import lost_forms, queries, rules, throttle
from portal.accounts.lost_forms import LOST_FORMS
from portal.accounts.models import Role, StaffUser
from portal.extensions import db, login_manager

View = TypeVar("View", bound=Callable[..., Any])

ANYONE = frozenset[Role]()
# In the address of a form that is opened again.
OPENED_AGAIN = "recuperado"


class SignedIn(UserMixin):
    """What Flask-Login carries: the person, and the secret of the sign-in that they came by."""

    def __init__(self, user: StaffUser, token: str) -> None:
        self.staff = user
        self.token = token

    def get_id(self) -> str:
        """What the browser keeps; it says nothing about who the person is."""
        return self.token


def public(view: View) -> View:
    """Anybody may open it."""
    cast(Any, view).access = ANYONE
    return view


def staff(*roles: Role) -> Callable[[View], View]:
    """Only signed-in staff of these roles (any role when none is named) may open it."""
    allowed = frozenset(roles or Role)

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return _to_sign_in()
            if current_user.staff.must_change_password and not getattr(view, "may_wait", False):
                return redirect(url_for("accounts.change_password"))
            if current_user.staff.role not in allowed:
                abort(403)
            if request.method == "POST" and OPENED_AGAIN in request.args:
                _forget_lost_form()
            return view(*args, **kwargs)

        cast(Any, guarded).access = allowed
        return cast(View, guarded)

    return mark


def before_password_change(view: View) -> View:
    """Open also to whoever still has to replace the one-time password. Goes under ``staff``."""
    cast(Any, view).may_wait = True
    return view


def current_staff() -> StaffUser:
    """The signed-in person; only inside views marked ``staff``."""
    user: StaffUser = current_user.staff
    return user


def open_browser_session(user: StaffUser, token: str) -> None:
    """Let this browser in. It forgets all it held before: a planted session gains nothing."""
    session.clear()
    session["seen"] = int(clock.now().timestamp())
    login_user(SignedIn(user, token))
    session.pop("_id")  # a hash of the address and the browser, which nobody needs


def close_browser_session() -> None:
    """Forget the person and all else that this browser held."""
    logout_user()
    session.clear()


def count_try(email: str) -> None:
    """Write down a try of a password; too many wait for the window to pass.

    No account is ever closed by them.
    """
    place = request.remote_addr or ""
    person = rules.normal_email(email)
    limits = (
        (rules.TRIES_FROM_ONE_PLACE, f"{person} {place}"),
        (rules.TRIES_OF_ONE_PLACE, place),
        (rules.TRIES_OF_ONE_PERSON, person),
    )
    window = rules.SIGN_IN_WINDOW
    passed = [throttle.tries("sign-in", who, window) > most for most, who in limits]
    db.session.commit()
    if any(passed):
        current_app.logger.warning("sign-in throttled")
        raise TooManyRequests(retry_after=throttle.seconds_left(window))


@login_manager.user_loader
def _load(token: str) -> SignedIn | None:
    """The sign-in of the browser's token, unless it ended, slept too long or grew too old."""
    staff_session = queries.open_session(token)
    if staff_session is None:
        return None
    now = clock.now()
    if now - staff_session.started_at > current_app.config["PERMANENT_SESSION_LIFETIME"]:
        return None
    if now - _last_seen(now) > current_app.config["IDLE_SESSION_LIFETIME"]:
        return None
    session["seen"] = int(now.timestamp())
    return SignedIn(staff_session.user, token)


def _last_seen(now: datetime) -> datetime:
    seen = session.get("seen")
    return now if seen is None else datetime.fromtimestamp(seen, tz=now.tzinfo)


def _to_sign_in() -> Response:
    """With the way back to a page, or to where what was typed waits for the same person."""
    if request.method == "GET":
        target = request.full_path.rstrip("?")
        return redirect(url_for("accounts.sign_in", siguiente=target))
    if _keep_typed():
        return redirect(url_for("accounts.sign_in", siguiente=LOST_FORMS), 303)
    return redirect(url_for("accounts.sign_in"))


def whose_lost_form() -> StaffUser | None:
    """Whose sign-in had ended when they sent a form of ours.

    The browser still holds its token, and the form's own token, which no other site can send.
    """
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return None
    return queries.person_of_session(session.get("_user_id", ""))


def _keep_typed() -> bool:
    """Of a form that has a page; a button alone is pressed again."""
    person = whose_lost_form() if _has_a_page() else None
    if person is None:
        return False
    kept = lost_forms.keep(person, _path(), dict(request.form.lists()))
    db.session.commit()
    return kept


def _has_a_page() -> bool:
    return request.url_rule is not None and "GET" in (request.url_rule.methods or ())


def _forget_lost_form() -> None:
    """It is sent without a token, so that its page shows it again and does nothing."""
    lost_forms.forget(current_staff(), _path())
    db.session.commit()


def _path() -> str:
    """The address that a form was sent to, without what we added to open it again."""
    asked = [(name, text) for name, text in request.args.items(multi=True) if name != OPENED_AGAIN]
    return f"{request.path}?{urlencode(asked)}" if asked else request.path


class Nobody(AnonymousUserMixin):
    staff = None


login_manager.anonymous_user = Nobody
login_manager.session_protection = None
