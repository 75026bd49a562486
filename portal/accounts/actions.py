"""The office's verbs about its own people."""

import secrets

from sqlalchemy import update

from portal import clock
from portal.accounts import passwords, queries, rules
from portal.accounts.models import Role, StaffSession, StaffUser
from portal.errors import Refused
from portal.extensions import db
from portal.keys import keyed_hash


def add_staff(
    *, email: str, name: str, role: Role, password: str | None = None
) -> tuple[StaffUser, str | None]:
    """Add a person; without a password, return the one-time password to hand over."""
    email = rules.normal_email(email)
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
    )
    db.session.add(user)
    db.session.flush()
    return user, one_time


def begin_session(user: StaffUser) -> str:
    """Open a sign-in and return the secret that the browser keeps."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        StaffSession(
            token_hash=keyed_hash("staff-session", token), user=user, started_at=clock.now()
        )
    )
    return token


def end_sessions(user: StaffUser) -> None:
    """End every sign-in of a person, in every browser."""
    db.session.execute(
        update(StaffSession)
        .where(StaffSession.user_id == user.id, StaffSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def change_password(user: StaffUser, *, password: str) -> None:
    """Set a new password and end every sign-in: the caller begins a new one."""
    rules.check_password(password, email=user.email)
    user.password_hash = passwords.hash_password(password)
    user.must_change_password = False
    end_sessions(user)
