"""Keep the office's replies; keep and drop what somebody typed and did not send."""

import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.casework import replies, rules_replies
from portal.casework.models_replies import ActDraft, CannedReply
from portal.casework.rules import Act
from portal.errors import Conflict, Refused
from portal.extensions import db, insert_into, one_at_a_time
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest

EDITORS = (Role.COORDINATOR, Role.ADMINISTRATOR)
CHANGED = "Otra persona cambió esta respuesta mientras usted la leía."
KEPT_FOR = timedelta(days=30)


def write_reply(
    code: str | None,
    *,
    seen_version: int,
    title: str,
    act: Act | None,
    kinds: Collection[RequestKind],
    text: str,
    is_retired: bool = False,
    actor: StaffUser,
) -> CannedReply:
    """A new reply, or a new version of one. The versions before it stay on record."""
    if actor.role not in EDITORS:
        raise Refused("Las respuestas las cambia la coordinación o quien administra el portal.")
    rules_replies.check_text(text)
    known = replies.reply(code) if code else None
    if code and known is None:
        raise Refused("Esa respuesta ya no existe.")
    if known and known.version != seen_version:
        raise Conflict(CHANGED)
    one_at_a_time(CannedReply)
    if not is_retired and replies.is_taken(title, but_for=code):
        raise Refused("Ya hay una respuesta con ese título.", field="titulo")
    row = CannedReply(
        code=code or secrets.token_hex(8),
        version=(known.version if known else 0) + 1,
        title=title,
        act=act.value if act else "",
        kinds=sorted(kind.value for kind in kinds),
        text=text,
        is_retired=is_retired,
        written_by_id=actor.id,
        written_at=clock.now(),
    )
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as clash:  # another one of this version, at the same instant
        raise Conflict(CHANGED) from clash
    return row


def keep_draft(
    service_request: ServiceRequest, *, act: Act, user: StaffUser, fields: Mapping[str, list[str]]
) -> None:
    """Keep what was typed, in place of what was kept before; and nothing of a month ago."""
    drop_old_drafts()
    insert = insert_into(ActDraft)
    row = {
        "user_id": user.id,
        "service_request_id": service_request.id,
        "act": act.value,
        "fields": dict(fields),
        "saved_at": clock.now(),
    }
    changes = {"fields": insert.excluded.fields, "saved_at": insert.excluded.saved_at}
    key = ["user_id", "service_request_id", "act"]
    db.session.execute(insert.values(row).on_conflict_do_update(index_elements=key, set_=changes))


def drop_draft(service_request: ServiceRequest, *, act: Act, user: StaffUser) -> None:
    """It was sent, or is not wanted any more."""
    db.session.execute(
        delete(ActDraft).where(
            ActDraft.user_id == user.id,
            ActDraft.service_request_id == service_request.id,
            ActDraft.act == act.value,
        )
    )


def drop_old_drafts() -> None:
    """Whoever did not send it in a month does not send it any more."""
    db.session.execute(delete(ActDraft).where(ActDraft.saved_at < clock.now() - KEPT_FOR))
