"""What an error of the database leaves in the log: never what a person told the office."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from portal.extensions import db


def test_the_error_names_no_value(app: Flask) -> None:
    with pytest.raises(DBAPIError) as caught:
        db.session.execute(
            select(db.text("nada")).where(db.text("otra = :dicho")), {"dicho": "Peña"}
        )
    db.session.rollback()
    assert "nada" in str(caught.value)
    assert "Peña" not in str(caught.value)
