"""Who read what: the log of access, the newest first, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.engine import Row

from portal import clock
from portal.accounts.models import StaffUser
from portal.accounts.models_access import AccessEntry
from portal.extensions import db
from portal.intake.models import ServiceRequest

PAGE = 50
BATCH = 1_000


@dataclass(frozen=True, kw_only=True)
class AccessFilter:
    """What is asked of the log; days of Bogotá, both included."""

    user_id: int | None = None
    request_id: int | None = None
    action: str | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True)
class LogPlace:
    """After which entry a page begins."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}.{self.id}"

    @classmethod
    def read(cls, text: str) -> "LogPlace | None":
        """From an address; none for what no page of ours wrote there."""
        at, _, number = text.rpartition(".")
        try:
            found = cls(datetime.fromisoformat(at), int(number[:18]))
        except ValueError:
            return None
        return found if found.at.tzinfo and found.id < 2**31 else None


def page_of(
    asked: AccessFilter, after: LogPlace | None = None
) -> tuple[Sequence[Row[Any]], LogPlace | None]:
    """The entries with who read and the number of the request; and where the next page begins."""
    rows = db.session.execute(_ordered(asked, after).limit(PAGE + 1)).all()
    has_more = len(rows) > PAGE
    rows = rows[:PAGE]
    return rows, LogPlace(rows[-1].at, rows[-1].id) if has_more else None


def all_of(asked: AccessFilter) -> Iterator[Row[Any]]:
    """Every entry, read some at a time."""
    after: LogPlace | None = None
    while rows := db.session.execute(_ordered(asked, after).limit(BATCH)).all():
        yield from rows
        after = LogPlace(rows[-1].at, rows[-1].id)


def how_many(asked: AccessFilter) -> int:
    query = select(func.count()).select_from(AccessEntry)
    return int(db.session.execute(_filtered(query, asked)).scalar_one())


def _ordered(asked: AccessFilter, after: LogPlace | None) -> Select[Any]:
    query = (
        select(
            AccessEntry.id,
            AccessEntry.at,
            AccessEntry.action,
            AccessEntry.details,
            StaffUser.name,
            ServiceRequest.filing_number,
        )
        .join(StaffUser, StaffUser.id == AccessEntry.user_id)
        .outerjoin(ServiceRequest, ServiceRequest.id == AccessEntry.service_request_id)
    )
    query = _filtered(query, asked)
    if after is not None:
        query = query.where(tuple_(AccessEntry.at, AccessEntry.id) < tuple_(after.at, after.id))
    return query.order_by(AccessEntry.at.desc(), AccessEntry.id.desc())


def _filtered(query: Select[Any], asked: AccessFilter) -> Select[Any]:
    if asked.user_id is not None:
        query = query.where(AccessEntry.user_id == asked.user_id)
    if asked.request_id is not None:
        query = query.where(AccessEntry.service_request_id == asked.request_id)
    if asked.action is not None:
        query = query.where(AccessEntry.action == asked.action)
    if asked.from_on is not None:
        query = query.where(AccessEntry.at >= clock.at_midnight(asked.from_on))
    if asked.to_on is not None:
        query = query.where(AccessEntry.at < clock.at_midnight(asked.to_on + timedelta(days=1)))
    return query
