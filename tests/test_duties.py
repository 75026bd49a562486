"""`docs/obligaciones.md` tells no page that does not open."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.plan import cast

TABLES = (Path(__file__).parent.parent / "docs" / "obligaciones.md").read_text(encoding="utf-8")
ADDRESSES = sorted(set(re.findall(r"`(/[\w/.-]*)`", TABLES)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_page_that_meets_a_duty_opens(client: FlaskClient, address: str) -> None:
    cast.load()
    assert client.get(address).status_code == 200


def test_every_row_says_where_or_what_is_missing() -> None:
    rows = [line.strip("|").split("|") for line in TABLES.splitlines() if line.startswith("| ")]
    assert len(rows) > 30
    assert [row[0] for row in rows if not (row[1].strip() or row[2].strip())] == []
