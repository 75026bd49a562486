"""Whether a demonstration stands, and whether one may begin."""

from sqlalchemy import exists, select
from sqlalchemy.exc import SQLAlchemyError

from portal.agenda.models import Execution
from portal.demonstration import mark
from portal.demonstration.models import Demonstration
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.transparency.models import Publication

# What this process was told of each database, and at how many changes.
_known: dict[str, tuple[int, bool]] = {}

RECORDS = (ServiceRequest, Execution, Publication)


def standing() -> Demonstration | None:
    return db.session.get(Demonstration, 1)


def stands() -> bool:
    """For every page: asked of the database once, and again after a demonstration came or went.

    A page that tells of a broken database is still shown.
    """
    changes, database = mark.changes(), str(db.engine.url)
    if mark.is_settled(changes) and _known.get(database, (None, False))[0] == changes:
        return _known[database][1]
    try:
        answer = bool(db.session.execute(select(exists(select(Demonstration.id)))).scalar())
    except SQLAlchemyError:
        db.session.rollback()
        return False
    _known[database] = changes, answer
    return answer


def has_records() -> bool:
    """Whether the office already has something of its own."""
    return any(db.session.execute(select(exists(select(one.id)))).scalar() for one in RECORDS)
