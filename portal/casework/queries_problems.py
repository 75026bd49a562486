"""Complaints about one service in one territory, added up; never one of them alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select, tuple_

from portal.casework.models_echoes import Echo
from portal.casework.models_matters import Matter, MatterLink
from portal.casework.rules_problems import LEAST, SPAN, Problem
from portal.extensions import db
from portal.intake import catalogues
from portal.intake.kinds import Identity, RequestKind
from portal.intake.models import ServiceRequest

Key = tuple[str, str]


def problems(today: date) -> list[Problem]:
    """What everybody may read: many open complaints, or what the office told; most first.

    Left out of every number: who asked for reserve or protection, and what may be no complaint.
    """
    found = {one.key: one for one in _reported(today)}
    for matter in _published():
        key = (matter.service or "", matter.territory or "")
        known = found.get(key) or Problem(*key, matter.since, None, 0)
        since = min(known.since, matter.since)
        found[key] = replace(known, since=since, title=matter.title)
    echoes = echoes_of(found, {key: one.since for key, one in found.items()})
    told = [replace(one, echoes=echoes.get(key, 0)) for key, one in found.items()]
    return sorted(told, key=lambda one: (-(one.complaints or 0), one.since, one.key))


def problem(service: str, territory: str, today: date) -> Problem | None:
    """One that is on the list now."""
    return next((one for one in problems(today) if one.key == (service, territory)), None)


def echoes_of(keys: Iterable[Key], since: dict[Key, date]) -> dict[Key, int]:
    """How many said that it happens to them too, from a day on for each."""
    query = select(Echo).where(tuple_(Echo.service, Echo.territory).in_(list(keys)))
    counted: dict[Key, int] = {}
    for one in db.session.execute(query).scalars():
        key = (one.service, one.territory)
        if one.day >= since.get(key, one.day):
            counted[key] = counted.get(key, 0) + one.times
    return counted


def echoes_in(territory: str | None, service: str | None, *, since: date) -> list[tuple[str, int]]:
    """By service, of a territory, a service or both, for who plans a visit; the most first."""
    total = func.sum(Echo.times)
    wanted = {"territory": territory, "service": service}
    query = (
        select(Echo.service, total)
        .where(
            Echo.day >= since,
            *(getattr(Echo, name) == code for name, code in wanted.items() if code),
        )
        .group_by(Echo.service)
        .order_by(total.desc(), Echo.service)
    )
    rows = db.session.execute(query).all()
    return [(catalogues.label("services", service), int(times)) for service, times in rows]


def reach_of(matter: Matter) -> tuple[int, int]:
    """Households that its requests tell of, and how many said that it happens to them too."""
    households = sum(one.service_request.households or 0 for one in matter.links)
    if matter.service is None or matter.territory is None:
        return households, 0
    key = (matter.service, matter.territory)
    return households, echoes_of([key], {key: matter.since}).get(key, 0)


def _reported(today: date) -> list[Problem]:
    count = func.count()
    query = (
        select(
            ServiceRequest.topic,
            ServiceRequest.territory,
            func.min(ServiceRequest.received_on),
            count,
            func.coalesce(func.sum(ServiceRequest.households), 0),
        )
        .where(
            ServiceRequest.kind == RequestKind.COMPLAINT,
            ServiceRequest.outcome.is_(None),
            ServiceRequest.proposed_outcome.is_(None),
            ServiceRequest.is_protected.is_(False),
            ServiceRequest.is_suspect.is_(False),
            ServiceRequest.identity != Identity.RESERVED,
            ServiceRequest.received_on >= today - SPAN,
            ServiceRequest.territory.is_not(None),
            ServiceRequest.topic != catalogues.OTHER,
            ServiceRequest.territory != catalogues.OTHER,
        )
        .group_by(ServiceRequest.topic, ServiceRequest.territory)
        .having(count >= LEAST)
    )
    return [
        Problem(service or "", territory or "", since, number, int(households or 0))
        for service, territory, since, number, households in db.session.execute(query)
    ]


def _published() -> list[Matter]:
    """What the office told everybody, as long as something of it is open."""
    still_open = (
        select(MatterLink.matter_id)
        .join(ServiceRequest, ServiceRequest.id == MatterLink.service_request_id)
        .where(ServiceRequest.outcome.is_(None))
    )
    query = select(Matter).where(
        Matter.published_at.is_not(None),
        Matter.service.is_not(None),
        Matter.territory.is_not(None),
        Matter.id.in_(still_open),
    )
    return list(db.session.execute(query.order_by(Matter.id)).scalars())
