"""No page asks the database whether a demonstration stands, and none is ever wrong about it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal import clock
from portal.demonstration import mark, queries
from portal.demonstration.models import Demonstration
from portal.errors import Refused
from portal.extensions import db

Statements = Callable[[], Any]


def begin() -> None:
    db.session.add(Demonstration(id=1, began_at=clock.now(), staff_ids=[]))
    db.session.commit()


def test_what_is_known_is_not_asked_again(app: Flask, statements: Statements) -> None:
    with statements() as seen:
        assert not queries.stands()
    assert seen == []


def test_one_that_came_and_went_is_seen_at_once(app: Flask, statements: Statements) -> None:
    with mark.changing():
        begin()
    assert queries.stands()
    with statements() as seen:
        assert queries.stands()
    assert seen == []
    with mark.changing():
        db.session.delete(queries.standing())
        db.session.commit()
    assert not queries.stands()


def test_while_it_changes_every_page_asks(app: Flask) -> None:
    with mark.changing():
        assert not queries.stands()
        begin()
        assert queries.stands()


def test_one_that_was_interrupted_leaves_every_page_asking(app: Flask) -> None:
    with pytest.raises(KeyboardInterrupt), mark.changing():
        raise KeyboardInterrupt
    assert not queries.stands()
    begin()
    assert queries.stands()
    with mark.changing():
        db.session.delete(queries.standing())
        db.session.commit()
    assert mark.is_settled(mark.changes())
    assert not queries.stands()


def test_one_that_was_refused_changed_nothing(app: Flask, statements: Statements) -> None:
    with pytest.raises(Refused), mark.changing():
        raise Refused("Ya hay una demostración.")
    assert not queries.stands()
    with statements() as seen:
        assert not queries.stands()
    assert seen == []


def test_two_at_once_end_up_asking(app: Flask) -> None:
    with mark.changing():
        with mark.changing():
            pass
        assert not queries.stands()
        begin()
    assert queries.stands()


def test_a_broken_database_is_not_remembered(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with mark.changing():
        begin()
    with monkeypatch.context() as broken:
        broken.setattr(Demonstration.__table__, "name", "nowhere")
        broken.setattr(db.engine, "_compiled_cache", None)
        assert not queries.stands()
    assert queries.stands()
