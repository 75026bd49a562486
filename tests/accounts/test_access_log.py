"""Who looked at what: written at once by a page that only reads, with the act by one that acts."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from portal import one_writer
from portal.accounts.access_log import note_access
from portal.accounts.models import StaffUser
from portal.accounts.models_access import AccessEntry
from portal.extensions import db


def entries() -> list[AccessEntry]:
    db.session.expire_all()
    return list(db.session.execute(select(AccessEntry).order_by(AccessEntry.id)).scalars())


def test_a_page_that_only_reads_leaves_its_entry_at_once(app: Flask, ana: StaffUser) -> None:
    with one_writer.reading():
        note_access(user=ana, action="read", service_request_id=7, files=2)
        db.session.rollback()
    (one,) = entries()
    assert (one.user_id, one.action, one.service_request_id) == (ana.id, "read", 7)
    assert one.details == {"files": 2}


def test_the_entry_of_an_act_goes_with_the_act(app: Flask, ana: StaffUser) -> None:
    note_access(user=ana, action="export")
    db.session.rollback()
    assert entries() == []
    note_access(user=ana, action="export")
    db.session.commit()
    assert [one.action for one in entries()] == ["export"]


@pytest.mark.parametrize(
    "statement", ["UPDATE access_entries SET action = 'x'", "DELETE FROM access_entries"]
)
def test_what_was_looked_at_cannot_be_denied(app: Flask, ana: StaffUser, statement: str) -> None:
    note_access(user=ana, action="read")
    db.session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
