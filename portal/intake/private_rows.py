"""The rows of who asked and what they told, gathered and written together."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import insert

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
