"""How the outbox stands, for the staff's page and the deliverers."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from portal import clock
from portal.extensions import db
from portal.notices.models import OutboxMessage


def waiting_count() -> int:
    """Messages that have neither left nor failed."""
    return _count(OutboxMessage.sent_at.is_(None), OutboxMessage.failed_at.is_(None))


def failed_count() -> int:
    """Messages that no deliverer will try again."""
    return _count(OutboxMessage.failed_at.is_not(None))


def failed_messages(limit: int = 50) -> Sequence[OutboxMessage]:
    """The messages that failed, the latest first, each with its error."""
    query = (
        select(OutboxMessage)
        .where(OutboxMessage.failed_at.is_not(None))
        .order_by(OutboxMessage.failed_at.desc(), OutboxMessage.id.desc())
        .limit(limit)
    )
    return db.session.execute(query).scalars().all()


def is_any_due() -> bool:
    """Whether a deliverer would find something to send now."""
    now = clock.now()
    query = select(OutboxMessage.id).where(
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.failed_at.is_(None),
        OutboxMessage.next_attempt_at <= now,
        or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until <= now),
    )
    return db.session.execute(query.limit(1)).first() is not None


def _count(*conditions: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(OutboxMessage).where(*conditions)
    return db.session.execute(query).scalar_one()
