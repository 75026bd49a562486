"""Every change to an activity, made by two people to the same one at the same instant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from typing import Any

from flask import Flask

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.agenda import (
    actions,
    actions_attendance,
    actions_evidence,
    actions_offers,
    actions_requests,
    actions_sessions,
    queries,
    queries_attendance,
    queries_requests,
    queries_sessions,
)
from portal.agenda.models import Execution
from portal.extensions import db
from portal.intake.models import ServiceRequest
from tests.agenda.sessions import HELD_ON, planned, training
from tests.factories import instant, make_staff
from tests.racing import race

MONDAY = date(2024, 6, 10)
MORNING = instant(MONDAY, time(9, 0))
NEXT_WEEK = date(2024, 6, 14)
Deed = Callable[..., object]


@dataclass(frozen=True)
class Pair:
    """What was done to the session before, what the two do, and how many of them may."""

    first: Deed
    second: Deed
    before: tuple[Deed, ...] = ()
    wins: int = 1


def hold(execution: Execution, **who: Any) -> object:
    asked = [one.service_request for one in execution.attendances]
    return actions.record_held(
        execution,
        held_on=HELD_ON,
        starts_at=None,
        people_reached=20,
        evidence_reference="Acta 7",
        service_requests=asked,
        **who,
    )


def edit(execution: Execution, **who: Any) -> object:
    return actions.edit_execution(
        execution,
        activity_number=None,
        title=f"Taller {who['actor'].id}",
        takes_place_on=execution.takes_place_on,
        starts_at=None,
        place="Casa comunal",
        territory=None,
        service=None,
        topic=None,
        people_reached=None,
        **who,
    )


def arrange(execution: Execution, **who: Any) -> object:
    facts = {"minutes": 90, "capacity": 1, "is_announced": True}
    return actions_sessions.arrange(execution, **facts, **who)


def open_list(execution: Execution, **who: Any) -> object:
    window = {"opens_at": instant(MONDAY, time(8)), "closes_at": instant(MONDAY, time(20))}
    return actions_sessions.open_check_in(execution, **window, **who)


def withdraw(execution: Execution, **who: Any) -> object:
    first = execution.evidences[0]
    reason = "Es de otra sesión."
    return actions_evidence.withdraw_evidence(execution, evidence=first, reason=reason, **who)


def empty_list(execution: Execution, **who: Any) -> object:
    return actions_requests.choose_requests(execution, service_requests=[], **who)


def offer(execution: Execution, **who: Any) -> object:
    asked = [one.service_request for one in execution.attendances]
    slots = [(NEXT_WEEK, time(14))]
    return actions_offers.offer_dates(execution, slots=slots, service_requests=asked, **who)


def come(execution: Execution, *, sheet: str | None = None, **who: Any) -> object:
    details = queries_sessions.details_of(execution.id)
    nonce = f"{execution.id} {sheet or who['actor'].id}"
    return actions_attendance.check_in(details, nonce=nonce, name="Rosa Cuero", about={})


ANNUL = partial(actions.annul, reason="Se registró dos veces.")
PROVE = partial(actions_evidence.add_later, reference="Acta 8")
FIX = partial(actions_offers.fix_date, day=NEXT_WEEK, starts_at=time(14))
SEND_TWICE = partial(come, sheet="la misma")
CHANGES = {"realizada": hold, "editar": edit, "anular": ANNUL, "organizar": arrange, "fijar": FIX}
CHANGES |= {"lista": open_list, "solicitudes": empty_list, "fechas": offer}

PAIRS: dict[str, Pair] = {
    **{name: Pair(act, act) for name, act in CHANGES.items()},
    "soporte": Pair(PROVE, PROVE, (hold,)),
    "retirar soporte": Pair(withdraw, withdraw, (hold,)),
    "realizada | anular": Pair(hold, ANNUL),
    "realizada | fijar": Pair(hold, FIX),
    "soporte | retirar": Pair(PROVE, withdraw, (hold,)),
    "fijar | fechas": Pair(FIX, offer),
    "el último cupo": Pair(come, come, (arrange, open_list)),
    "la misma hoja": Pair(SEND_TWICE, SEND_TWICE, (arrange, open_list), wins=2),
}


class AgendaRaces:
    """An office of two who coordinate."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._people = [make_staff(Role.COORDINATOR).id for _ in range(2)]
        db.session.commit()

    def race(self, name: str) -> list[str]:
        """What is wrong after one race of a pair: nothing, or a line each."""
        pair = PAIRS[name]
        with clock.set_to(MORNING):
            session = planned(self._person(0), training())
            for act in pair.before:
                act(session, actor=self._person(0), seen_version=session.version)
                db.session.commit()
            id_, version = session.id, session.version
        deeds = [
            partial(self._do, act, id_, who, version)
            for who, act in enumerate((pair.first, pair.second))
        ]
        results = race(self.app, deeds, at=MORNING)
        faults = [] if results.count("won") == pair.wins else [f"{results}"]
        return [f"{name}: {fault}" for fault in faults + _faults(id_)]

    def _do(self, act: Deed, id_: int, who: int, version: int) -> None:
        """As a view does: the session locked as it is now, the version as it was read."""
        execution = queries.execution_to_change(id_)
        asked = [one.service_request.filing_number for one in execution.attendances]
        queries_requests.requests_to_attend(set(asked))
        act(execution, actor=self._person(who), seen_version=version)

    def _person(self, who: int) -> StaffUser:
        return db.session.get_one(StaffUser, self._people[who])


def _faults(id_: int) -> list[str]:
    """The kept count is that of the proofs that stand, nobody sits twice, one closing each."""
    execution = db.session.get_one(Execution, id_)
    standing = sum(one.withdrawn_at is None for one in execution.evidences)
    faults = []
    if execution.evidence_count != standing:
        faults.append(f"{execution.evidence_count} evidences said, {standing} stand")
    if (listed := queries_attendance.listed_count(id_)) > 1:
        faults.append(f"{listed} people on one seat")
    for one in _requests(execution):
        closed = [event for event in one.events if event.type == "closed"]
        if len(closed) > 1:
            faults.append(f"{one.filing_number} was closed {len(closed)} times")
    return faults


def _requests(execution: Execution) -> list[ServiceRequest]:
    return [one.service_request for one in execution.attendances]
