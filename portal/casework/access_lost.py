"""What was typed on an act's form when the sign-in had ended: it waits for the same person.

The browser still holds the token of the sign-in that ended and the form's own token, which no
other site can send; so what was typed is kept as that person's draft, and shown only to them.
"""

from flask import redirect, request, session, url_for
from flask_login import current_user
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response
from wtforms import ValidationError

from portal.accounts.models import StaffUser
from portal.accounts.queries import person_of_session
from portal.casework import actions_replies, forms_aids, queries
from portal.casework.rules import DESK, Act
from portal.extensions import db


def keep_what_was_typed() -> Response | None:
    """Before a view: to the sign-in and back to the form, which holds it again."""
    if request.method != "POST" or current_user.is_authenticated:
        return None
    act, person = _act(), _who_it_was()
    number = (request.view_args or {}).get("filing_number", "")
    service_request = queries.request_with_people(number) if act and person else None
    if act is None or person is None or service_request is None or not _is_our_form():
        return None
    actions_replies.keep_draft(service_request, act=act, user=person, fields=forms_aids.typed())
    db.session.commit()
    return redirect(url_for("accounts.sign_in", siguiente=request.path), 303)


def _act() -> Act | None:
    """The act whose form this address is; none for another page."""
    number = (request.view_args or {}).get("filing_number", "")
    name = request.path.partition(f"/{number}/")[2]
    return next((act for act in Act if act.value == name), None)


def _who_it_was() -> StaffUser | None:
    person = person_of_session(session.get("_user_id", ""))
    return person if person and person.role in DESK else None


def _is_our_form() -> bool:
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True
