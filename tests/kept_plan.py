"""The plan that comes with the portal: adopted once, and then its rows copied for each test."""

from datetime import date
from typing import Any

from sqlalchemy import insert, select, text

from portal import clock
from portal.extensions import db
from portal.plan.actions import load_plan
from portal.plan.files import FIRST_PLAN, read_file
from portal.plan.models import ActionPlan, Activity, Indicator

TABLES = (ActionPlan.__table__, Activity.__table__, Indicator.__table__)
_rows: dict[str, list[dict[str, Any]]] = {}


def adopt() -> ActionPlan:
    """As the first plan of an office; its rows have the numbers that they always have."""
    assert db.session.execute(select(ActionPlan.id)).first() is None
    if not _rows:
        load_plan(read_file(FIRST_PLAN), today=date(2024, 1, 29))
        for table in TABLES:
            rows = db.session.execute(select(table)).mappings()
            _rows[table.name] = [dict(row) for row in rows]
    else:
        _copy()
    db.session.commit()
    return db.session.execute(select(ActionPlan)).scalar_one()


def _copy() -> None:
    loaded = {"loaded_at": clock.now(), "adopted_at": clock.now()}
    for table in TABLES:
        now = loaded if table is ActionPlan.__table__ else {}
        db.session.execute(insert(table), [row | now for row in _rows[table.name]])
        if db.engine.dialect.name == "postgresql":
            count = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)")
            last = max(row["id"] for row in _rows[table.name])
            db.session.execute(count, {"table": table.name, "last": last})
