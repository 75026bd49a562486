"""Reading requests about one's own data."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from portal.data_rights import rules
from portal.data_rights.models import DataRequest
from portal.extensions import db
from portal.intake import office_days, tracking_codes
from portal.working_days import add_working_days

LISTED = 200
SOON = 2  # working days before the last one


def by_number(number: str) -> DataRequest | None:
    query = select(DataRequest).where(DataRequest.filing_number == number)
    return db.session.execute(query).scalar_one_or_none()


def lock(number: str) -> DataRequest | None:
    """The same, locked and as it is now."""
    query = select(DataRequest).where(DataRequest.filing_number == number)
    locked = query.with_for_update().execution_options(populate_existing=True)
    return db.session.execute(locked).scalar_one_or_none()


def by_nonce(nonce: str) -> DataRequest | None:
    query = select(DataRequest).where(DataRequest.nonce_hash == tracking_codes.nonce_hash(nonce))
    return db.session.execute(query).scalar_one_or_none()


def opened_by(number: str, code: str) -> DataRequest | None:
    """Where number and code go together; the same work for a number that is not."""
    one = by_number(number)
    return one if tracking_codes.matches(one.code_hash if one else None, code) else None


def waiting() -> Sequence[DataRequest]:
    """What nobody answered yet, the oldest first."""
    query = select(DataRequest).where(DataRequest.answered_on.is_(None))
    return db.session.execute(query.order_by(DataRequest.filed_on, DataRequest.id)).scalars().all()


def late_count(today: date) -> int:
    """How many are due within two working days, or were; few enough to be looked at one by one."""
    days = office_days.now()
    soon = add_working_days(today, SOON, days)
    return sum(rules.due_on(one, days) <= soon for one in waiting())


def answered() -> Sequence[DataRequest]:
    """The latest answers."""
    query = select(DataRequest).where(DataRequest.answered_on.is_not(None))
    latest = query.order_by(DataRequest.answered_on.desc(), DataRequest.id.desc())
    return db.session.execute(latest.limit(LISTED)).scalars().all()
