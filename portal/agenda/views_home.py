"""What needs somebody now: the first page after signing in."""

from flask import render_template

from portal import clock, config
from portal.accounts.access import current_staff, staff
from portal.accounts.models import Role
from portal.agenda import queries as agenda_queries
from portal.agenda import queries_requests, queries_visits, rules_visits
from portal.agenda.views import bp
from portal.casework import queries_home, queries_queue, queue_rows, subjects
from portal.casework.queue import QueueFilter
from portal.casework.rules import DESK
from portal.data_rights import queries as data_rights
from portal.notices import queries as notices_queries


@bp.get("/gestion")
@staff()
def home() -> str:
    """Each role sees what it can do something about."""
    user, today = current_staff(), clock.today()
    if user.role not in DESK:
        return render_template("agenda/home_elsewhere.html", user=user, next_year=today.year + 1)
    mine = QueueFilter(assignee=user.id)
    page = queries_queue.queue(mine, user=user, today=today)
    return render_template(
        "agenda/home.html",
        user=user,
        today=today,
        needs=queries_home.needs(user, today),
        agenda_needs=agenda_queries.needs(today),
        broken=sum(
            rules_visits.is_overdue(one, today) for one in queries_visits.open_commitments()
        ),
        without_session=queries_requests.requests_without_session(),
        heard=queries_home.heard_from_requester(),
        rows=queue_rows.shown(page.rows, user=user, today=today),
        subject_of=subjects.subject_of,
        data_late=data_rights.late_count(today) if user.role is Role.COORDINATOR else 0,
        mail_waits=0 if config.setting("MAIL_URL") else notices_queries.waiting_count(),
        mail_failed=notices_queries.failed_count(),
    )
