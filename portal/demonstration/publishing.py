"""The publications of the demonstration: eleven months, one of them rejected once, a correction."""

from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.demonstration.people import People
from portal.demonstration.timeline import Timeline
from portal.transparency import actions, queries
from portal.transparency.models import Publication
from portal.working_days import add_working_days

REJECTED, CORRECTED, BY_SOMEBODY_ACTING = 5, 3, 8
REASON = "Una queja que llegó en papel el 20 de marzo no se había registrado."


@dataclass
class Publishing:
    timeline: Timeline
    people: People

    def of_month(self, year: int, month: int) -> None:
        """Prepared on the fourth working day of the next month, reviewed and approved after."""
        last = clock.month_bounds(year, month)[1]
        first = add_working_days(last, 4)
        if month == REJECTED:
            self.timeline.on(first, lambda: self._prepare(year, month))
            self.timeline.on(add_working_days(last, 5), self._reject)
            first = add_working_days(last, 6)
        self._three_days(first, year, month)

    def correction(self, year: int, day: date) -> None:
        """From a day on: prepared, reviewed and approved again."""
        self._three_days(day, year, CORRECTED, REASON)

    def _three_days(self, first: date, year: int, month: int, reason: str | None = None) -> None:
        self.timeline.on(first, lambda: self._prepare(year, month, reason))
        self.timeline.on(add_working_days(first, 1), self._review)
        self.timeline.on(add_working_days(first, 2), lambda: self._approve(str(month)))

    def _prepare(self, year: int, month: int, reason: str | None = None) -> None:
        acting = month == BY_SOMEBODY_ACTING
        signer = self.people.attendants[0] if acting else self.people.of(Role.COORDINATOR)
        actions.prepare(
            year=year, month=month, signer=signer, password=self.people.password, reason=reason
        )

    def _review(self) -> None:
        actions.review(self._waiting, signer=self._planning, password=self.people.password)

    def _approve(self, act_number: str) -> None:
        actions.approve(
            self._waiting,
            signer=self.people.of(Role.COMMITTEE),
            password=self.people.password,
            act_number=act_number,
            act_on=clock.today(),
        )

    def _reject(self) -> None:
        actions.reject(
            self._waiting,
            actor=self._planning,
            password=self.people.password,
            reason="Falta el soporte del seguimiento de mayo: revísenlo antes de firmar.",
        )

    @property
    def _planning(self) -> StaffUser:
        return self.people.of(Role.PLANNING)

    @property
    def _waiting(self) -> Publication:
        waiting = queries.in_progress()
        if waiting is None:
            raise LookupError("nothing waits for a signature")
        return waiting
