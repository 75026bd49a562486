"""Writing down that a channel failed, and that it works again. Nothing is taken out of the log."""

from datetime import datetime

from portal import clock
from portal.accounts.models import StaffUser
from portal.errors import Refused
from portal.extensions import db, one_at_a_time
from portal.intake import queries_outages
from portal.intake.kinds import Channel
from portal.intake.models_outages import ChannelOutage

FUTURE = "Esa hora todavía no llega."


def record_outage(
    *,
    channel: Channel,
    began_at: datetime,
    ended_at: datetime | None,
    what_happened: str,
    actor: StaffUser,
) -> ChannelOutage:
    """``ended_at`` is none while the channel still fails."""
    if began_at > clock.now():
        raise Refused(FUTURE, field="desde")
    one_at_a_time(ChannelOutage)
    if queries_outages.overlaps(channel, began_at, ended_at):
        raise Refused("Ya está anotada una falla de ese canal a esas horas.", field="desde")
    outage = ChannelOutage(
        channel=channel,
        began_at=began_at,
        what_happened=what_happened,
        recorded_by_id=actor.id,
        recorded_at=clock.now(),
    )
    if ended_at is not None:
        _end(outage, ended_at, actor)
    db.session.add(outage)
    db.session.flush()
    return outage


def end_outage(outage: ChannelOutage, *, ended_at: datetime, actor: StaffUser) -> None:
    """The channel works again since that hour."""
    if outage.ended_at is not None:
        raise Refused("Ya está anotado que volvió a funcionar.")
    _end(outage, ended_at, actor)


def _end(outage: ChannelOutage, ended_at: datetime, actor: StaffUser) -> None:
    if ended_at > clock.now():
        raise Refused(FUTURE, field="hasta")
    if ended_at <= outage.began_at:
        raise Refused("Tiene que ser después de cuando empezó.", field="hasta")
    outage.ended_at = ended_at
    outage.ended_by_id = actor.id
    outage.ended_recorded_at = clock.now()
