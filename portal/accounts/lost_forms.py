"""Keep what somebody typed when the sign-in had ended, give it back, and forget it."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from portal import clock
from portal.accounts.models import StaffUser
from portal.accounts.models_lost import LostForm
from portal.extensions import db, insert_into

# Where they wait.
LOST_FORMS = "/gestion/sin-enviar"
KEPT_FOR = timedelta(days=1)
LONGEST = 60_000  # letters, of all fields together
LONGEST_PATH = 300
# Its token served that sign-in; and no password is ever kept.
NOT_KEPT = re.compile(r"csrf_token|clave.*")


def keep(user: StaffUser, path: str, fields: Mapping[str, list[str]]) -> bool:
    """In place of what was kept of the same form; False for what is nothing, or too much."""
    fields = {name: found for name, found in fields.items() if not NOT_KEPT.fullmatch(name)}
    size = sum(len(text) for found in fields.values() for text in found)
    if not 0 < size <= LONGEST or len(path) > LONGEST_PATH:
        return False
    db.session.execute(delete(LostForm).where(LostForm.saved_at < clock.now() - KEPT_FOR))
    insert = insert_into(LostForm)
    row = {"user_id": user.id, "path": path, "fields": fields, "saved_at": clock.now()}
    changes = {name: getattr(insert.excluded, name) for name in ("fields", "saved_at")}
    key = ["user_id", "path"]
    db.session.execute(insert.values(row).on_conflict_do_update(index_elements=key, set_=changes))
    return True


def of_person(user: StaffUser) -> Sequence[LostForm]:
    """What one typed in the last day and has not opened again, the latest first."""
    query = (
        select(LostForm)
        .where(LostForm.user_id == user.id, LostForm.saved_at >= clock.now() - KEPT_FOR)
        .order_by(LostForm.saved_at.desc(), LostForm.path)
    )
    return db.session.execute(query).scalars().all()


def forget(user: StaffUser, path: str) -> None:
    """It is open again in the browser."""
    db.session.execute(delete(LostForm).where(LostForm.user_id == user.id, LostForm.path == path))
