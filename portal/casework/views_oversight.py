"""*Supervisión*: what each person has, how old it is, what was opened again or told to nobody."""

from datetime import timedelta

from flask import render_template

from portal import clock
from portal.accounts import queries
from portal.accounts.access import staff
from portal.accounts.models import Role
from portal.casework import oversight, queries_oversight
from portal.casework.views import bp

# How far back the page looks at what ended.
SPAN = timedelta(days=90)


@bp.get("/gestion/supervision")
@staff(Role.COORDINATOR)
def supervision() -> str:
    today = clock.today()
    since = today - SPAN
    counted = queries_oversight.open_ones(today)
    return render_template(
        "casework/oversight.html",
        loads=oversight.loads(counted, queries.everybody(), today),
        ages=oversight.ages(counted, today),
        to_confirm=queries_oversight.waiting_exclusions(),
        said=queries_oversight.said_since(since),
        reopened=queries_oversight.reopened_since(since),
        untold=queries_oversight.closed_without_contact_since(since),
        most=queries_oversight.LISTED,
        since=since,
    )
