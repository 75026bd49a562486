"""Of two people who act on a request at the same instant one wins and the other is told.

One race of each pair; `manage.py prove desk_races` runs hundreds.
"""

import pytest
from flask import Flask

from tests.casework.races import PAIRS, DeskRaces


@pytest.mark.slow
def test_one_wins_and_the_other_is_told(app: Flask) -> None:
    races = DeskRaces(app)
    assert [fault for name in PAIRS for fault in races.race(name)] == []
