"""An administrator's acts about another person: role, access, password."""

from sqlalchemy import select

from portal.accounts import actions, passwords
from portal.accounts.models import Role, StaffDeed, StaffUser
from portal.errors import Conflict, Refused
from portal.extensions import db


def set_role(user: StaffUser, *, role: Role, actor: StaffUser, seen_version: int) -> None:
    """Give a person another role; whoever is signed in has to sign in again with it."""
    _check_administrator(actor, user, "Nadie puede cambiar su propio rol.")
    _check_unchanged(user, seen_version)
    if user.role is not role:
        user.role = role
        actions.end_sessions(user)
    actions.note_act(user, act=StaffDeed.ROLE, actor=actor)


def set_enabled(user: StaffUser, *, is_enabled: bool, actor: StaffUser, seen_version: int) -> None:
    """Let a person in again, or out for good: every open sign-in ends at once."""
    _check_administrator(actor, user, "Nadie puede quitarse a sí mismo la entrada.")
    _check_unchanged(user, seen_version)
    user.is_enabled = is_enabled
    if not is_enabled:
        actions.end_sessions(user)
    act = StaffDeed.LET_IN if is_enabled else StaffDeed.SHUT_OUT
    actions.note_act(user, act=act, actor=actor)


def reset_password(user: StaffUser, *, actor: StaffUser, seen_version: int) -> str:
    """Return a one-time password to hand over; the old one and every sign-in end.

    Of two who reset it at once the second is told, or the first would hand over a dead one.
    """
    _check_administrator(actor, user, "Cambie su propia clave en «Cambiar mi clave».")
    _check_unchanged(user, seen_version)
    one_time = passwords.one_time_password()
    user.password_hash = passwords.hash_password(one_time)
    user.must_change_password = True
    actions.end_sessions(user)
    actions.note_act(user, act=StaffDeed.PASSWORD, actor=actor)
    return one_time


def _check_administrator(actor: StaffUser, user: StaffUser, refusal: str) -> None:
    """Two administrators who act on each other at once do so one after the other.

    So somebody who may let people in always remains: nobody acts on themselves, and the second
    of the two has lost the right when the turn comes.
    """
    if actor.id == user.id:
        raise Refused(refusal)
    query = (
        select(StaffUser)
        .where(StaffUser.role == Role.ADMINISTRATOR)
        .order_by(StaffUser.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    administrators = db.session.execute(query).scalars().all()
    if not any(one.id == actor.id and one.is_enabled for one in administrators):
        raise Refused("Usted ya no administra las personas del portal.")


def _check_unchanged(user: StaffUser, seen_version: int) -> None:
    """The caller waited for the other administrators: the person is read anew."""
    db.session.refresh(user)
    if user.version != seen_version:
        raise Conflict("Otra persona cambió algo de esta cuenta mientras usted la veía.")
    user.version += 1
