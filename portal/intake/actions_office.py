"""The office writes its own data and its lists; every version stays on record."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.intake import catalogues, office_entries
from portal.intake.catalogue_file import SECTIONS, CatalogueError
from portal.intake.models import ServiceRequest
from portal.intake.models_office import OfficeEntry
from portal.intake.office_entries import OFFICE
from portal.intake.search_words import keep_words

KEEPERS = (Role.ADMINISTRATOR, Role.COORDINATOR)
CHANGED = "Otra persona lo cambió mientras usted lo leía."
# By which column of a request each list is stored, so that its words follow a new name.
COLUMNS = {
    "topics": "topic",
    "mechanisms": "topic",
    "services": "topic",
    "providers": "provider",
    "territories": "territory",
}
MOST_REWORDED = 5_000


def write_office(
    *, seen_version: int, said: Mapping[str, str | None], actor: StaffUser
) -> OfficeEntry:
    """What the office is called and where it is; a field without a text is «por definir»."""
    if actor.role is not Role.ADMINISTRATOR:
        raise Refused("Los datos de la oficina los cambia quien administra el portal.")
    kept = {name: text for name, text in said.items() if text and name in office_entries.names()}
    return _append(OFFICE, OFFICE, seen_version, kept, actor)


def write_entry(
    catalogue: str, *, code: str, seen_version: int, fields: Mapping[str, Any], actor: StaffUser
) -> OfficeEntry:
    """An entry of a list, new or changed. Refused where the lists would not hold together."""
    if actor.role not in KEEPERS:
        raise Refused("Las listas las cambia la coordinación o quien administra el portal.")
    section = SECTIONS[catalogue]
    office_entries.lock_to_change()
    try:
        catalogues.check({**_said(), (section, code): fields})
    except CatalogueError as error:
        raise Refused(str(error)) from error
    return _append(section, code, seen_version, fields, actor)


def reword(catalogue: str, *, code: str) -> bool:
    """Write anew by which words the requests of an entry are found, once its name is in force.

    Returns False where they are so many that the command ``search rebuild`` has to do it.
    """
    if catalogue not in COLUMNS:
        return True
    query = select(ServiceRequest).where(getattr(ServiceRequest, COLUMNS[catalogue]) == code)
    found = db.session.execute(query.order_by(ServiceRequest.id).limit(MOST_REWORDED + 1))
    requests = found.scalars().all()
    if len(requests) > MOST_REWORDED:
        return False
    keep_words(requests)
    return True


def _said() -> dict[tuple[str, str], Mapping[str, Any]]:
    rows = office_entries.latest()
    return {(row.section, row.code): row.fields for row in rows if row.section != OFFICE}


def _append(
    section: str, code: str, seen: int, fields: Mapping[str, Any], actor: StaffUser
) -> OfficeEntry:
    """The next version; of two people at once the second is told."""
    known = office_entries.versions(section, code)
    if (known[0].version if known else 0) != seen:
        raise Conflict(CHANGED)
    row = OfficeEntry(
        section=section,
        code=code,
        version=seen + 1,
        fields=dict(fields),
        recorded_by_id=actor.id,
        recorded_at=clock.now(),
    )
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as clash:
        raise Conflict(CHANGED) from clash
    return row
