"""Calendars as every telephone reads them: iCalendar, RFC 5545 (pure).

By hand, because writing takes a page: text escaped, lines folded at 75 octets, the hours of Bogotá,
which has had no summer time since 1993.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from portal.clock import BOGOTA

LINE = 75  # octets, without the end of line
ZONE = "America/Bogota"
TIMEZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19930404T000000",
    "TZOFFSETFROM:-0400",
    "TZOFFSETTO:-0500",
    "TZNAME:-05",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class Event:
    """What happens. ``uid`` never changes; ``sequence`` rises with each change (3.8.7.4).

    Without ``starts_at`` it takes the whole day; without ``ends_at`` nobody said how long.
    """

    uid: str
    sequence: int
    changed_at: datetime
    summary: str
    day: date
    starts_at: time | None = None
    ends_at: datetime | None = None
    place: str | None = None
    description: str | None = None
    url: str | None = None
    status: str = "CONFIRMED"


def calendar(name: str, events: Iterable[Event]) -> str:
    """The file, to be served as ``text/calendar``."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Personeria//Agenda//ES",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{ZONE}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        *TIMEZONE,
    ]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_utc(event.changed_at)}"
    yield f"LAST-MODIFIED:{_utc(event.changed_at)}"
    yield from _times(event)
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{event.status}"
    yield "END:VEVENT"


def _times(event: Event) -> Iterator[str]:
    if event.starts_at is None:
        yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
        return
    yield f"DTSTART;TZID={ZONE}:{datetime.combine(event.day, event.starts_at):%Y%m%dT%H%M%S}"
    if event.ends_at:
        yield f"DTEND;TZID={ZONE}:{event.ends_at.astimezone(BOGOTA):%Y%m%dT%H%M%S}"


def escaped(text: str) -> str:
    """A text value (3.3.11): nothing typed ends a line or starts another property."""
    for plain, kept in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, kept)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join("".join(c for c in line if c >= " " or c == "\t") for line in lines)


def folded(line: str) -> str:
    """At most 75 octets each, the next ones after a blank (3.1); no letter is cut in two."""
    parts, part, room = [], "", LINE
    for character in line:
        width = len(character.encode())
        if width > room:
            parts.append(part)
            part, room = "", LINE - 1
        part += character
        room -= width
    return "\r\n ".join([*parts, part])


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"
