"""The daily e-mail to a member of staff: numbers, dates and topics, nothing of a person (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.casework.deadlines import deadline_of, next_day
from portal.casework.subjects import topic_of
from portal.formats import long_date, short_date, thousands
from portal.intake.models import ServiceRequest


@dataclass(frozen=True)
class Part:
    """Requests that need the same thing; ``total`` counts those that are not listed too."""

    one: str
    many: str
    requests: Sequence[ServiceRequest]
    total: int

    @property
    def counted(self) -> str:
        return f"{thousands(self.total)} {self.one if self.total == 1 else self.many}"


def subject_of_digest(parts: Sequence[Part], today: date) -> str:
    """«3 vencidas, 1 por vencer: 17 nov 2026»."""
    return f"{', '.join(part.counted for part in parts)}: {short_date(today)}"


def body_of_digest(parts: Sequence[Part], today: date, address: str) -> str:
    """Plain text, a line per request."""
    lines = [f"Solicitudes que atender hoy, {long_date(today)}."]
    for part in parts:
        lines += ["", part.counted]
        lines += [_line(one, today) for one in part.requests]
        if part.total > len(part.requests):
            lines.append(f"  y {thousands(part.total - len(part.requests))} más")
    lines += ["", f"Para verlas, entre a {address}.", "", _END]
    return "\n".join(lines) + "\n"


_END = "Este correo sale solo del portal cada día hábil: nadie lee lo que se responda aquí."


def _line(one: ServiceRequest, today: date) -> str:
    """Never the summary: staff wrote it, and it might say more than it should."""
    known = (
        one.filing_number,
        deadline_of(one, today).text,
        short_date(next_day(one)),
        topic_of(one),
    )
    return "  " + "; ".join(part for part in known if part)
