"""The stamp of the public pages is renewed by whatever may have written, once others see it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from portal import site_stamp
from portal.extensions import db
from tests.factories import make_request


@contextmanager
def stamps(app: Flask) -> Iterator[list[int]]:
    path = site_stamp.path_in(app.config["PORTAL_DATA_DIR"])
    found = [site_stamp.read(path)]
    yield found
    found.append(site_stamp.read(path))


def test_reading_leaves_the_stamp_and_writing_renews_it(app: Flask) -> None:
    with stamps(app) as read:
        db.session.execute(text("SELECT 1")).all()
        db.session.commit()
    assert read[0] == read[1]
    with stamps(app) as written:
        make_request()
        db.session.commit()
    assert written[0] < written[1]


def test_the_stamp_is_renewed_once_others_can_see_what_was_written(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_at_renewal = []

    def look(_path: Any) -> None:
        with db.engine.connect() as other:
            seen_at_renewal.append(other.execute(text("SELECT count(*) FROM service_requests")))
            seen_at_renewal[-1] = seen_at_renewal[-1].scalar_one()

    make_request()
    monkeypatch.setattr(site_stamp, "renew", look)
    db.session.commit()
    assert seen_at_renewal == [1]


def test_a_stamp_that_cannot_be_written_undoes_no_work(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(site_stamp, "renew", full)
    make_request()
    db.session.commit()
    monkeypatch.undo()
    assert db.session.execute(text("SELECT count(*) FROM service_requests")).scalar_one() == 1
