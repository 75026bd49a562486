"""The staff's queue; the other pages of the room stand in the files beside this one."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from portal import clock
from portal.accounts import queries as staff_queries
from portal.accounts.access import current_staff, staff
from portal.casework import deadlines, queries_queue, subjects
from portal.casework.forms_queue import QueueForm
from portal.casework.queue import Place
from portal.casework.rules import DESK

bp = Blueprint("casework", __name__)


@bp.get("/gestion/solicitudes")
@staff(*DESK)
def queue() -> str:
    """One page of the requests asked for, the most pressing first."""
    user, today = current_staff(), clock.today()
    form = QueueForm(request.args)
    form.offer(staff_queries.enabled_staff(*DESK))
    asked = form.asked(user)
    page = queries_queue.queue(asked, user=user, today=today, after=_place(request.args))
    return render_template(
        "casework/queue.html",
        form=form,
        rows=[(one, deadlines.deadline_of(one, today)) for one in page.rows],
        counts=queries_queue.counts(asked, user=user, today=today),
        most_counted=queries_queue.MOST_COUNTED,
        next_page=_address_of(page.next) if page.next else None,
        first_page=_address_of(None) if request.args.get("desde") else None,
        situation=asked.situation.heading,
        next_day=deadlines.next_day,
        subject_of=subjects.subject_of,
    )


def _place(arguments: Any) -> Place | None:
    """Where the page begins; anything that is not an address of ours is the first page."""
    return Place.read(arguments.get("desde", ""))


def _address_of(place: Place | None) -> str:
    """The same questions, from another row on."""
    kept: dict[str, Any] = {
        name: value for name, value in request.args.items() if value and name != "desde"
    }
    return url_for("casework.queue", **kept, desde=str(place) if place else None)
