"""Reads of staff."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import Role, StaffAct, StaffSession, StaffUser
from portal.accounts.rules import normal_email
from portal.extensions import db
from portal.keys import keyed_hash


def staff_by_email(email: str) -> StaffUser | None:
    query = select(StaffUser).where(StaffUser.email == normal_email(email))
    return db.session.execute(query).scalar_one_or_none()


def staff_by_public_id(public_id: str) -> StaffUser | None:
    query = select(StaffUser).where(StaffUser.public_id == public_id)
    return db.session.execute(query).scalar_one_or_none()


def everybody() -> Sequence[StaffUser]:
    """Those who may sign in first, then those who no longer may, by name."""
    query = select(StaffUser).order_by(StaffUser.is_enabled.desc(), StaffUser.name, StaffUser.id)
    return db.session.execute(query).scalars().all()


def enabled_staff(*roles: Role) -> Sequence[StaffUser]:
    """Those who may sign in, of ``roles`` (all without), by name."""
    query = select(StaffUser).where(StaffUser.is_enabled).order_by(StaffUser.name, StaffUser.id)
    if roles:
        query = query.where(StaffUser.role.in_(roles))
    return db.session.execute(query).scalars().all()


def acts_upon(user: StaffUser) -> Sequence[StaffAct]:
    """What was done to an account, the latest first, with who did it."""
    query = (
        select(StaffAct)
        .where(StaffAct.user_id == user.id)
        .options(joinedload(StaffAct.actor))
        .order_by(StaffAct.version.desc())
    )
    return db.session.execute(query).scalars().all()


def count_staff() -> int:
    return db.session.execute(select(func.count(StaffUser.id))).scalar_one()


def person_of_session(token: str) -> StaffUser | None:
    """Whose sign-in a token is, though it slept too long or grew too old.

    Not one that somebody ended, nor of whoever may not sign in any more.
    """
    query = (
        select(StaffUser)
        .join(StaffSession, StaffSession.user_id == StaffUser.id)
        .where(
            StaffSession.token_hash == keyed_hash("staff-session", token),
            StaffSession.ended_at.is_(None),
            StaffUser.is_enabled,
        )
    )
    return db.session.execute(query).scalar_one_or_none()


def open_session(token: str) -> StaffSession | None:
    """The sign-in that a browser's token stands for, if neither it nor the person has ended."""
    query = (
        select(StaffSession)
        .join(StaffSession.user)
        .where(
            StaffSession.token_hash == keyed_hash("staff-session", token),
            StaffSession.ended_at.is_(None),
            StaffUser.is_enabled,
        )
    )
    return db.session.execute(query).scalar_one_or_none()
