"""What was typed on an act's form when the sign-in had ended: it waits for the same person.

It is kept as that person's draft of the act, and shown only to them. What was typed on any other
form of the staff waits at ``accounts.lost_forms``.
"""

from flask import redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.accounts.access import whose_lost_form
from portal.accounts.models import StaffUser
from portal.casework import actions_replies, forms_aids, queries
from portal.casework.rules import DESK, Act
from portal.extensions import db


def keep_what_was_typed() -> Response | None:
    """Before a view: to the sign-in and back to the form, which holds it again."""
    if request.method != "POST" or current_user.is_authenticated:
        return None
    act = _act()
    person = _who_it_was() if act else None
    number = (request.view_args or {}).get("filing_number", "")
    service_request = queries.request_with_people(number) if act and person else None
    if act is None or person is None or service_request is None:
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
    person = whose_lost_form()
    return person if person and person.role in DESK else None
