"""The requests that may be the same as one, and those that were found to be."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from portal.accounts.models import StaffUser
from portal.casework import rules, similar
from portal.casework.queries_filters import asker
from portal.casework.queries_search import may_see_identity
from portal.casework.similar import Similar
from portal.clock import today
from portal.extensions import db
from portal.intake import catalogues, people
from portal.intake.kinds import Outcome
from portal.intake.models import ServiceRequest
from portal.intake.models_private import PersonIndex, RequestContent
from portal.intake.queries import requester_of


def similar_to(service_request: ServiceRequest, user: StaffUser) -> list[Similar]:
    """Of the same kind, by person, words, or service and place; of a person only who may know."""
    return similar.similar(
        service_request,
        same_person=_of_the_same_person(service_request, user),
        same_text=_of_the_same_words(service_request),
        same_place=_of_the_same_place(service_request),
    )


def duplicates_of(service_request: ServiceRequest) -> Sequence[ServiceRequest]:
    """Those said to be the same as this one, confirmed or not, by number."""
    query = select(ServiceRequest).where(ServiceRequest.duplicate_of_id == service_request.id)
    return db.session.execute(query.order_by(ServiceRequest.filing_number)).scalars().all()


def merged_into(service_request: ServiceRequest) -> Sequence[ServiceRequest]:
    """Those that two people closed because they go on in this one."""
    return [one for one in duplicates_of(service_request) if one.is_closed]


def is_same_person(one: ServiceRequest, other: ServiceRequest) -> bool | None:
    """By document, telephone or e-mail; none where somebody left nothing to tell it by."""
    left, right = _digests(one), _digests(other)
    return bool(left & right) if left and right else None


def _digests(service_request: ServiceRequest) -> set[str]:
    requester = requester_of(service_request)
    if requester is None:
        return set()
    return people.digests_of(
        document_number=requester.document_number,
        telephone=requester.telephone,
        email=requester.email,
    )


def _of_the_same_person(
    service_request: ServiceRequest, user: StaffUser
) -> Sequence[ServiceRequest]:
    """By document, telephone or e-mail: a name is shared by many."""
    digests = _digests(service_request)
    if not digests or not rules.may_see_identity(user, service_request):
        return []
    ids = select(PersonIndex.service_request_id).where(PersonIndex.digest.in_(digests))
    query = _others(service_request).where(
        ServiceRequest.id.in_(ids),
        ServiceRequest.received_on.between(
            *similar.near(service_request.received_on, similar.NEAR_OF_A_PERSON)
        ),
        may_see_identity(asker(user, today())),
    )
    return db.session.execute(query).scalars().all()


def _of_the_same_words(service_request: ServiceRequest) -> Sequence[ServiceRequest]:
    own = aliased(RequestContent)
    words = (
        select(own.text_hash).where(own.service_request_id == service_request.id).scalar_subquery()
    )
    ids = select(RequestContent.service_request_id).where(RequestContent.text_hash == words)
    query = _others(service_request).where(ServiceRequest.id.in_(ids))
    return db.session.execute(query).scalars().all()


def _of_the_same_place(service_request: ServiceRequest) -> Sequence[ServiceRequest]:
    """Where topic and place are known; of a complaint the provider, where both name one."""
    said = {service_request.topic, service_request.territory}
    if None in said or catalogues.OTHER in said:  # two «otro lugar» are two places
        return []
    query = _others(service_request).where(
        ServiceRequest.topic == service_request.topic,
        ServiceRequest.territory == service_request.territory,
        ServiceRequest.received_on.between(*similar.near(service_request.received_on)),
    )
    if service_request.provider is not None:
        same = ServiceRequest.provider == service_request.provider
        query = query.where(same | ServiceRequest.provider.is_(None))
    # In the order of the index of days, of which there are few; a place may have thousands.
    query = query.order_by(None).order_by(ServiceRequest.received_on.desc())
    return db.session.execute(query).scalars().all()


def _others(service_request: ServiceRequest) -> Select[ServiceRequest]:
    """Not itself, and none that is out of the figures already; the latest of them."""
    return (
        select(ServiceRequest)
        .where(
            ServiceRequest.kind == service_request.kind,
            ServiceRequest.id != service_request.id,
            ServiceRequest.duplicate_of_id.is_(None),
            ServiceRequest.outcome.is_distinct_from(Outcome.NOT_VALID),
        )
        .order_by(ServiceRequest.id.desc())
        .limit(similar.MOST)
    )
