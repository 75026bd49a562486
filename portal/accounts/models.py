"""Who works in the portal, and their open sessions."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.extensions import Model, UtcDateTime, text_enum


class Role(enum.StrEnum):
    """What a person does in the office; each view says which roles may open it."""

    ATTENDANT = "attendant"
    COORDINATOR = "coordinator"
    COMMUNICATIONS = "communications"
    PLANNING = "planning"
    COMMITTEE = "committee"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.ATTENDANT: "Atención a la ciudadanía",
    Role.COORDINATOR: "Dirección Operativa (coordina)",
    Role.COMMUNICATIONS: "Comunicaciones",
    Role.PLANNING: "Jefatura de Planeación",
    Role.COMMITTEE: "Comité",
    Role.ADMINISTRATOR: "Administración del portal",
}

# The posts that sign a month's figures, as the plan's sign-off names them.
POSTS = {
    Role.COORDINATOR: "Director Operativo",
    Role.PLANNING: "Jefe de Planeación",
    Role.COMMITTEE: "Comité",
}


class StaffUser(Model):
    """A member of staff. Never deleted: the history names them."""

    __tablename__ = "staff_users"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(20), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(text_enum(Role, "role"))
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(default=True)
    is_enabled: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Raised by each act of an administrator upon this person.
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class StaffDeed(enum.StrEnum):
    """What was done to somebody's account."""

    ADDED = "agregada"
    ROLE = "rol"
    SHUT_OUT = "quitada"
    LET_IN = "devuelta"
    PASSWORD = "clave"  # noqa: S105 - that there is a new one, not which

    @property
    def label(self) -> str:
        return _DEED_LABELS[self]


_DEED_LABELS = {
    StaffDeed.ADDED: "Entró al equipo",
    StaffDeed.ROLE: "Le dieron otro rol",
    StaffDeed.SHUT_OUT: "Le quitaron la entrada",
    StaffDeed.LET_IN: "Le devolvieron la entrada",
    StaffDeed.PASSWORD: "Le dieron una clave nueva",
}


class StaffAct(Model):
    """Who let a person in, gave them a role or shut them out. Append-only by trigger.

    ``role``: what the person does from then on. ``actor_id`` is none for what was done on the
    server, by command.
    """

    __tablename__ = "staff_acts"
    __table_args__ = (UniqueConstraint("user_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    version: Mapped[int] = mapped_column()
    act: Mapped[StaffDeed] = mapped_column(text_enum(StaffDeed, "act"))
    role: Mapped[Role] = mapped_column(text_enum(Role, "role"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    actor: Mapped[StaffUser | None] = relationship(foreign_keys=[actor_id])


class StaffSession(Model):
    """A sign-in. The browser holds its secret, the table its hash, so that ending it is final."""

    __tablename__ = "staff_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[StaffUser] = relationship()


class ThrottleWindow(Model):
    """How many tries a key (a keyed hash, never an address) made in a span of time."""

    __tablename__ = "throttle_windows"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    bucket: Mapped[int] = mapped_column(primary_key=True)
    tries: Mapped[int] = mapped_column()


class ActingPost(Model):
    """*Encargo*: an act lets a person hold another's post for some days, both included."""

    __tablename__ = "acting_posts"
    __table_args__ = (CheckConstraint("from_on <= to_on", name="ends_after_it_begins"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"), index=True)
    role: Mapped[Role] = mapped_column(text_enum(Role, "role"))
    from_on: Mapped[date] = mapped_column()
    to_on: Mapped[date] = mapped_column()
    act: Mapped[str] = mapped_column(String(120))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
