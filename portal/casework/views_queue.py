"""The staff's queue: one page of what is asked for, and what can be done with it from there."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request

from portal import clock
from portal.accounts import queries as staff_queries
from portal.accounts.access import current_staff, staff
from portal.accounts.access_log import note_access
from portal.accounts.models import Role, StaffUser
from portal.casework import forms_queue, queries_queue, queries_search, queries_views, queue_rows
from portal.casework.forms_queue import QueueForm, filter_of, kept
from portal.casework.forms_queue_acts import (
    AssignSeveralForm,
    ExportForm,
    QueueActForm,
    SaveViewForm,
)
from portal.casework.models_queue import SavedView
from portal.casework.queue import Place, QueueFilter
from portal.casework.rules import DESK
from portal.casework.views import bp

QUEUE = "/gestion/solicitudes"


@bp.get(QUEUE)
@staff(*DESK)
def queue() -> str:
    """One page of the requests asked for, the most pressing first."""
    return show_queue(request.args)


def show_queue(arguments: Mapping[str, str], acts: QueueActForm | None = None) -> str:
    """The page; ``acts`` is a form of it that came back with something to mend."""
    user, today = current_staff(), clock.today()
    people = staff_queries.enabled_staff(*DESK)
    asked = filter_of(arguments, user=user, people=people)
    page = queries_queue.queue(
        asked, user=user, today=today, after=_place("desde"), before=_place("hasta")
    )
    if asked.person:
        _note_search(user, asked, found=len(page.rows))
    views = queries_views.views_for(user)
    form = QueueForm(request.args if acts is None else None, data=dict(arguments))
    form.offer(people, asked)
    looked_at, newest = queries_views.last_look(user)
    return render_template(
        "casework/queue.html",
        form=form,
        asked=asked,
        rows=queue_rows.shown(page.rows, user=user, today=today, has_looked=looked_at is not None),
        counts=queries_queue.counts(asked, _filters(views, user, people), user=user, today=today),
        most_counted=queries_queue.MOST_COUNTED,
        most_in_view=queries_queue.MOST_IN_VIEW,
        views=[(one, f"{QUEUE}?{one.query}") for one in views],
        current_query=forms_queue.written(arguments, forms_queue.VIEW_NAMES),
        looked_at=looked_at,
        next_page=_address(arguments, desde=page.next),
        previous_page=_address(arguments, hasta=page.previous),
        may_share=user.role is Role.COORDINATOR,
        filters=forms_queue.written(arguments),
        newest=newest,
        **_forms(acts, people),
    )


def _forms(acts: QueueActForm | None, people: Sequence[StaffUser]) -> dict[str, Any]:
    """The forms of the page, each as new but the one that came back."""
    kinds = {
        "assign_form": AssignSeveralForm,
        "save_form": SaveViewForm,
        "export_form": ExportForm,
    }
    forms: dict[str, Any] = {
        name: acts if isinstance(acts, kind) else kind(formdata=None)
        for name, kind in kinds.items()
    }
    forms["assign_form"].offer_people(people)
    return forms


def _filters(
    views: Sequence[SavedView], user: StaffUser, people: Sequence[StaffUser]
) -> dict[int, QueueFilter]:
    return {
        one.id: filter_of(forms_queue.read(one.query), user=user, people=people) for one in views
    }


def _note_search(user: StaffUser, asked: QueueFilter, *, found: int) -> None:
    """Whom somebody sought is not written down, only that they did, and by what."""
    how = "@" if "@" in (asked.person or "") else "words"
    words = len(queries_search.digests_of(asked.person or ""))
    note_access(user=user, action="search_person", by=how, words=words, found=found)


def _place(name: str) -> Place | None:
    """Where the page begins or ends; what is no address of ours is the first page."""
    return Place.read(request.args.get(name, ""))


def _address(arguments: Mapping[str, str], **place: Place | None) -> str | None:
    """The same questions, from another row on."""
    if not any(place.values()):
        return None
    names = {name: str(value) for name, value in place.items()}
    return address_of(kept(arguments) | names)


def address_of(arguments: Mapping[str, str]) -> str:
    """The queue as these questions ask for it."""
    query = urlencode(arguments)
    return f"{QUEUE}?{query}" if query else QUEUE
