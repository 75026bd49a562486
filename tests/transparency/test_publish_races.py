"""Of two people who sign at the same instant one wins and the other is told."""

import pytest
from flask import Flask

from tests.transparency.races import PAIRS, SigningRaces

ROUNDS = 3


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS)
def test_one_wins_and_the_other_is_told(app: Flask, pair: str) -> None:
    races = SigningRaces(app)
    assert [fault for _ in range(ROUNDS) for fault in races.race(pair)] == []
