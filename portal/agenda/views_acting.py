"""How every change to an activity goes: show its form, do it, or say why not and lose no word.

When another person changed it meanwhile, the same page comes back with what it is now and all that
this one typed; sent again, the change goes upon that.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import current_staff
from portal.accounts.forms import status
from portal.agenda import queries, queries_requests, rules
from portal.agenda.forms_fields import VersionForm
from portal.agenda.models import Execution
from portal.agenda.views import PAGE, bp
from portal.agenda.year_page import state_of
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.intake.models import ServiceRequest

__all__ = ["BOTH", "PAGE", "Answer", "bp", "carry_out", "chosen_requests", "load"]

BOTH = ("GET", "POST")

Answer = Response | tuple[str, int]
Fill = Callable[[Execution], None]


def load(execution_id: int) -> Execution:
    """The activity, for whoever may change it."""
    execution = queries.execution(execution_id) or abort(404)
    if not rules.may_change(current_staff(), execution):
        abort(403)
    return execution


def carry_out(
    execution_id: int,
    form: VersionForm,
    perform: Callable[[Execution], object],
    *,
    page: str,
    done: str,
    fill: Fill | None = None,
    then: str = "agenda.execution_page",
    **context: Any,
) -> Answer:
    """One change, one commit. ``perform`` gets the locked row; ``fill`` completes the form."""
    if request.method == "POST":
        # On SQLite a POST holds the only write lock from its first reading: let others write while
        # the form looks at its files.
        db.session.rollback()
    is_valid = form.validate_on_submit()
    show = partial(_page, execution_id, form, page, fill, context)
    if not is_valid:
        return show()
    execution = queries.execution_to_change(execution_id) or abort(404)
    try:
        perform(execution)
    except Conflict:
        db.session.rollback()
        return show(is_conflict=True)
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return show()
    db.session.commit()
    flash(done)
    return redirect(url_for(then, execution_id=execution_id), 303)


def chosen_requests(filing_numbers: list[str] | None) -> list[ServiceRequest]:
    """The requests ticked on a form, locked; each number has to be one."""
    wanted = set(filing_numbers or ())
    found = queries_requests.requests_to_attend(wanted)
    unknown = wanted - {service_request.filing_number for service_request in found}
    if unknown:
        raise rules.CannotAttend("Una de las solicitudes no existe.", field="solicitudes")
    return list(found)


def _page(
    execution_id: int,
    form: VersionForm,
    page: str,
    fill: Fill | None,
    context: dict[str, Any],
    *,
    is_conflict: bool = False,
) -> tuple[str, int]:
    execution = load(execution_id)
    if fill:
        fill(execution)
    if request.method != "POST" or is_conflict:
        form.see(execution)
    html = render_template(
        f"agenda/{page}.html",
        execution=execution,
        form=form,
        is_conflict=is_conflict,
        state=state_of(execution, clock.today()),
        **context,
    )
    return html, 409 if is_conflict else status(form)
