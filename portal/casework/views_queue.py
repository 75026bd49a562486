"""The staff's queue: one page of what is asked for, and what can be done with it from there."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from flask import render_template, request

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.access_log import note_access
from portal.accounts.models import StaffUser
from portal.casework import (
    forms_queue,
    queries_counts,
    queries_matters,
    queries_queue,
    queries_search,
    queries_views,
    queue_rows,
)
from portal.casework.forms_queue import filter_of, kept
from portal.casework.queries_views import Person, View
from portal.casework.queue import Place, QueueFilter
from portal.casework.rules import DESK
from portal.casework.views import bp

QUEUE = "/gestion/solicitudes"


@bp.get(QUEUE)
@staff(*DESK)
def queue() -> str:
    """One page of the requests asked for, the most pressing first."""
    return show_queue(request.args)


def show_queue(arguments: Mapping[str, str], *, wrong: str = "", assignee: str = "") -> str:
    """The page; ``wrong``: why several were not given out, ``assignee``: to whom they would be."""
    user, today = current_staff(), clock.today()
    people = queries_views.people()
    asked = filter_of(arguments, user=user, people=people)
    asked = queries_search.rarest_first(asked)
    page = queries_queue.queue(
        asked, user=user, today=today, after=_place("desde"), before=_place("hasta")
    )
    if asked.person:
        _note_search(user, asked, found=len(page.rows))
    views = queries_views.shown_views(user)
    counts = queries_counts.counts(
        asked, page, _filters(views, user, people), user=user, today=today
    )
    rows = queue_rows.shown(
        page.rows, user=user, today=today, has_looked=counts.looked_at is not None
    )
    return render_template(
        "casework/queue.html",
        arguments=kept(arguments),
        asked=asked,
        choices=forms_queue.choices(arguments, asked, people),
        has_more=forms_queue.has_more(arguments),
        matter=queries_matters.title_of(asked.matter) if asked.matter else "",
        rows=rows,
        counts=counts,
        most_in_view=queries_counts.MOST_IN_VIEW,
        views=views,
        view_query=forms_queue.written(arguments, forms_queue.VIEW_NAMES),
        filters=forms_queue.written(arguments),
        next_page=_address(arguments, desde=page.next),
        previous_page=_address(arguments, hasta=page.previous),
        assignees=forms_queue.assignees(people, assignee),
        wrong=wrong,
    )


def _filters(
    views: Sequence[View], user: StaffUser, people: Sequence[Person]
) -> dict[int, QueueFilter]:
    return {
        one.id: filter_of(forms_queue.read(one.query), user=user, people=people) for one in views
    }


def _note_search(user: StaffUser, asked: QueueFilter, *, found: int) -> None:
    """Whom somebody sought is not written down, only that they did, and by what."""
    how = "@" if "@" in (asked.person or "") else "words"
    words = len(asked.digests)
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
