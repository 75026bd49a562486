"""The office's own days, as this process has them and as the database has them now.

Pages go by what the process adopted, and look at a stamp in the data folder to see that it is old:
that costs microseconds. Whoever writes a legal date reads the table itself, inside the
transaction: a date that is written is never that of an old calendar.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from portal import office_calendar, one_writer, site_stamp
from portal.config import setting
from portal.extensions import db
from portal.intake.models_calendar import NonWorkingDay
from portal.working_days import DayEffect, OfficeDays, adopt_office_days

STAMP = "dias_no_habiles.sello"
NEVER = -1

_seen = NEVER


def configure(data_folder: Path) -> None:
    """What the file says holds until the table is read; raises where it cannot be used."""
    office_calendar.configure(data_folder)
    forget(NEVER)


def forget(seen: int = 0) -> None:
    """Take the file's days alone; a process that has seen no stamp reads the table first."""
    global _seen  # noqa: PLW0603 - one calendar per process
    _seen = seen
    adopt_office_days(office_calendar.from_file())


def refresh() -> None:
    """Adopt the days of the table where somebody changed them since this process looked."""
    global _seen  # noqa: PLW0603
    stamp = site_stamp.read(site_stamp.path_in(setting("PORTAL_DATA_DIR"), STAMP))
    if stamp == _seen:
        return
    try:
        with one_writer.reading():
            adopt_office_days(now())
            db.session.rollback()
    except SQLAlchemyError:  # no database yet, or none that answers: the next one looks again
        db.session.rollback()
    else:
        _seen = stamp


def renew() -> None:
    """Say, after the commit, that the days changed, and with them pages that were kept since."""
    for name in (STAMP, site_stamp.NAME):
        site_stamp.renew(site_stamp.path_in(setting("PORTAL_DATA_DIR"), name))


def now() -> OfficeDays:
    """The days as this transaction sees them: the file's, and over them the table's."""
    query = select(NonWorkingDay.day, NonWorkingDay.effect).order_by(NonWorkingDay.id)
    changes: Sequence[tuple[date, DayEffect]] = [
        (day, effect) for day, effect in db.session.execute(query)
    ]
    return office_calendar.from_file().with_changes(changes)


def now_for_filing() -> OfficeDays:
    """The same, and nobody changes them until this transaction ends.

    What is filed meanwhile would be seen by nobody who moves the open dates.
    """
    _lock("ROW EXCLUSIVE")
    return now()


def lock_to_change() -> None:
    """Wait for whoever is filing; who files from now on waits for us. Others only read."""
    _lock("SHARE ROW EXCLUSIVE")


def _lock(mode: str) -> None:
    """On SQLite whoever writes is alone anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"LOCK TABLE non_working_days IN {mode} MODE"))
