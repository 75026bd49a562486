"""All the requests that the queue is asked for, read in batches for a file."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import StaffUser
from portal.casework.queries_filters import asker, filtered, ids, order_of
from portal.casework.queue import QueueFilter
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.intake.models_private import Requester

BATCH = 500


def how_many(asked: QueueFilter, *, user: StaffUser, today: date) -> int:
    """All of them, however many."""
    rows = ids(asked, asker(user, today)).subquery()
    return db.session.execute(select(func.count()).select_from(rows)).scalar_one()


def batches(
    asked: QueueFilter, *, user: StaffUser, today: date
) -> Iterator[Sequence[ServiceRequest]]:
    """In the order of the pages; what was read is let go."""
    by = asker(user, today)
    query = (
        filtered(select(ServiceRequest), asked, by)
        .options(joinedload(ServiceRequest.assignee))
        .order_by(*order_of(asked, by).by())
        .execution_options(yield_per=BATCH)
    )
    yield from db.session.execute(query).scalars().partitions()


def requesters_of(ids: Sequence[int]) -> dict[int, Requester]:
    """Who asked, by request."""
    query = select(Requester).where(Requester.service_request_id.in_(ids))
    found = db.session.execute(query.order_by(Requester.service_request_id)).scalars()
    return {one.service_request_id: one for one in found}
