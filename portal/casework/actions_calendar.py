"""The office changes its calendar, and every open due date follows in the same transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.casework import queries_calendar, timing
from portal.casework.models import TermMove
from portal.casework.rules_calendar import CalendarRefused, days_changed
from portal.extensions import db
from portal.intake import office_days
from portal.intake.history import TERM_MOVED, record_event
from portal.intake.models import ServiceRequest
from portal.intake.models_calendar import NonWorkingDay
from portal.working_days import DayEffect, OfficeDays

KEEPERS = (Role.ADMINISTRATOR, Role.COORDINATOR)


@dataclass(frozen=True)
class CalendarChange:
    """``first``: the row by which the change is known."""

    first: NonWorkingDay
    days: Sequence[date]
    moves: Sequence[TermMove]


def change_days(
    *, first: date, last: date, effect: DayEffect, reason: str, actor: StaffUser
) -> CalendarChange:
    """Say what some days are. Nothing is lost: what was said of them before stays on record."""
    if actor.role not in KEEPERS:
        raise CalendarRefused("Los días los cambia la coordinación o quien administra el portal.")
    office_days.lock_to_change()
    before = office_days.now()
    days = days_changed(first, last, effect, before)
    rows = [_row(day, effect, reason, actor) for day in days]
    db.session.add_all(rows)
    db.session.flush()
    after = before.with_changes((day, effect) for day in days)
    return CalendarChange(rows[0], days, list(_move(rows[0], days, after)))


def _row(day: date, effect: DayEffect, reason: str, actor: StaffUser) -> NonWorkingDay:
    return NonWorkingDay(
        day=day,
        effect=effect,
        reason=reason,
        recorded_at=clock.now(),
        recorded_by_id=actor.id,
    )


def _move(change: NonWorkingDay, days: Sequence[date], after: OfficeDays) -> Iterator[TermMove]:
    """Set the dates of each open request whose term runs over one of the days."""
    for batch in queries_calendar.open_over(days[0], days[-1]):
        acts = timing.acts_of_many([one.id for one in batch])
        for one in batch:
            moves = timing.set_days_by(one, acts.get(one.id, ()), after)
            if moves:
                yield from _write_down(change, one, moves)
        db.session.flush()


def _write_down(
    change: NonWorkingDay, service_request: ServiceRequest, moves: timing.Moves
) -> Iterator[TermMove]:
    details: dict[str, Any] = {}
    for what, (before, after) in moves.items():
        if before is None or after is None:
            continue  # a calendar neither begins nor ends a term
        details[what] = [before.isoformat(), after.isoformat()]
        move = TermMove(
            non_working_day_id=change.id,
            service_request_id=service_request.id,
            what=what,
            moved_from=before,
            moved_to=after,
        )
        db.session.add(move)
        yield move
    record_event(service_request, TERM_MOVED, change=change.id, **details)
