"""What the public is told of days when the portal did not work (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from portal import clock
from portal.intake.models_outages import ChannelOutage
from portal.working_days import add_working_days

RESEND_TERM = 3  # working days to send it again (CPACA art. 62)


@dataclass(frozen=True)
class OutageNote:
    """A failure that still matters: its hours, and until when one may send again."""

    began_at: datetime
    ended_at: datetime | None
    resend_until: date | None


def resend_until(outage: ChannelOutage) -> date | None:
    """The last day to send again; none while the failure lasts."""
    if outage.ended_at is None:
        return None
    return add_working_days(clock.day_of(outage.ended_at), RESEND_TERM)


def notes(outages: Iterable[ChannelOutage], today: date) -> list[OutageNote]:
    """Those that last, and those after which one may still send again."""
    found = [OutageNote(one.began_at, one.ended_at, resend_until(one)) for one in outages]
    return [note for note in found if note.resend_until is None or note.resend_until >= today]
