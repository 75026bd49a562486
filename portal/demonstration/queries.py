"""Whether a demonstration stands, and whether one may begin."""

from sqlalchemy import exists, select
from sqlalchemy.exc import SQLAlchemyError

from portal.agenda.models import Execution
from portal.demonstration.models import Demonstration
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.transparency.models import Publication

RECORDS = (ServiceRequest, Execution, Publication)


def standing() -> Demonstration | None:
    return db.session.get(Demonstration, 1)


def stands() -> bool:
    """For every page; one that tells of a broken database is still shown."""
    try:
        return bool(db.session.execute(select(exists(select(Demonstration.id)))).scalar())
    except SQLAlchemyError:
        db.session.rollback()
        return False


def has_records() -> bool:
    """Whether the office already has something of its own."""
    return any(db.session.execute(select(exists(select(one.id)))).scalar() for one in RECORDS)
