"""Two people who act upon the same publication at the same instant, on a thread each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from portal import clock, one_writer
from portal.accounts import actions as accounts
from portal.accounts.models import Role, StaffUser
from portal.errors import Conflict
from portal.extensions import db
from portal.transparency import actions, queries
from portal.transparency.models import Publication
from tests.conftest import PASSWORD
from tests.factories import instant, make_request
from tests.plan import cast

NOON = instant(date(2024, 4, 8))
TWO_OF_EACH = (*[Role.COORDINATOR] * 2, *[Role.PLANNING] * 2, *[Role.COMMITTEE] * 2)
Act = Callable[[], object]


class SigningRaces:
    """An office with two people in each post; ``race`` names a pair of acts."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with clock.set_to(NOON):
            cast.load()
            self.people = [
                accounts.add_staff(
                    email=f"p{number}@personeria.example",
                    name=f"Persona {number}",
                    role=role,
                    password=PASSWORD,
                )[0].id
                for number, role in enumerate(TWO_OF_EACH)
            ]
            db.session.commit()

    def race(self, pair: str) -> list[str]:
        """What is wrong after one race: nothing, or a line each."""
        with clock.set_to(NOON):
            self._make_ready(pair)
            db.session.remove()
            results = self._together(pair)
            faults = self._faults(pair, results)
            self._clear()
        return faults

    def _make_ready(self, pair: str) -> None:
        """A new request, so that there is something to correct, and the signatures before."""
        make_request("queja", received_on=date(2024, 3, 5))
        if pair != "prepare/prepare":
            self._prepare(0)
        if pair.startswith("approve"):
            self._review(2)
        db.session.commit()

    def _together(self, pair: str) -> list[str]:
        acts: dict[str, list[Act]] = {
            "prepare/prepare": [lambda: self._prepare(0), lambda: self._prepare(1)],
            "review/review": [lambda: self._review(2), lambda: self._review(3)],
            "approve/approve": [lambda: self._approve(4), lambda: self._approve(5)],
            "approve/reject": [lambda: self._approve(4), lambda: self._reject(3)],
        }
        barrier = Barrier(2)

        def act_alone(act: Act) -> str:
            with self.app.app_context(), clock.set_to(NOON):
                one_writer.mark_reading(False)
                barrier.wait(timeout=20)
                try:
                    act()
                    db.session.commit()
                except Conflict:
                    db.session.rollback()
                    return "told"
                finally:
                    db.session.remove()
                return "won"

        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(act_alone, acts[pair], timeout=60))

    def _faults(self, pair: str, results: list[str]) -> list[str]:
        faults = [] if sorted(results) == ["told", "won"] else [f"{pair}: {results}"]
        for publication in db.session.execute(select(Publication)).scalars():
            roles = [signature.role for signature in publication.signatures]
            if len(set(roles)) != len(roles):
                faults.append(f"{pair}: {publication.number} was signed twice as {roles}")
        places = [end.place for end in queries.chain()]
        if places != list(range(1, len(places) + 1)):
            faults.append(f"{pair}: the chain has the places {places}")
        return faults

    def _clear(self) -> None:
        if queries.in_progress():
            self._reject(3)
        db.session.commit()

    def _prepare(self, who: int) -> None:
        published = queries.publication_of(2024, 3)
        actions.prepare(
            year=2024,
            month=3,
            signer=self._person(who),
            password=PASSWORD,
            reason="Llegó otra." if published else None,
        )

    def _review(self, who: int) -> None:
        actions.review(self._waiting, signer=self._person(who), password=PASSWORD)

    def _approve(self, who: int) -> None:
        actions.approve(
            self._waiting,
            signer=self._person(who),
            password=PASSWORD,
            act_number="7",
            act_on=clock.today(),
        )

    def _reject(self, who: int) -> None:
        reason = "Falta un soporte."
        actions.reject(self._waiting, actor=self._person(who), password=PASSWORD, reason=reason)

    def _person(self, who: int) -> StaffUser:
        return db.session.get_one(StaffUser, self.people[who])

    @property
    def _waiting(self) -> Publication:
        """As a page finds it: gone when somebody ended it first."""
        waiting = queries.in_progress()
        if waiting is None:
            raise Conflict("Este mes no espera ninguna firma.")
        return waiting


PAIRS = ("prepare/prepare", "review/review", "approve/approve", "approve/reject")
