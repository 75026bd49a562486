"""What the filters of the queue mean to the database, and in which order each is read."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    Date,
    Select,
    false,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from portal.accounts.models import Role, StaffUser
from portal.casework import queries_search
from portal.casework.deadlines import soon_from
from portal.casework.models_matters import Matter, MatterLink
from portal.casework.models_queue import LastLook
from portal.casework.queue import NOBODY, Asker, QueueFilter, Situation, Term
from portal.extensions import db
from portal.intake import catalogues
from portal.intake.kinds import RequestStatus
from portal.intake.models import RequestEvent, ServiceRequest
from portal.intake.search_words import FACETS, TOPICS

# Whoever has not looked for long, or never, is told of so many of the latest events.
MOST_EVENTS = 1000
STATUSES = {
    Situation.RECEIVED: RequestStatus.RECEIVED,
    Situation.IN_PROGRESS: RequestStatus.IN_PROGRESS,
    Situation.WAITING: RequestStatus.WAITING,
}


@dataclass(frozen=True)
class Order:
    """The keys that a page continues from, and whether the greatest comes first.

    ``id_``: where the ids come from, so that the index of a search is read in its own order.
    ``sorts``: few rows are found by another index than that of the order, and sorted.
    """

    day: Any = None
    id_: Any = field(default_factory=lambda: ServiceRequest.id)
    is_descending: bool = True
    sorts: bool = False

    @property
    def keys(self) -> list[Any]:
        if self.day is None:
            return [self.id_ + 0 if self.sorts else self.id_]
        return [_unindexed(self.day) if self.sorts else self.day, self.id_]

    def by(self, *, is_backwards: bool = False) -> list[ColumnElement[Any]]:
        falls = self.is_descending != is_backwards
        return [key.desc() if falls else key.asc() for key in self.keys]

    def of_rows(self, *, is_backwards: bool = False) -> list[ColumnElement[Any]]:
        """The same for requests that were found already."""
        return Order(self.day, is_descending=self.is_descending).by(is_backwards=is_backwards)


def asker(user: StaffUser, today: date) -> Asker:
    return Asker(user.id, user.role is Role.COORDINATOR, today, db.engine.dialect.name)


def order_of(asked: QueueFilter, by: Asker) -> Order:
    """What is open by what is due next, what is closed by its day; what is sought, the newest."""
    if asked.words or asked.person or asked.situation is Situation.ALL:
        return Order(id_=queries_search.id_of(asked, by.dialect))
    if asked.situation is Situation.CLOSED:
        return Order(ServiceRequest.closed_on)
    # What is not late stands behind all that is, so it is found by its day; SQLite does not know.
    sorts = by.dialect == "sqlite" and asked.term in (Term.SOON, Term.ON_TIME)
    return Order(ServiceRequest.queue_on, is_descending=False, sorts=sorts)


def filtered(columns: Any, asked: QueueFilter, by: Asker) -> Select[Any]:
    """The columns of the requests asked for, in no order yet."""
    query: Select[Any] = columns.where(*_situation(asked.situation), *_facets(asked))
    if asked.term:
        query = query.where(*_term(asked.term, by.today))
    if asked.is_changed:
        query = query.where(_is_among_latest(by), is_changed(by))
    if asked.matter:
        query = query.where(ServiceRequest.id.in_(_of_matter(asked.matter)))
    if queries_search.is_sought(asked):
        query = queries_search.with_words(query, asked, by.dialect)
    if asked.person:
        query = queries_search.of_person(query, asked.digests, by)
    return query


def worded(build: Any, asked: QueueFilter, *rest: Any) -> Any:
    """The question for the database; what was typed of a person is not kept in memory."""
    return build(replace(asked, person="…") if asked.person else asked, *rest)


def ids(asked: QueueFilter, by: Asker) -> Select[Any]:
    """Of the requests asked for, the ids; from the index of the words where that is enough."""
    alone = None if _never_meet(asked) else queries_search.ids_alone(asked, by.dialect)
    return filtered(select(ServiceRequest.id), asked, by) if alone is None else alone


def _of_matter(public_id: str) -> Select[Any]:
    linked = select(MatterLink.service_request_id).join(MatterLink.matter)
    return linked.where(Matter.public_id == public_id)


def is_overdue(today: date) -> ColumnElement[bool]:
    """Of what is open: the index of what is open tells by its days alone."""
    return ServiceRequest.due_on < today


def is_soon(today: date) -> ColumnElement[bool]:
    """Of what is open: the answer, the alert or the decision on a transfer is due within days."""
    return (ServiceRequest.due_on >= today) & _is_near(today)


def is_changed(by: Asker) -> ColumnElement[bool]:
    """The last event of the request is another's and newer than this person's last look.

    Whoever acted last has seen what came before: nobody acts upon what they have not read.
    """
    last = aliased(RequestEvent)
    query = select(last.id).where(
        last.service_request_id == ServiceRequest.id,
        last.version == ServiceRequest.version,
        last.id > _seen_until(by),
        last.actor_id.is_distinct_from(by.id),
    )
    return query.correlate(ServiceRequest).exists()


def _is_among_latest(by: Asker) -> ColumnElement[bool]:
    """The limit takes nothing away: it tells PostgreSQL how few these are."""
    recent = select(RequestEvent.service_request_id).where(RequestEvent.id > _seen_until(by))
    latest = recent.order_by(RequestEvent.id.desc()).limit(MOST_EVENTS).subquery()
    return ServiceRequest.id.in_(select(latest.c.service_request_id))


def _seen_until(by: Asker) -> ColumnElement[int]:
    """The event up to which a person has looked, but no further back than the latest ones."""
    looked = select(LastLook.event_id).where(LastLook.user_id == by.id).scalar_subquery()
    floor = select(func.max(RequestEvent.id) - MOST_EVENTS).scalar_subquery()
    greatest = func.max if by.dialect == "sqlite" else func.greatest
    return select(greatest(func.coalesce(looked, 0), func.coalesce(floor, 0))).scalar_subquery()


def _situation(situation: Situation) -> list[ColumnElement[bool]]:
    if situation is Situation.ALL:
        return []
    if situation is Situation.CLOSED:
        # The day too, or PostgreSQL, read from the latest, passes over all that have none.
        return [ServiceRequest.outcome.is_not(None), ServiceRequest.closed_on.is_not(None)]
    is_open = ServiceRequest.outcome.is_(None)
    if situation is Situation.PROPOSED:
        return [is_open, ServiceRequest.proposed_outcome.is_not(None)]
    status = STATUSES.get(situation)
    return [is_open] if status is None else [is_open, ServiceRequest.status == status]


def _facets(asked: QueueFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        getattr(ServiceRequest, name) == value
        for name in FACETS
        if (value := getattr(asked, name)) and not queries_search.has_facets(asked)
    ]
    if _never_meet(asked):
        found.append(false())  # nothing is read to find that out
    if asked.assignee == NOBODY:
        found.append(ServiceRequest.assignee_id.is_(None))
    elif asked.assignee:
        found.append(ServiceRequest.assignee_id == asked.assignee)
    return found


def _never_meet(asked: QueueFilter) -> bool:
    """Whether no request of the kind can have the topic."""
    if asked.kind is None or asked.topic is None:
        return False
    return not catalogues.has(TOPICS[asked.kind], asked.topic)


def _term(term: Term, today: date) -> list[ColumnElement[bool]]:
    """What is late stands before today in the queue's order, so that is all that is read."""
    is_open = ServiceRequest.outcome.is_(None)
    if term is Term.OVERDUE:
        return [is_open, is_overdue(today), ServiceRequest.queue_on < today]
    if term is Term.SOON:
        return [is_open, is_soon(today)]
    if term is Term.NOT_COMPLETED:  # somebody has to decide on it (CPACA art. 17)
        return [is_open, ServiceRequest.completion_due_on < today]
    return [is_open, ServiceRequest.due_on >= today, ~_is_near(today)]


def _unindexed(day: Any) -> ColumnElement[Any]:
    """The same day, of which SQLite does not see that an index holds it in order."""
    return type_coerce(day.op("||")(literal_column("''")), Date)


def _is_near(today: date) -> ColumnElement[bool]:
    soon = soon_from(today)
    return or_(
        ServiceRequest.due_on <= soon,
        ServiceRequest.alert_on <= soon,
        func.coalesce(ServiceRequest.transfer_due_on, ServiceRequest.due_on) <= soon,
        func.coalesce(ServiceRequest.completion_due_on, ServiceRequest.due_on) <= soon,
    )
