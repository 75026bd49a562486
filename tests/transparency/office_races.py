"""What two people do at the same instant to something that is no request and no activity."""

import itertools
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from flask import Flask

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.agenda import actions_visits, queries_visits
from portal.agenda.models_visits import CommitmentState
from portal.casework import actions_matters, actions_replies, queries, queries_matters
from portal.casework.actions_matters import JointAnswer
from portal.extensions import db
from portal.intake import actions_office
from portal.intake.kinds import ToldBy
from portal.intake.office_entries import OFFICE, versions
from portal.plan import actions_draft, editing
from portal.plan.actions import draft_plan
from portal.plan.queries import draft_of
from tests.agenda.sessions import held
from tests.factories import instant, make_request, make_staff
from tests.plan import cast
from tests.racing import race

NOON = instant(date(2024, 6, 10))
TODAY = date(2024, 6, 10)
Deed = Callable[[StaffUser], object]
_rounds = itertools.count(1)  # what is new in each has another name


class OfficeRaces:
    """An office of two who coordinate; each race names what both do."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with clock.set_to(NOON):
            cast.load()
            draft_plan(2025, from_year=2024)
            self._people = [make_staff(Role.COORDINATOR).id for _ in range(2)]
            self._admin = make_staff(Role.ADMINISTRATOR).id
            db.session.commit()

    def race(self, name: str) -> list[str]:
        """What is wrong after one race: nothing, or a line."""
        with clock.set_to(NOON):
            deeds = RACES[name](self._person(0), self._admin)
            db.session.commit()
        acts = [partial(self._act, deed, who) for who, deed in enumerate(deeds)]
        results = race(self.app, acts, at=NOON)
        return [] if sorted(results) == ["told", "won"] else [f"{name}: {results}"]

    def _act(self, deed: Deed, who: int) -> object:
        return deed(self._person(who))

    def _person(self, who: int) -> StaffUser:
        return db.session.get_one(StaffUser, self._people[who])


def _reply(maker: StaffUser, _admin: int) -> Sequence[Deed]:
    facts = {"title": f"Saludo {next(_rounds)}", "act": None, "kinds": [], "text": "Buen día."}
    made = actions_replies.write_reply(None, seen_version=0, actor=maker, **facts)
    return [partial(_write_reply, made.code, facts)] * 2


def _write_reply(code: str, facts: dict[str, object], actor: StaffUser) -> object:
    return actions_replies.write_reply(code, seen_version=1, actor=actor, **facts)  # type: ignore[arg-type]


def _entry(_maker: StaffUser, _admin: int) -> Sequence[Deed]:
    known = versions("servicios", "gas")
    seen = known[0].version if known else 0
    return [
        lambda actor: actions_office.write_entry(
            "services",
            code="gas",
            seen_version=seen,
            fields={"fuente": f"Llamada de {actor.id}"},
            actor=actor,
        )
    ] * 2


def _office(_maker: StaffUser, admin: int) -> Sequence[Deed]:
    known = versions(OFFICE, OFFICE)
    seen = known[0].version if known else 0
    return [
        lambda actor: actions_office.write_office(
            seen_version=seen,
            said={"hours": f"De 8 a {actor.id}"},
            actor=db.session.get_one(StaffUser, admin),
        )
    ] * 2


def _draft(_maker: StaffUser, _admin: int) -> Sequence[Deed]:
    draft = draft_of(2025)
    assert draft is not None
    sha256, source = draft.document_sha256, draft.document

    def change(actor: StaffUser) -> object:
        note = {"code": f"nota_{actor.id}_{len(str(source))}", "cell": "INDICADOR", "text": "Nota."}
        changed = editing.with_note(source, None, **note)
        return actions_draft.change_draft(2025, seen_sha256=sha256, source=changed, actor=actor)

    return [change, change]


def _matter(maker: StaffUser) -> tuple[str, list[int]]:
    one = make_request("queja", received_on=date(2024, 6, 3))
    matter = actions_matters.open_matter(
        title=f"Sin agua {next(_rounds)}", service=None, territory=None, since=TODAY, actor=maker
    )
    actions_matters.link(matter, seen_version=1, service_requests=[one], actor=maker)
    return matter.public_id, [one.id]


def _answers(maker: StaffUser, _admin: int) -> Sequence[Deed]:
    return [partial(_answer, *_matter(maker))] * 2


def _answer_and_leave(maker: StaffUser, _admin: int) -> Sequence[Deed]:
    public_id, ids = _matter(maker)
    return [partial(_answer, public_id, ids), partial(_leave, public_id, ids)]


def _answer(public_id: str, ids: list[int], actor: StaffUser) -> object:
    matter = queries_matters.lock_matter(public_id)
    words = JointAnswer(body="Ya.", outcome=None, told_by=ToldBy.PORTAL, told_on=TODAY)
    requests = queries.lock_requests(ids)
    assert matter is not None
    return actions_matters.answer_once(
        matter, seen_version=2, service_requests=requests, answer=words, actor=actor
    )


def _leave(public_id: str, ids: list[int], actor: StaffUser) -> None:
    matter = queries_matters.lock_matter(public_id)
    [one] = queries.lock_requests(ids)
    assert matter is not None
    actions_matters.unlink(matter, seen_version=2, service_request=one, actor=actor)


def _promise(maker: StaffUser, _admin: int) -> Sequence[Deed]:
    made = actions_visits.add_commitment(
        held(maker), promised_by="La empresa", text="Arreglar", due_on=TODAY, actor=maker
    )
    db.session.flush()
    return [partial(_follow, made.id)] * 2


def _follow(commitment_id: int, actor: StaffUser) -> object:
    commitment = queries_visits.commitment_to_follow(commitment_id)
    assert commitment is not None
    return actions_visits.follow_up(
        commitment,
        seen=0,
        state=CommitmentState.MET,
        seen_on=TODAY,
        until=None,
        note=None,
        actor=actor,
    )


RACES: dict[str, Callable[[StaffUser, int], Sequence[Deed]]] = {
    "respuesta guardada": _reply,
    "lista": _entry,
    "datos de la oficina": _office,
    "borrador del plan": _draft,
    "responder un asunto": _answers,
    "responder | sacar del asunto": _answer_and_leave,
    "compromiso": _promise,
}
