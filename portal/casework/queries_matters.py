"""Matters with their counts, and the requests that could belong to one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.casework.models_matters import Matter, MatterLink
from portal.extensions import db
from portal.intake.models import ServiceRequest

MOST = 100


def matters() -> Sequence[Any]:
    """Each with how many requests it has and how many of them are open; the latest first."""
    is_open = case((ServiceRequest.outcome.is_(None), ServiceRequest.id))
    query = (
        select(
            Matter,
            func.count(MatterLink.service_request_id).label("total"),
            func.count(is_open).label("open"),
        )
        .outerjoin(MatterLink, MatterLink.matter_id == Matter.id)
        .outerjoin(ServiceRequest, ServiceRequest.id == MatterLink.service_request_id)
        .group_by(Matter.id)
        .order_by(Matter.id.desc())
        .limit(MOST)
    )
    return db.session.execute(query).all()


def title_of(public_id: str) -> str:
    """Empty for one that there is not."""
    query = select(Matter.title).where(Matter.public_id == public_id)
    return db.session.execute(query).scalar_one_or_none() or ""


def has_twin(title: str, service: str | None, territory: str | None, since: date) -> bool:
    """Whether a matter says the same already."""
    same = (
        func.lower(Matter.title) == title.lower(),
        Matter.service.is_not_distinct_from(service),
        Matter.territory.is_not_distinct_from(territory),
        Matter.since == since,
    )
    return bool(db.session.execute(select(exists().where(*same))).scalar())


def matter(public_id: str) -> Matter | None:
    query = (
        select(Matter)
        .where(Matter.public_id == public_id)
        .options(selectinload(Matter.links).joinedload(MatterLink.service_request))
    )
    return db.session.execute(query).scalar_one_or_none()


def lock_matter(public_id: str) -> Matter | None:
    """As it is now, locked until the transaction ends."""
    query = (
        select(Matter)
        .where(Matter.public_id == public_id)
        .with_for_update(of=Matter)
        .execution_options(populate_existing=True)
    )
    return db.session.execute(query).scalar_one_or_none()


def request_ids(found: Matter) -> Sequence[int]:
    query = select(MatterLink.service_request_id).where(MatterLink.matter_id == found.id)
    return db.session.execute(query.order_by(MatterLink.service_request_id)).scalars().all()


def matter_of(service_request: ServiceRequest) -> Matter | None:
    query = (
        select(MatterLink)
        .where(MatterLink.service_request_id == service_request.id)
        .options(joinedload(MatterLink.matter))
    )
    found = db.session.execute(query).scalar_one_or_none()
    return found.matter if found else None


def candidates(found: Matter) -> Sequence[ServiceRequest]:
    """Open ones of its service and place since it began, in no matter yet; the latest first."""
    linked = select(MatterLink.service_request_id)
    query = select(ServiceRequest).where(
        ServiceRequest.outcome.is_(None),
        ServiceRequest.received_on >= found.since,
        ServiceRequest.id.not_in(linked),
    )
    if found.service is not None:
        query = query.where(ServiceRequest.topic == found.service)
    if found.territory is not None:
        query = query.where(ServiceRequest.territory == found.territory)
    query = query.order_by(ServiceRequest.received_on.desc(), ServiceRequest.id.desc())
    return db.session.execute(query.limit(MOST)).scalars().all()
