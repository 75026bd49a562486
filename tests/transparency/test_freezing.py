"""A month is frozen whole: its files name each other, and nobody writes meanwhile."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.transparency import actions
from portal.transparency.frozen import sha256
from portal.transparency.models import Publication
from tests.conftest import PASSWORD

Publish = Callable[..., Publication]


@pytest.fixture(autouse=True)
def _in_april(at: Callable[[str], object], plan_2024: None) -> None:
    at("2024-04-08 09:00")


def test_the_figures_name_the_rows_and_the_plan_by_their_hashes(publish: Publish) -> None:
    publication = publish(2024, 3)
    kept = {file.name: file for file in publication.files}
    figures = json.loads(kept["cifras.json"].content)
    assert figures["filas_sha256"] == sha256(kept["filas.csv"].content)
    assert figures["plan_sha256"] == sha256(kept["plan.json"].content)
    assert (figures["version"], figures["motivo_correccion"]) == (1, None)
    assert publication.figures_sha256 == kept["cifras.json"].sha256
    for file in kept.values():
        assert (file.sha256, file.size) == (sha256(file.content), len(file.content))
    program = Path(actions.__file__).with_name("recalcular.py").read_bytes()
    assert kept["recalcular.py"].content == program


def test_what_is_held_still_while_a_month_is_frozen_are_tables() -> None:
    """PostgreSQL alone locks them; on SQLite whoever writes holds the only pen."""
    assert set(actions.COUNTED_TABLES) <= set(db.metadata.tables)


@pytest.mark.postgresql
def test_nobody_writes_what_is_counted_while_a_month_is_frozen(carmen: StaffUser) -> None:
    db.session.commit()
    actions.prepare(year=2024, month=3, signer=carmen, password=PASSWORD)
    for table in actions.COUNTED_TABLES:
        with db.engine.connect() as other:
            other.execute(text("SET lock_timeout = '50ms'"))
            with pytest.raises(OperationalError, match="lock"):
                other.execute(text(f"UPDATE {table} SET id = id WHERE false"))
