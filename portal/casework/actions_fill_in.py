"""Adding to a request what was not asked when it was filed. The person's own words stay."""

from typing import Any

from portal.accounts.models import StaffUser
from portal.casework import rules
from portal.casework.rules import Act
from portal.errors import Refused
from portal.intake import queries
from portal.intake.history import check_unchanged, record_event
from portal.intake.kinds import Identity
from portal.intake.models import ServiceRequest
from portal.intake.private_rows import rewrite_person
from portal.intake.search_words import keep_words


def fill_in(
    service_request: ServiceRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    person: dict[str, str | None],
    answers: dict[str, Any],
    facts: dict[str, Any],
) -> None:
    """``person`` by column, ``answers`` by field, ``facts`` by column; the history names fields."""
    check_unchanged(service_request, seen_version)
    service_request.status = rules.next_status(Act.FILL_IN, service_request.status)
    if not rules.may_see_identity(actor, service_request):
        raise rules.NotYours("Tiene la identidad reservada: lo agrega quien la tiene.")
    changed = _set_answers(service_request, answers) + _set_facts(service_request, facts)
    if person and service_request.identity is not Identity.ANONYMOUS:
        changed += rewrite_person(service_request, person)
    if not changed:
        raise Refused("No hay nada nuevo que guardar.")
    keep_words([service_request])
    record_event(service_request, "filled_in", actor=actor, fields=sorted(set(changed)))


def _set_answers(service_request: ServiceRequest, answers: dict[str, Any]) -> list[str]:
    content = queries.content_of(service_request)
    if content is None:
        raise Refused("Lo que contó ya no se guarda.")
    changed = [
        name for name, said in answers.items() if (said or None) != content.answers.get(name)
    ]
    merged = {**content.answers, **answers}
    content.answers = {name: said for name, said in merged.items() if said}
    return changed


def _set_facts(service_request: ServiceRequest, facts: dict[str, Any]) -> list[str]:
    changed = [name for name, value in facts.items() if getattr(service_request, name) != value]
    for name in changed:
        setattr(service_request, name, facts[name])
    return changed
