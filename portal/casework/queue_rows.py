"""A row of the queue as staff read it (pure)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.accounts.models import StaffUser
from portal.casework import deadlines, rules, subjects
from portal.casework.deadlines import Deadline
from portal.casework.queue import QueueRow
from portal.formats import short_date, short_month


@dataclass(frozen=True)
class ShownRow:
    """``marks``: states of the components with their words. ``chosen_as``: empty where this
    person may not give it to anybody."""

    number: str
    day: str
    subject: str
    marks: tuple[tuple[str, str], ...]
    deadline: Deadline
    holder: str
    chosen_as: str = ""


def shown(
    rows: Iterable[QueueRow], *, user: StaffUser, today: date, has_looked: bool = False
) -> list[ShownRow]:
    """The rows, without a name of whoever asked.

    To whoever never said to have looked all is new, so nothing is marked as changed.
    """
    return [_shown(row, user, today, has_looked) for row in rows]


def _shown(row: QueueRow, user: StaffUser, today: date, has_looked: bool) -> ShownRow:
    one = row.request
    may_choose = not one.is_closed and rules.may_assign(user, one)
    return ShownRow(
        number=one.filing_number,
        day=_day(deadlines.next_day(one), today),
        subject=subjects.subject_of(one),
        marks=tuple(_marks(row, has_looked)),
        deadline=deadlines.deadline_of(one, today),
        holder=one.assignee.name if one.assignee else "",
        chosen_as=f"{one.filing_number}.{one.version}" if may_choose else "",
    )


def _day(day: date, today: date) -> str:
    """«4 nov»; with its year where that is another."""
    if day.year != today.year:
        return short_date(day)
    return f"{day.day} {short_month(day.month)}"


def _marks(row: QueueRow, has_looked: bool) -> Iterator[tuple[str, str]]:
    """Priority first (CPACA art. 20), then what asks for care, then what is new."""
    one = row.request
    if one.is_urgent:
        yield "bad", "Urgente"
    if rules.hides_identity(one):
        yield "reserved", "Identidad reservada"
    if one.proposed_outcome:
        yield "risk", "Se propone excluirla"
    elif one.is_suspect:
        yield "risk", "Sospechosa"
    if one.has_news:
        yield "open", "La persona escribió"
    elif row.is_changed and has_looked:
        yield "open", "Cambió"
