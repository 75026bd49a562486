"""What staff do with the queue itself: give out several requests, keep views, say «I looked»."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.casework import actions, queries_views
from portal.casework.models_queue import LastLook, SavedView
from portal.errors import Conflict, Refused
from portal.extensions import db, insert_into
from portal.intake.models import ServiceRequest

MOST_VIEWS = 12


@dataclass
class Assigned:
    """``left``: those that stayed as they were, each with its reason.

    ``changed``: whether others acted upon some of those meanwhile.
    """

    done: list[ServiceRequest] = field(default_factory=list)
    left: list[tuple[ServiceRequest, str]] = field(default_factory=list)
    changed: bool = False


def assign_several(
    service_requests: Sequence[ServiceRequest],
    *,
    actor: StaffUser,
    seen_versions: Mapping[int, int],
    assignee: StaffUser | None,
) -> Assigned:
    """Give several requests to somebody; what cannot be given is left, the rest is done."""
    result = Assigned()
    for one in service_requests:
        try:
            actions.assign(one, actor=actor, seen_version=seen_versions[one.id], assignee=assignee)
        except Refused as refusal:
            result.changed |= isinstance(refusal, Conflict)
            result.left.append((one, refusal.message))
        else:
            result.done.append(one)
    return result


def save_view(*, owner: StaffUser, name: str, query: str, is_shared: bool = False) -> SavedView:
    """Keep the filters of the queue under a name; the same name again replaces them."""
    if is_shared:
        _check_may_share(owner)
    own = {one.name for one in queries_views.views_for(owner) if one.owner_id == owner.id}
    if name not in own and len(own) >= MOST_VIEWS:
        raise Refused(f"Ya tiene {MOST_VIEWS} vistas. Borre una para guardar otra.", field="nombre")
    facts = {"query": query, "is_shared": is_shared}
    insert = insert_into(SavedView).values(
        public_id=secrets.token_hex(8),
        owner_id=owner.id,
        name=name,
        created_at=clock.now(),
        **facts,
    )
    saved = insert.on_conflict_do_update(index_elements=["owner_id", "name"], set_=facts).returning(
        SavedView
    )
    options = {"populate_existing": True}
    view: SavedView = db.session.execute(saved, execution_options=options).scalar_one()
    return view


def share_view(view: SavedView, *, actor: StaffUser, is_shared: bool) -> None:
    """Let everybody at the desk see it, or no longer."""
    _check_may_share(actor)
    view.is_shared = is_shared


def delete_view(view: SavedView) -> None:
    db.session.delete(view)


def mark_looked(user: StaffUser, *, event_id: int) -> None:
    """Up to here this person has looked; never back to before."""
    newest = db.session.execute(select(queries_views.newest_event())).scalar_one()
    facts = {"event_id": min(event_id, newest), "looked_at": clock.now()}
    insert = insert_into(LastLook).values(user_id=user.id, **facts)
    is_newer = LastLook.event_id <= insert.excluded.event_id
    db.session.execute(
        insert.on_conflict_do_update(index_elements=["user_id"], set_=facts, where=is_newer),
        execution_options={"synchronize_session": False},
    )


def _check_may_share(user: StaffUser) -> None:
    if user.role is not Role.COORDINATOR:
        raise Refused("Solo la coordinación comparte vistas.", field="compartida")
