"""Reads of who came: the list, its count, and what people said of themselves and the session."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.agenda.models_attendance import (
    Attendee,
    AttendeeTally,
    SessionAnswer,
    Usefulness,
)
from portal.extensions import db
from portal.intake import tracking_codes


def attendees_of(execution_id: int) -> Sequence[Attendee]:
    """Those on the list, in the order in which they were written down, with their names."""
    query = (
        select(Attendee)
        .where(Attendee.execution_id == execution_id, Attendee.struck_at.is_(None))
        .options(joinedload(Attendee.person))
        .order_by(Attendee.id)
    )
    return db.session.execute(query).scalars().all()


def listed_count(execution_id: int) -> int:
    """How many are on the list, whether or not their names are still kept."""
    query = select(func.count(Attendee.id)).where(
        Attendee.execution_id == execution_id, Attendee.struck_at.is_(None)
    )
    return db.session.execute(query).scalar_one()


def attendee(number: str) -> Attendee | None:
    """By the number on the certificate."""
    query = (
        select(Attendee)
        .where(Attendee.public_row == number)
        .options(joinedload(Attendee.person), joinedload(Attendee.execution))
    )
    return db.session.execute(query).scalar_one_or_none()


def attendee_by_nonce(nonce: str) -> Attendee | None:
    query = select(Attendee).where(Attendee.nonce_hash == tracking_codes.nonce_hash(nonce))
    return db.session.execute(query).scalar_one_or_none()


def tallies_of(execution_id: int) -> dict[tuple[str, str], int]:
    """How many gave each answer about themselves, by variable and answer."""
    query = select(AttendeeTally).where(AttendeeTally.execution_id == execution_id)
    rows = db.session.execute(query).scalars()
    return {(row.variable, row.answer): row.people for row in rows}


def answer_by_nonce(nonce: str) -> SessionAnswer | None:
    nonce_hash = tracking_codes.nonce_hash(nonce)
    query = select(SessionAnswer).where(SessionAnswer.nonce_hash == nonce_hash)
    return db.session.execute(query).scalar_one_or_none()


def usefulness_of(execution_id: int) -> dict[Usefulness, int]:
    """How many found the session how useful."""
    query = (
        select(SessionAnswer.usefulness, func.count().label("people"))
        .where(SessionAnswer.execution_id == execution_id)
        .group_by(SessionAnswer.usefulness)
    )
    return {row.usefulness: row.people for row in db.session.execute(query)}


def improvements_of(execution_id: int) -> dict[str, int]:
    """How many would improve what."""
    query = (
        select(SessionAnswer.to_improve, func.count())
        .where(SessionAnswer.execution_id == execution_id, SessionAnswer.to_improve.is_not(None))
        .group_by(SessionAnswer.to_improve)
    )
    return {what: people for what, people in db.session.execute(query) if what}
