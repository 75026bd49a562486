"""Of two people who sign at the same instant one wins and the other is told."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from portal import clock
from portal.errors import Conflict
from portal.extensions import db
from portal.transparency import queries, rules
from portal.transparency.models import Publication
from tests.transparency.races import NOON, PAIRS, SigningRaces

ROUNDS = 3


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS)
def test_one_wins_and_the_other_is_told(app: Flask, pair: str) -> None:
    races = SigningRaces(app)
    assert [fault for _ in range(ROUNDS) for fault in races.race(pair)] == []


@pytest.mark.postgresql  # on SQLite the second waits for the pen from the start
def test_one_that_is_prepared_after_looking_for_it_is_seen(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both find nothing in progress; the first is done before the second takes a number."""
    races = SigningRaces(app)
    check = rules.check_nothing_in_progress

    def prepare_too() -> None:
        with app.app_context(), clock.set_to(NOON):
            races._prepare(1)
            db.session.commit()
            db.session.remove()

    def check_and_be_overtaken(current: Publication | None) -> None:
        check(current)
        monkeypatch.setattr(rules, "check_nothing_in_progress", check)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(prepare_too).result(timeout=20)

    monkeypatch.setattr(rules, "check_nothing_in_progress", check_and_be_overtaken)
    with clock.set_to(NOON), pytest.raises(Conflict):
        races._prepare(0)
    db.session.rollback()
    waiting = queries.in_progress()
    assert waiting
    assert waiting.number == 1
