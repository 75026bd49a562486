"""The copied plan is the loaded plan, row by row."""

from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import delete, select, text

from portal.extensions import db
from portal.plan.actions import load_plan
from portal.plan.files import FIRST_PLAN, read_file
from tests import kept_plan


def all_rows() -> list[Any]:
    return [db.session.execute(select(table).order_by("id")).all() for table in kept_plan.TABLES]


def empty() -> None:
    for table in reversed(kept_plan.TABLES):
        db.session.execute(delete(table))
    db.session.commit()


def test_it_is_what_loading_makes(app: Flask, at: Any) -> None:
    at("2024-02-01 10:00")
    kept_plan.adopt()
    empty()
    assert kept_plan.adopt().is_draft is False
    copied = all_rows()
    empty()
    if db.engine.dialect.name == "postgresql":
        for table in kept_plan.TABLES:
            db.session.execute(text(f"ALTER SEQUENCE {table.name}_id_seq RESTART"))
    load_plan(read_file(FIRST_PLAN), today=date(2024, 1, 29))
    db.session.commit()
    assert all_rows() == copied
