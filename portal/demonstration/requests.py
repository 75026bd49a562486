"""The requests of the demonstration: how many come, when, from whom and about what."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from portal import clock
from portal.accounts.models import Role
from portal.casework import actions
from portal.demonstration import story
from portal.demonstration.casework import Casework
from portal.demonstration.people import People
from portal.demonstration.timeline import Timeline
from portal.intake import catalogues
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import Channel, Identity, RequestKind

# Of each kind in a month, at least and at most.
IN_A_MONTH = {
    RequestKind.TRAINING: (4, 7),
    RequestKind.ADVICE: (14, 22),
    RequestKind.COMPLAINT: (10, 18),
}
CHANNELS = (Channel.WEB, Channel.WEB, Channel.WEB, Channel.IN_PERSON, Channel.TELEPHONE)
IDENTITIES = (*[Identity.NAMED] * 7, Identity.ANONYMOUS, Identity.ANONYMOUS, Identity.RESERVED)


@dataclass
class Requests:
    """``casework`` attends what comes; ``filed`` counts it."""

    timeline: Timeline
    people: People
    casework: Casework
    filed: int = 0

    def of_month(self, year: int, month: int, *, fewer: int = 1) -> None:
        """Let some of each kind come in a month; ``fewer`` divides how many."""
        last = clock.month_bounds(year, month)[1].day
        for kind, (least, most) in IN_A_MONTH.items():
            for _ in range(self.timeline.chance.randint(least, most) // fewer):
                day = date(year, month, self.timeline.chance.randint(1, last))
                self.timeline.on(day, partial(self._come, kind), hours=range(7, 21))

    def late_letter(self, received_on: date) -> None:
        """A complaint on paper that is only recorded now."""
        attendant = self.people.attendants[0]
        filing = self._filing(RequestKind.COMPLAINT, Channel.LETTER, clock.at_midnight(received_on))
        one = file_request(filing, recorded_by=attendant).service_request
        actions.take(one, actor=attendant, seen_version=one.version)
        self.casework.transfer(one, attendant)

    def _come(self, kind: RequestKind) -> None:
        chance = self.timeline.chance
        channel = chance.choice(CHANNELS)
        desk = None if channel is Channel.WEB else chance.choice(self.people.attendants)
        filing = self._filing(kind, channel, clock.now())
        one = file_request(filing, recorded_by=desk).service_request
        hides = one.identity is Identity.RESERVED
        actor = self.people.of(Role.COORDINATOR) if hides else chance.choice(self.people.attendants)
        self.timeline.after(chance.randint(0, 2), lambda: self.casework.take(one, actor))

    def _filing(self, kind: RequestKind, channel: Channel, received_at: datetime) -> Filing:
        self.filed += 1
        chance = self.timeline.chance
        topic, text = chance.choice(story.told(kind))
        identity = chance.choice(IDENTITIES)
        is_training = kind is RequestKind.TRAINING
        answers = {"comunidad": chance.choice(story.communities()), "lugar": "Caseta comunal"}
        return Filing(
            kind=kind,
            received_at=received_at,
            channel=channel,
            topic=topic,
            territory=chance.choice(catalogues.catalogue("territories")).code,
            people_expected=chance.randint(15, 60) if is_training else None,
            households=chance.randint(1, 80) if kind is RequestKind.COMPLAINT else None,
            identity=Identity.NAMED if is_training else identity,
            name=None if identity is Identity.ANONYMOUS else f"Persona de ejemplo {self.filed}",
            description=text,
            answers=answers if is_training else {},
        )
