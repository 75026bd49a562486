"""The end of a demonstration: what was made while it stood goes, what was before it stays."""

from collections.abc import Callable

from sqlalchemy import Table, delete, select, text

from portal import storage
from portal.accounts.models import ActingPost, StaffAct, StaffSession, StaffUser
from portal.agenda.models import Evidence
from portal.append_only import APPEND_ONLY_TABLES, creation, removal
from portal.demonstration.models import Demonstration
from portal.demonstration.queries import standing
from portal.errors import Refused
from portal.extensions import db
from portal.intake.models_private import Attachment

# The office itself: who works there and what it planned. All else was made by the demonstration,
# or sent to it by somebody who read on every page that it would go.
KEPT = frozenset(
    {
        *("staff_users", "staff_sessions", "throttle_windows", "acting_posts", "staff_acts"),
        *("action_plans", "activities", "indicators"),
    }
)


def remove() -> list[str]:
    """Delete it, in one transaction that the caller ends.

    Returns the files that nothing names any more, to discard once that is done.
    """
    demonstration = standing()
    if demonstration is None:
        raise Refused("No hay ninguna demostración.")
    staff_ids = demonstration.staff_ids
    files = _files()
    _run(removal)
    tables = [one for one in reversed(db.metadata.sorted_tables) if one.name not in KEPT]
    for table in tables:
        db.session.execute(delete(table))
    _restart_numbers(tables)
    _dismiss(staff_ids)
    _run(creation)
    db.session.expire_all()
    return files


def discard(files: list[str]) -> None:
    for sha256 in files:
        storage.discard(sha256)


def _files() -> list[str]:
    """The hashes of every stored file."""
    found: set[str] = set()
    for column in (Attachment.sha256, Evidence.sha256):
        found.update(one for one in db.session.execute(select(column)).scalars() if one)
    return sorted(found)


def _run(statements: Callable[[str, str], list[str]]) -> None:
    for table in APPEND_ONLY_TABLES:
        for statement in statements(table, db.engine.dialect.name):
            db.session.execute(text(statement))


def _restart_numbers(tables: list[Table]) -> None:
    """PostgreSQL counts on; SQLite begins again by itself."""
    if db.engine.dialect.name != "postgresql":
        return
    for table in tables:
        column = table.autoincrement_column
        if column is not None and table.name != Demonstration.__tablename__:
            name = text("SELECT setval(pg_get_serial_sequence(:table, :column), 1, false)")
            db.session.execute(name, {"table": table.name, "column": column.name})


def _dismiss(staff_ids: list[int]) -> None:
    """The people that it brought, and what they signed in with."""
    acted = ActingPost.user_id.in_(staff_ids) | ActingPost.recorded_by_id.in_(staff_ids)
    db.session.execute(delete(ActingPost).where(acted))
    done = StaffAct.user_id.in_(staff_ids) | StaffAct.actor_id.in_(staff_ids)
    db.session.execute(delete(StaffAct).where(done))
    db.session.execute(delete(StaffSession).where(StaffSession.user_id.in_(staff_ids)))
    db.session.execute(delete(StaffUser).where(StaffUser.id.in_(staff_ids)))
