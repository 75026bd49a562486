"""The agenda of the demonstration: activities of the plan, and sessions for who asked training."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from portal import clock
from portal.accounts.models import StaffUser
from portal.agenda.actions import annul, plan_execution, record_held
from portal.agenda.models import Execution
from portal.casework import actions_closing
from portal.demonstration import story
from portal.demonstration.people import People
from portal.demonstration.story import HeldActivity
from portal.demonstration.timeline import Timeline
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest

PROOF = "Lista de asistencia y fotografías, carpeta 4"


@dataclass
class Agenda:
    timeline: Timeline
    people: People

    def of_year(self, year: int) -> None:
        """Plan each activity a week before and record it on its day."""
        for activity in story.held_activities(year):
            day = max(activity.held_on - timedelta(days=7), date(year, 1, 3))
            self.timeline.on(day, partial(self._plan, activity))

    def _plan(self, activity: HeldActivity) -> None:
        execution = plan_execution(
            activity_number=activity.number,
            title=activity.title,
            takes_place_on=activity.held_on,
            place="Casa de la Cultura",
            actor=self._keeper,
        )
        hold = partial(self._hold, execution, activity)
        self.timeline.on(activity.held_on, hold, hours=range(17, 19))

    def _hold(self, execution: Execution, activity: HeldActivity) -> None:
        self._record(execution, PROOF if activity.has_proof else None)
        if activity.is_annulled:
            self.timeline.after(
                3,
                lambda: annul(
                    execution,
                    seen_version=execution.version,
                    reason="Se anotó en el plan y era de otra oficina.",
                    actor=self._keeper,
                ),
            )

    def train(self, one: ServiceRequest) -> None:
        """Answer a request of training: most get their session, some give it up."""
        lot = self.timeline.chance.random()
        if lot < 0.06:
            self.timeline.after(5, lambda: self._withdraw(one))
        elif lot < 0.93:
            day = clock.today() + timedelta(days=self.timeline.chance.randint(6, 20))
            execution = plan_execution(
                activity_number=None,
                title="Taller para la comunidad",
                takes_place_on=day,
                place="Caseta comunal",
                service_requests=[one],
                actor=self._keeper,
            )
            self.timeline.on(day, lambda: self._record(execution, PROOF, one), hours=range(17, 19))

    def _record(self, execution: Execution, proof: str | None, *attended: ServiceRequest) -> None:
        record_held(
            execution,
            seen_version=execution.version,
            held_on=execution.takes_place_on,
            starts_at=None,
            people_reached=self.timeline.chance.randint(12, 55),
            evidence_reference=proof,
            service_requests=attended,
            actor=self._keeper,
        )

    def _withdraw(self, one: ServiceRequest) -> None:
        actions_closing.close(
            one,
            actor=self._keeper,
            seen_version=one.version,
            outcome=Outcome.WITHDRAWN,
            closed_on=clock.today(),
            reason="La comunidad aplazó el taller y no volvió a pedirlo.",
        )

    @property
    def _keeper(self) -> StaffUser:
        return self.people.attendants[0]
