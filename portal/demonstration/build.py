"""Live a year in a minute: every act through the actions that the pages use, the clock set."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import delete

from portal import clock
from portal.demonstration import queries
from portal.demonstration.agenda import Agenda
from portal.demonstration.casework import Casework
from portal.demonstration.models import Demonstration
from portal.demonstration.people import People, hire, leave_the_director_s_post_to_an_attendant
from portal.demonstration.publishing import Publishing
from portal.demonstration.requests import Requests
from portal.demonstration.timeline import Timeline
from portal.errors import Refused
from portal.extensions import db
from portal.notices.models import OutboxMessage
from portal.plan.queries import plan_in_force

YEAR = 2024
PUBLISHED = range(1, 12)  # December is left without publication
LETTER_ON, CORRECTED_ON = date(YEAR, 7, 22), date(YEAR, 7, 24)


def build(password: str, *, fewer: int = 1) -> Iterator[date]:
    """The whole demonstration in one transaction that the caller ends; yields each month begun.

    Everybody that it brings has ``password``. No message leaves: what was to be mailed is deleted
    before anybody can see it. ``fewer`` divides the number of requests.
    """
    check_may_begin()
    timeline = Timeline()
    with clock.set_to(datetime(YEAR, 1, 2, 9, tzinfo=clock.BOGOTA)):
        people = hire(password)
        began_at = clock.now()
    _arrange(timeline, people, fewer)
    month = date.min
    for day in timeline.run():
        if day.replace(day=1) > month:
            month = day.replace(day=1)
            yield month
    db.session.execute(delete(OutboxMessage))
    ids = [one.id for one in people.everybody]
    db.session.add(Demonstration(id=1, began_at=began_at, staff_ids=ids))
    db.session.flush()


def check_may_begin() -> None:
    """Made-up data never stands beside an office's own."""
    if queries.standing():
        raise Refused("Ya hay una demostración. Para hacer otra, quite esta con demo --remove.")
    if queries.has_records():
        raise Refused("Esta oficina ya tiene datos suyos: la demostración no se mezcla con ellos.")
    plan = plan_in_force(YEAR, clock.month_bounds(YEAR, 1)[1])
    if plan is None or plan.is_draft:
        raise Refused(f"Falta el plan de acción de {YEAR}: cárguelo antes.")


def _arrange(timeline: Timeline, people: People, fewer: int) -> None:
    agenda = Agenda(timeline, people)
    requests = Requests(timeline, people, Casework(timeline, people, agenda.train))
    publishing = Publishing(timeline, people)
    agenda.of_year(YEAR)
    for month in range(1, 13):
        requests.of_month(YEAR, month, fewer=fewer)
    for month in PUBLISHED:
        publishing.of_month(YEAR, month)
    timeline.on(LETTER_ON, lambda: requests.late_letter(date(YEAR, 3, 20)))
    publishing.correction(YEAR, CORRECTED_ON)
    timeline.on(date(YEAR, 8, 30), lambda: leave_the_director_s_post_to_an_attendant(people, YEAR))
