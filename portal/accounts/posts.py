"""The posts that sign a publication, and who holds each on a day: its owner, or somebody acting."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from portal import clock
from portal.accounts.models import POSTS, ActingPost, Role, StaffUser
from portal.errors import Refused
from portal.extensions import db, one_at_a_time

ACTING = " (E)"
LONGEST_DAYS = 366


def title_held(user: StaffUser, role: Role, day: date) -> str | None:
    """The post as the seal names it, with «(E)» for somebody acting; None who does not hold it."""
    if user.role is role:
        return POSTS[role]
    is_acting = any(post.from_on <= day <= post.to_on for post in _acting_as(user, role))
    return POSTS[role] + ACTING if is_acting else None


def posts_held(user: StaffUser, day: date) -> set[Role]:
    """Every post that a person holds on a day, their own or acting."""
    acting = select(ActingPost.role).where(
        ActingPost.user_id == user.id, ActingPost.from_on <= day, ActingPost.to_on >= day
    )
    return {*db.session.execute(acting).scalars(), *({user.role} & POSTS.keys())}


def _acting_as(user: StaffUser, role: Role) -> Sequence[ActingPost]:
    query = select(ActingPost).where(ActingPost.user_id == user.id, ActingPost.role == role)
    return db.session.execute(query).scalars().all()


def acting_posts() -> Sequence[tuple[ActingPost, StaffUser]]:
    """Every *encargo* with who holds it, the newest first."""
    query = (
        select(ActingPost, StaffUser)
        .join(StaffUser, StaffUser.id == ActingPost.user_id)
        .order_by(ActingPost.from_on.desc(), ActingPost.id.desc())
    )
    return [(post, user) for post, user in db.session.execute(query)]


def appoint(
    user: StaffUser, *, role: Role, from_on: date, to_on: date, act: str, actor: StaffUser
) -> ActingPost:
    """Record who holds a post for some days, by which act. Nobody records their own."""
    if actor.role is not Role.ADMINISTRATOR:
        raise Refused("Solo quien administra el portal registra encargos.")
    if actor.id == user.id:
        raise Refused("Nadie puede registrar su propio encargo.", field="persona")
    if not user.is_enabled:
        raise Refused("Esa persona ya no puede entrar al portal.", field="persona")
    if role not in POSTS:
        raise Refused("Ese cargo no firma publicaciones.", field="cargo")
    if user.role is role:
        raise Refused("Esa persona ya tiene ese cargo.", field="persona")
    if not act.strip():
        raise Refused("Escriba el acto del encargo.", field="acto")
    if to_on < from_on:
        raise Refused("El encargo no puede terminar antes de empezar.", field="hasta")
    if (to_on - from_on).days >= LONGEST_DAYS:
        raise Refused("Un encargo dura máximo un año; registre otro después.", field="hasta")
    one_at_a_time(ActingPost)
    if any(one.from_on <= to_on and from_on <= one.to_on for one in _acting_as(user, role)):
        raise Refused("Esa persona ya tiene ese encargo en esos días.", field="desde")
    post = ActingPost(
        user_id=user.id,
        role=role,
        from_on=from_on,
        to_on=to_on,
        act=act.strip(),
        recorded_by_id=actor.id,
        recorded_at=clock.now(),
    )
    db.session.add(post)
    db.session.flush()
    return post
