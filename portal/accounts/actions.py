"""The office's verbs about its own people."""

import secrets

from sqlalchemy import update

from portal import clock
from portal.accounts import passwords, queries, rules
from portal.accounts.models import Role, StaffAct, StaffDeed, StaffSession, StaffUser
from portal.errors import Refused
from portal.extensions import db, one_at_a_time
from portal.keys import keyed_hash


def add_staff(
    *,
    email: str,
    name: str,
    role: Role,
    password: str | None = None,
    actor: StaffUser | None = None,
) -> tuple[StaffUser, str | None]:
    """Add a person; without a password, return the one-time password to hand over.

    ``actor``: none where it is done on the server, by command.
    """
    email = rules.normal_email(email)
    rules.check_email(email)
    rules.check_name(name)
    one_at_a_time(StaffUser)
    if queries.staff_by_email(email):
        raise Refused(f"Ya hay una persona con el correo {email}.", field="correo")
    one_time = None if password else passwords.one_time_password()
    if password:
        rules.check_password(password, email=email)
    user = StaffUser(
        public_id=secrets.token_hex(8),
        email=email,
        name=name.strip(),
        role=role,
        password_hash=passwords.hash_password(password or one_time or ""),
        must_change_password=one_time is not None,
        created_at=clock.now(),
        version=1,
    )
    db.session.add(user)
    db.session.flush()
    note_act(user, act=StaffDeed.ADDED, actor=actor)
    return user, one_time


def note_act(user: StaffUser, *, act: StaffDeed, actor: StaffUser | None) -> None:
    """Write down what was done to an account, as it is now."""
    db.session.add(
        StaffAct(
            user_id=user.id,
            version=user.version,
            act=act,
            role=user.role,
            actor_id=actor.id if actor else None,
            recorded_at=clock.now(),
        )
    )


def begin_session(user: StaffUser) -> str:
    """Open a sign-in and return the secret that the browser keeps."""
    token = secrets.token_urlsafe(32)
    staff_session = StaffSession(
        token_hash=keyed_hash("staff-session", token), user=user, started_at=clock.now()
    )
    db.session.add(staff_session)
    return token


def end_session(token: str) -> None:
    """End one sign-in for good: its secret, kept or stolen, opens nothing any more."""
    staff_session = queries.open_session(token)
    if staff_session is not None:
        staff_session.ended_at = clock.now()


def renew_hash(user: StaffUser, *, password: str) -> None:
    """Hash a password that was just found right again, with today's settings."""
    if passwords.needs_new_hash(user.password_hash):
        user.password_hash = passwords.hash_password(password)


def end_sessions(user: StaffUser) -> None:
    """End every sign-in of a person, in every browser."""
    db.session.execute(
        update(StaffSession)
        .where(StaffSession.user_id == user.id, StaffSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def change_password(user: StaffUser, *, current: str, password: str) -> None:
    """Set a new password and end every sign-in: the caller begins a new one."""
    if not passwords.password_matches(user.password_hash, current):
        raise Refused("Esa no es su clave actual.", field="clave")
    if password == current:
        raise Refused("La clave nueva tiene que ser distinta.", field="clave_nueva")
    rules.check_password(password, email=user.email)
    user.password_hash = passwords.hash_password(password)
    user.must_change_password = False
    end_sessions(user)
