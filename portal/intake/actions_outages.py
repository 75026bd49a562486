"""Writing down that a channel failed, and that it works again. Nothing is taken out of the log."""

from datetime import datetime, timedelta

from portal import clock
from portal.accounts.models import StaffUser
from portal.errors import Refused
from portal.extensions import db, one_at_a_time
from portal.intake import queries_outages
from portal.intake.kinds import Channel
from portal.intake.models_outages import ChannelOutage

FUTURE = "Esa hora todavía no llega."
# What is written down later than so is a slip of the pen: it would be told to everybody.
LONGEST_AGO = timedelta(days=90)


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
    if began_at < clock.now() - LONGEST_AGO:
        raise Refused("Eso fue hace más de tres meses: revise la fecha.", field="desde")
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
    _check_standing(outage)
    if outage.ended_at is not None:
        raise Refused("Ya está anotado que volvió a funcionar.")
    _end(outage, ended_at, actor)


def annul_outage(outage: ChannelOutage, *, reason: str, actor: StaffUser) -> None:
    """It was written down by mistake: it stays in the log, and the public is told no more."""
    _check_standing(outage)
    outage.annulled_at = clock.now()
    outage.annulled_by_id = actor.id
    outage.annulment_reason = reason


def _check_standing(outage: ChannelOutage) -> None:
    if outage.annulled_at is not None:
        raise Refused("Ya está anulada.")


def _end(outage: ChannelOutage, ended_at: datetime, actor: StaffUser) -> None:
    if ended_at > clock.now():
        raise Refused(FUTURE, field="hasta")
    if ended_at <= outage.began_at:
        raise Refused("Tiene que ser después de cuando empezó.", field="hasta")
    outage.ended_at = ended_at
    outage.ended_by_id = actor.id
    outage.ended_recorded_at = clock.now()
