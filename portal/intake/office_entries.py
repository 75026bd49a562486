"""The office's own words in force: read by each process where somebody changed them."""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload

from portal import one_writer, site_stamp
from portal.config import Office, adopt_office, setting
from portal.extensions import db
from portal.intake import catalogues
from portal.intake.catalogue_file import CatalogueError
from portal.intake.models_office import OfficeEntry
from portal.intake.people import plain

STAMP = "oficina.sello"
OFFICE = "oficina"
NEVER = -1

_seen = NEVER
log = logging.getLogger(__name__)


def configure() -> None:
    """The table is read when it is first asked for; called when the app starts."""
    global _seen  # noqa: PLW0603 - one office per process
    _seen = NEVER


def refresh() -> None:
    """Adopt what the table says where it changed since this process looked.

    Looking costs microseconds: the size of a file that grows with every change.
    """
    global _seen  # noqa: PLW0603
    stamp = site_stamp.read(site_stamp.path_in(setting("PORTAL_DATA_DIR"), STAMP))
    if stamp == _seen:
        return
    try:
        with one_writer.reading():
            adopt({(row.section, row.code): row.fields for row in latest()})
            db.session.rollback()
    except SQLAlchemyError:  # no database yet, or none that answers: the next one looks again
        db.session.rollback()
    except CatalogueError:  # a file that changed since, and does not go with what was written
        log.exception("the office's lists do not hold together: the last good ones stay")
        _seen = stamp
    else:
        _seen = stamp


def renew() -> None:
    """Say, after the commit, that something changed, and with it pages that were kept since."""
    for name in (STAMP, site_stamp.NAME):
        site_stamp.renew(site_stamp.path_in(setting("PORTAL_DATA_DIR"), name))


def lock_to_change() -> None:
    """Of two who write different entries the second checks them against the first's."""
    if db.engine.dialect.name == "postgresql":  # on SQLite whoever writes is alone anyway
        db.session.execute(text("LOCK TABLE office_entries IN SHARE ROW EXCLUSIVE MODE"))


def adopt(said: Mapping[tuple[str, str], Mapping[str, Any]]) -> None:
    """Lay the lists and the office's data over what files and settings give."""
    catalogues.adopt({key: one for key, one in said.items() if key[0] != OFFICE})
    adopt_office(office_with(said.get((OFFICE, OFFICE), {})))


def office_with(said: Mapping[str, str]) -> Office:
    """What the server's settings give wins; else what was written; else «por definir»."""
    given: Office = setting("OFFICE_GIVEN")
    own = {name: one for name, one in said.items() if name not in fixed() and one}
    return replace(given, **own)


def fixed() -> frozenset[str]:
    """What the server's settings give, which no form changes."""
    return frozenset(setting("OFFICE_FIXED"))


def names() -> tuple[str, ...]:
    return tuple(one.name for one in fields(Office))


def latest() -> Sequence[OfficeEntry]:
    """The last version of each entry, in the order in which they were first written."""
    newest = select(func.max(OfficeEntry.id)).group_by(OfficeEntry.section, OfficeEntry.code)
    query = select(OfficeEntry).where(OfficeEntry.id.in_(newest)).order_by(OfficeEntry.id)
    return db.session.execute(query).scalars().all()


def versions(section: str, code: str) -> Sequence[OfficeEntry]:
    """Who wrote what of an entry, the last one first."""
    query = (
        select(OfficeEntry)
        .where(OfficeEntry.section == section, OfficeEntry.code == code)
        .options(joinedload(OfficeEntry.recorded_by))
        .order_by(OfficeEntry.version.desc())
    )
    return db.session.execute(query).scalars().all()


def new_code(catalogue: str, name: str) -> str:
    """From the name, small letters without accents; another one where that is taken."""
    base = "_".join(re.findall(r"[a-z0-9]+", plain(name)))[:34].strip("_") or "entrada"
    code, number = base, 1
    while catalogues.has(catalogue, code):
        number += 1
        code = f"{base}_{number}"
    return code
