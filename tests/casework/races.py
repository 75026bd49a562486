"""Every act of the desk, done by two people to the same request at the same instant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.casework import (
    actions,
    actions_clock,
    actions_closing,
    actions_exclusion,
    actions_fill_in,
    actions_letters,
    actions_register,
    actions_requester,
    queries,
)
from portal.casework.letters import LetterWords
from portal.casework.models import Closing, LetterKind
from portal.casework.rules import Classification
from portal.extensions import db
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import Outcome, RequestKind, ToldBy
from portal.intake.models import ServiceRequest
from tests.factories import instant, make_staff
from tests.racing import race

TUESDAY, LATER = instant(date(2024, 3, 5)), instant(date(2024, 4, 20))
Deed = Callable[..., object]


@dataclass(frozen=True)
class Pair:
    """What was done to the request before, what the two do, and when."""

    first: Deed
    second: Deed
    before: tuple[Deed, ...] = ()
    at: datetime = TUESDAY


def _told(**facts: Any) -> dict[str, Any]:
    return {"told_on": clock.today(), "told_by": ToldBy.LETTER, **facts}


def assign(one: ServiceRequest, **who: Any) -> object:
    return actions.assign(one, assignee=who["actor"], **who)


def classify(one: ServiceRequest, **who: Any) -> object:
    facts = Classification(
        summary=f"Sin agua {who['actor'].id}",
        topic="acueducto",
        territory=None,
        provider=None,
        is_protected=False,
        is_suspect=False,
    )
    return actions.classify(one, classification=facts, **who)


def fill_in(one: ServiceRequest, **who: Any) -> object:
    person = {"name": f"Rosa Cuero {who['actor'].id}"}
    return actions_fill_in.fill_in(one, person=person, answers={}, facts={}, **who)


def extend(one: ServiceRequest, **who: Any) -> object:
    until = date(2024, 4, 10)
    return actions_clock.extend(one, until=until, reasons="Falta un concepto.", **who)


def complete(one: ServiceRequest, **who: Any) -> object:
    return actions_clock.record_completion(one, completed_on=clock.today(), **who)


def deem(one: ServiceRequest, **who: Any) -> object:
    return actions_closing.deem_withdrawn(one, reasons="No la completó.", **_told(**who))


def transfer(one: ServiceRequest, **who: Any) -> object:
    told = _told(body="superservicios", answer="Es de otra entidad.", **who)
    return actions_closing.transfer(one, **told)


def close(one: ServiceRequest, **who: Any) -> object:
    return actions_closing.close(
        one,
        outcome=Outcome.NOT_ATTENDED,
        closed_on=clock.today(),
        told_by=ToldBy.LETTER,
        answer="No se pudo.",
        **who,
    )


def propose(one: ServiceRequest, **who: Any) -> object:
    facts = {"outcome": Outcome.NOT_VALID, "reason": "Es propaganda."}
    return actions_exclusion.propose_exclusion(one, **facts, **who)


def register(one: ServiceRequest, **who: Any) -> object:
    return actions_register.set_external_number(one, number=f"2024-{who['actor'].id}", **who)


def write_letter(one: ServiceRequest, **who: Any) -> object:
    words = LetterWords(
        kind=LetterKind.ANSWER,
        addressee="Rosa Mosquera",
        subject="Respuesta",
        ground="",
        body="Ya lo averiguamos.",
        post="Abogada",
    )
    return actions_letters.issue_letter(one, words=words, address="https://x.example", **who)


def withdraw(one: ServiceRequest, **_who: Any) -> object:
    """The requester reads no version: what counts is that it is still open."""
    return actions_requester.withdraw(one, reason="Ya no la necesito.")


def unresolved(one: ServiceRequest, **_who: Any) -> object:
    return actions_requester.say_unresolved(one, reason="Sigue igual.")


def _saying(act: Deed, **words: str) -> Deed:
    return partial(act, **words)


NOTE = _saying(actions.note, body="Llamé y no contestó.")
ASK = _saying(actions.ask, body="¿Cuál es su barrio?")
ANSWER = _saying(actions.answer, body="Ya lo averiguamos.")
REQUIRE = _saying(actions_clock.require_completion, body="Falta la factura.")
REFUSE = _saying(actions_exclusion.refuse_exclusion, reason="Es de verdad.")
REOPEN = _saying(actions_closing.reopen, reason="Faltaba algo.")
LENGTHEN, CONFIRM = actions_clock.lengthen_completion, actions_exclusion.confirm_exclusion

_OPEN = {
    "asignar": assign,
    "tomar": actions.take,
    "nota": NOTE,
    "preguntar": ASK,
    "responder": ANSWER,
    "clasificar": classify,
    "datos": fill_in,
    "asumir": actions.keep,
    "codigo": actions.reissue_code,
    "ampliar": extend,
    "requerir": REQUIRE,
    "trasladar": transfer,
    "cerrar": close,
    "excluir": propose,
    "radicado-externo": register,
    "expediente": actions_register.note_export,
}
_REQUIRED = (REQUIRE,)
# Each act against itself, and those that must not both happen.
PAIRS: dict[str, Pair] = {
    **{name: Pair(act, act) for name, act in _OPEN.items()},
    "completar": Pair(complete, complete, _REQUIRED),
    "mas-plazo": Pair(LENGTHEN, LENGTHEN, _REQUIRED),
    "desistimiento": Pair(deem, deem, _REQUIRED, LATER),
    "excluir/confirmar": Pair(CONFIRM, CONFIRM, (propose,)),
    "reabrir": Pair(REOPEN, REOPEN, (close,)),
    "desistir": Pair(withdraw, withdraw),
    "desistir y cerrar": Pair(withdraw, close),
    "no quedó resuelta": Pair(unresolved, unresolved, (close,)),
    "no quedó resuelta y reabrir": Pair(unresolved, REOPEN, (close,)),
    "oficio-de-respuesta": Pair(write_letter, write_letter, (ANSWER,)),
    "cerrar | trasladar": Pair(close, transfer),
    "cerrar | asignar": Pair(close, assign),
    "cerrar | excluir": Pair(close, propose),
    "asumir | trasladar": Pair(actions.keep, transfer),
    "ampliar | requerir": Pair(extend, REQUIRE),
    "confirmar | seguir": Pair(CONFIRM, REFUSE, (propose,)),
    "completar | desistimiento": Pair(complete, deem, _REQUIRED, LATER),
    "reabrir | nota": Pair(REOPEN, NOTE, (close,)),
}


class DeskRaces:
    """An office of two who coordinate and one who came before them."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._people = [make_staff(Role.COORDINATOR).id for _ in range(3)]
        db.session.commit()

    def race(self, name: str) -> list[str]:
        """What is wrong after one race of a pair: nothing, or a line each."""
        pair = PAIRS[name]
        number, version = self._file(pair)
        deeds = [
            partial(self._do, act, number, who, version)
            for who, act in enumerate((pair.first, pair.second))
        ]
        results = race(self.app, deeds, at=pair.at)
        faults = [] if sorted(results) == ["told", "won"] else [f"{name}: {results}"]
        return faults + [f"{name}: {fault}" for fault in _faults(number, version)]

    def _file(self, pair: Pair) -> tuple[str, int]:
        filing = Filing(
            kind=RequestKind.COMPLAINT,
            received_at=TUESDAY,
            topic="acueducto",
            description="Llevamos nueve días sin agua.",
            name="Rosa Mosquera Cuero",
        )
        with clock.set_to(TUESDAY):
            one = file_request(filing).service_request
            db.session.commit()
            for act in pair.before:
                self._do(act, one.filing_number, 2, one.version)
                db.session.commit()
            return one.filing_number, one.version

    def _do(self, act: Deed, number: str, who: int, version: int) -> None:
        """As a view does: the request locked as it is now, the version as it was read."""
        one = queries.lock_request(number)
        act(one, actor=db.session.get_one(StaffUser, self._people[who]), seen_version=version)


def _faults(number: str, version: int) -> list[str]:
    """One act more than before, in an unbroken history, and at most one closing of it."""
    one = db.session.execute(
        select(ServiceRequest).where(ServiceRequest.filing_number == number)
    ).scalar_one()
    versions = [event.version for event in one.events]
    query = select(func.count(Closing.id)).where(Closing.service_request_id == one.id)
    closings = db.session.execute(query).scalar_one()
    faults = [] if versions == list(range(1, version + 2)) else [f"versions {versions}"]
    if closings > 1:
        faults.append(f"{closings} closings")
    return faults
