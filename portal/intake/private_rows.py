"""The rows of who asked and what they told, gathered and written together."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import delete, insert

from portal.extensions import Model, db
from portal.intake import people
from portal.intake.kinds import Identity
from portal.intake.models import ServiceRequest
from portal.intake.models_private import PersonIndex, RequestContent, Requester

PERSON = ("name", "document_type", "document_number", "telephone", "email")


class Told(Protocol):
    """The part of a filing that is nobody's business but the office's."""

    @property
    def identity(self) -> Identity: ...
    @property
    def name(self) -> str | None: ...
    @property
    def document_type(self) -> str | None: ...
    @property
    def document_number(self) -> str | None: ...
    @property
    def telephone(self) -> str | None: ...
    @property
    def email(self) -> str | None: ...
    @property
    def subject(self) -> str | None: ...
    @property
    def description(self) -> str: ...
    @property
    def answers(self) -> Mapping[str, Any]: ...


class PrivateRows:
    """For one request or for thousands: one statement for each table."""

    def __init__(self) -> None:
        self._rows: dict[type[Model], list[dict[str, Any]]] = defaultdict(list)

    def add(self, service_request: ServiceRequest, told: Told) -> None:
        """Nothing of the person is kept of whoever asked to be anonymous, whatever they wrote."""
        key = {"service_request_id": service_request.id}
        self._rows[RequestContent].append(
            {
                **key,
                "subject": told.subject,
                "description": told.description,
                "answers": dict(told.answers),
                "text_hash": people.text_hash(told.description),
            }
        )
        person = {name: getattr(told, name) for name in PERSON}
        if told.identity is Identity.ANONYMOUS or not any(person.values()):
            return
        self._rows[Requester].append({**key, **person})
        person.pop("document_type")
        digests = sorted(people.digests_of(**person))
        if digests:  # a name of one letter has none
            self._rows[PersonIndex].extend({**key, "digest": digest} for digest in digests)

    def write(self) -> None:
        for model, rows in self._rows.items():
            db.session.execute(insert(model), rows)
        self._rows.clear()


def rewrite_person(service_request: ServiceRequest, person: Mapping[str, str | None]) -> list[str]:
    """Write who asked as it is known now, and by what they are found; say which columns changed."""
    key = service_request.id
    requester = db.session.get(Requester, key)
    changed = [name for name in PERSON if getattr(requester, name, None) != person.get(name)]
    if not changed:
        return []
    if requester is None:
        requester = Requester(service_request_id=key)
        db.session.add(requester)
    for name in changed:
        setattr(requester, name, person.get(name))
    db.session.execute(delete(PersonIndex).where(PersonIndex.service_request_id == key))
    found_by = {name: value for name, value in person.items() if name != "document_type"}
    rows = [
        {"service_request_id": key, "digest": digest}
        for digest in sorted(people.digests_of(**found_by))
    ]
    if rows:
        db.session.execute(insert(PersonIndex), rows)
    return changed
