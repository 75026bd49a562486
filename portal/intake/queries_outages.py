"""The log of failures of a channel, and what the public is told of the portal's own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.extensions import db
from portal.intake.kinds import Channel
from portal.intake.models_outages import ChannelOutage
from portal.intake.rules_outages import OutageNote, notes

# No three working days take longer, whatever the holidays.
LOOK_BACK = timedelta(days=21)


def outage_log() -> Sequence[ChannelOutage]:
    """The last hundred, the newest first, with who wrote each down."""
    query = (
        select(ChannelOutage)
        .options(joinedload(ChannelOutage.recorded_by), joinedload(ChannelOutage.annulled_by))
        .order_by(ChannelOutage.began_at.desc(), ChannelOutage.id.desc())
        .limit(100)
    )
    return db.session.execute(query).scalars().all()


def lock_outage(outage_id: int) -> ChannelOutage | None:
    query = select(ChannelOutage).where(ChannelOutage.id == outage_id).with_for_update()
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()


def failing_count() -> int:
    """How many failures are written down as lasting still."""
    query = select(func.count(ChannelOutage.id)).where(
        ChannelOutage.ended_at.is_(None), ChannelOutage.annulled_at.is_(None)
    )
    return db.session.execute(query).scalar_one()


def overlaps(channel: Channel, began_at: datetime, ended_at: datetime | None) -> bool:
    """Whether a failure of the channel is written down that lasted in those hours."""
    over = or_(ChannelOutage.ended_at.is_(None), ChannelOutage.ended_at > began_at)
    same = [ChannelOutage.channel == channel, ChannelOutage.annulled_at.is_(None), over]
    if ended_at is not None:
        same.append(ChannelOutage.began_at < ended_at)
    return bool(db.session.execute(select(exists().where(*same))).scalar())


def public_notes() -> list[OutageNote]:
    """Of the portal: failures that last or after which one may still send again."""
    query = (
        select(ChannelOutage)
        .where(
            ChannelOutage.channel == Channel.WEB,
            ChannelOutage.annulled_at.is_(None),
            ChannelOutage.began_at <= clock.now(),
            or_(
                ChannelOutage.ended_at.is_(None), ChannelOutage.ended_at >= clock.now() - LOOK_BACK
            ),
        )
        .order_by(ChannelOutage.began_at, ChannelOutage.id)
    )
    return notes(db.session.execute(query).scalars(), clock.today())
