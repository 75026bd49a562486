"""``/gestion``: what needs this person now."""

from flask import Blueprint, render_template

from portal import clock, config
from portal.accounts.access import current_staff, staff
from portal.accounts.models import Role
from portal.agenda import queries as agenda
from portal.agenda import queries_requests
from portal.agenda.rules import RECORDERS
from portal.casework import (
    queries_drafts,
    queries_home,
    queries_queue,
    queue_rows,
    subjects,
)
from portal.casework.queue import QueueFilter
from portal.casework.rules import DESK
from portal.notices import queries as notices
from portal.transparency.first_page import needs_of

bp = Blueprint("first_page", __name__)
MAIL_KEEPERS = (*DESK, Role.ADMINISTRATOR)


@bp.get("/gestion")
@staff()
def home() -> str:
    """Each role sees what it can do something about."""
    user, today = current_staff(), clock.today()
    attends, sees_mail = user.role in DESK, user.role in MAIL_KEEPERS
    mine = QueueFilter(assignee=user.id)
    rows = queries_queue.queue(mine, user=user, today=today).rows if attends else []
    return render_template(
        "transparency/staff/first_page.html",
        user=user,
        today=today,
        attends=attends,
        needs=needs_of(user, today),
        without_session=queries_requests.requests_without_session() if attends else [],
        drafts=queries_drafts.drafts_of(user) if attends else [],
        heard=queries_home.heard_from_requester() if attends else [],
        rows=queue_rows.shown(rows, user=user, today=today),
        subject_of=subjects.subject_of,
        coming=agenda.coming(today) if user.role in RECORDERS else [],
        mail_waits=notices.waiting_count() if sees_mail and not config.setting("MAIL_URL") else 0,
        mail_failed=notices.failed_count() if sees_mail else 0,
    )
