"""Of two people who change the same thing of the office at the same instant one wins.

One race of each; `manage.py prove desk_races` runs hundreds.
"""

import pytest
from flask import Flask

from tests.transparency.office_races import RACES, OfficeRaces


@pytest.mark.slow
def test_one_wins_and_the_other_is_told(app: Flask) -> None:
    races = OfficeRaces(app)
    assert [fault for name in RACES for fault in races.race(name)] == []
