"""The matter of the guards' world, with a place, and told to everybody."""

from sqlalchemy import select

from portal import clock
from portal.casework.models_matters import Matter
from portal.extensions import db

PLACE = "comuna_08"


def placed() -> Matter:
    """It could be told."""
    matter = db.session.execute(select(Matter)).scalars().one()
    matter.territory = PLACE
    db.session.commit()
    return matter


def told() -> None:
    matter = placed()
    matter.published_at, matter.published_by_id = clock.now(), matter.created_by_id
    db.session.commit()
