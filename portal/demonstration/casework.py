"""How the requests of the demonstration are attended: in time, late, excluded, opened again."""

from collections.abc import Callable
from dataclasses import dataclass, field

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.casework import actions, actions_closing, actions_exclusion
from portal.demonstration.people import People
from portal.demonstration.timeline import Timeline
from portal.intake.actions import add_information
from portal.intake.kinds import Outcome, RequestKind, ToldBy
from portal.intake.models import ServiceRequest

ANSWER = "Le explicamos qué puede pedir, ante quién y en cuánto tiempo, y le dejamos el escrito."
# In a hundred requests for advice and complaints, how each ends.
FATES = {
    "attended": 70,
    "attended late": 9,
    "asked first": 8,
    "withdrawn": 3,
    "not attended": 2,
    "duplicate": 3,
    "not valid": 1,
    "left open": 4,
}


@dataclass
class Casework:
    """``train`` answers a request of training; ``earlier``: the last one of each kind, for who
    asks twice.
    """

    timeline: Timeline
    people: People
    train: Callable[[ServiceRequest], None]
    earlier: dict[RequestKind, ServiceRequest] = field(default_factory=dict)

    def take(self, one: ServiceRequest, actor: StaffUser) -> None:
        actions.take(one, actor=actor, seen_version=one.version)
        chance = self.timeline.chance
        if one.kind is RequestKind.TRAINING:
            self.train(one)
            return
        if one.kind is RequestKind.COMPLAINT and chance.random() < 0.4:
            self.timeline.after(chance.randint(1, 2), lambda: self.transfer(one, actor))
            return
        if one.transfer_due_on:
            actions.keep(one, actor=actor, seen_version=one.version)
        (fate,) = chance.choices(list(FATES), weights=list(FATES.values()))
        self._meet(fate, one, actor)
        if fate not in ("duplicate", "not valid"):
            self.earlier[one.kind] = one

    def _meet(self, fate: str, one: ServiceRequest, actor: StaffUser) -> None:
        chance, after = self.timeline.chance, self.timeline.after
        if fate == "attended":
            after(chance.randint(2, 10), lambda: self._attend(one, actor))
        elif fate == "attended late":
            after(chance.randint(16, 26), lambda: self._attend(one, actor))
        elif fate == "asked first":
            after(1, lambda: self._ask(one, actor))
        elif fate in ("withdrawn", "not attended"):
            after(chance.randint(3, 12), lambda: self._give_up(fate, one, actor))
        elif fate in ("duplicate", "not valid"):
            after(1, lambda: self._propose(fate, one, actor))

    def _attend(self, one: ServiceRequest, actor: StaffUser) -> None:
        actions_closing.close(
            one,
            actor=actor,
            seen_version=one.version,
            outcome=Outcome.ATTENDED,
            closed_on=clock.today(),
            told_by=ToldBy.PORTAL,
            answer=ANSWER,
            evidence_reference=f"Carpeta {one.filing_number[-3:]}, folio 1",
        )
        if self.timeline.chance.random() < 0.03:
            self.timeline.after(4, lambda: self._reopen(one, actor))

    def _reopen(self, one: ServiceRequest, actor: StaffUser) -> None:
        reason = "La persona contó que no le cumplieron."
        actions_closing.reopen(one, actor=actor, seen_version=one.version, reason=reason)
        self.timeline.after(6, lambda: self._attend(one, actor))

    def transfer(self, one: ServiceRequest, actor: StaffUser) -> None:
        actions_closing.transfer(
            one,
            actor=actor,
            seen_version=one.version,
            body="Empresa de ejemplo",
            told_on=clock.today(),
            told_by=ToldBy.PORTAL,
            answer="Pasamos su queja a la empresa, que debe responderle en 15 días hábiles.",
        )

    def _ask(self, one: ServiceRequest, actor: StaffUser) -> None:
        actions.ask(one, actor=actor, seen_version=one.version, body="¿Desde qué día pasa?")
        self.timeline.after(2, lambda: self._hear(one, actor))

    def _hear(self, one: ServiceRequest, actor: StaffUser) -> None:
        add_information(one, body="Desde el lunes de la semana pasada.")
        actions.requester_answered(one)
        self.timeline.after(4, lambda: self._attend(one, actor))

    def _give_up(self, fate: str, one: ServiceRequest, actor: StaffUser) -> None:
        withdrawn = fate == "withdrawn"
        actions_closing.close(
            one,
            actor=actor,
            seen_version=one.version,
            outcome=Outcome.WITHDRAWN if withdrawn else Outcome.NOT_ATTENDED,
            closed_on=clock.today(),
            told_by=None if withdrawn else ToldBy.PORTAL,
            answer=None if withdrawn else "No encontramos cómo ayudarle con esto.",
            reason="Avisó que ya no la necesita." if withdrawn else None,
        )

    def _propose(self, fate: str, one: ServiceRequest, actor: StaffUser) -> None:
        original = self.earlier.get(one.kind)
        if fate == "not valid":
            original = None
        actions_exclusion.propose_exclusion(
            one,
            actor=actor,
            seen_version=one.version,
            outcome=Outcome.DUPLICATE if original else Outcome.NOT_VALID,
            reason="Es la misma solicitud." if original else "Es publicidad.",
            duplicate_of=original,
        )
        self.timeline.after(2, lambda: self._confirm(one, original, actor))

    def _confirm(
        self, one: ServiceRequest, original: ServiceRequest | None, proposer: StaffUser
    ) -> None:
        director = self.people.of(Role.COORDINATOR)
        actor = director if proposer is not director else self.people.attendants[0]
        actions_exclusion.confirm_exclusion(
            one, actor=actor, seen_version=one.version, duplicate_of=original
        )
