"""What came of activities, and the complaints at hand while a visit is planned."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from portal.agenda.models_visits import (
    Commitment,
    CommitmentState,
    CommitmentStep,
    Remark,
    RemarkKind,
)
from portal.casework.queries_problems import echoes_in
from portal.casework.subjects import subject_of
from portal.extensions import db
from portal.intake import catalogues
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest

SPAN = timedelta(days=90)
LISTED, COUNTED = 12, 500


@dataclass(frozen=True)
class AtHand:
    """The complaints of a place: how many by provider, and the latest; no person is in it."""

    total: int
    providers: list[tuple[str, int]]
    latest: list[tuple[str, str]]
    # Services, and how many said that it happens to them too.
    echoes: list[tuple[str, int]]


def complaints_of(territory: str | None, service: str | None, *, today: date) -> AtHand | None:
    """Of the last ninety days, of that territory and service; none where neither is said."""
    if territory is None and service is None:
        return None
    wanted = {"territory": territory, "topic": service}
    query = (
        select(ServiceRequest)
        .where(
            ServiceRequest.kind == RequestKind.COMPLAINT,
            ServiceRequest.received_on >= today - SPAN,
            *(getattr(ServiceRequest, name) == code for name, code in wanted.items() if code),
        )
        .order_by(ServiceRequest.received_on.desc(), ServiceRequest.id.desc())
        .limit(COUNTED)
    )
    found = db.session.execute(query).scalars().all()
    counted = Counter(
        catalogues.label("providers", one.provider) or catalogues.label("services", one.topic)
        for one in found
    )
    latest = [(one.filing_number, subject_of(one)) for one in found[:LISTED]]
    echoes = echoes_in(territory, service, since=today - SPAN)
    return AtHand(len(found), counted.most_common(), latest, echoes)


def has_remark(execution_id: int, kind: RemarkKind, text: str) -> bool:
    same = (Remark.execution_id == execution_id, Remark.kind == kind, Remark.text == text)
    return bool(db.session.execute(select(exists().where(*same))).scalar())


def has_commitment(execution_id: int, promised_by: str, text: str) -> bool:
    same = (
        Commitment.execution_id == execution_id,
        Commitment.promised_by == promised_by,
        Commitment.text == text,
    )
    return bool(db.session.execute(select(exists().where(*same))).scalar())


def remarks_of(execution_id: int) -> Sequence[Remark]:
    query = select(Remark).where(Remark.execution_id == execution_id).order_by(Remark.id)
    return db.session.execute(query).scalars().all()


def commitments_of(execution_id: int) -> Sequence[Commitment]:
    query = select(Commitment).where(Commitment.execution_id == execution_id)
    return db.session.execute(query.order_by(Commitment.due_on, Commitment.id)).scalars().all()


def open_commitments() -> list[Commitment]:
    """Those that wait, by the day they are due."""
    ended = select(CommitmentStep.commitment_id).where(CommitmentStep.state == CommitmentState.MET)
    query = (
        select(Commitment)
        .where(Commitment.id.not_in(ended))
        .options(joinedload(Commitment.execution))
        .order_by(Commitment.id)
    )
    found = db.session.execute(query).scalars().all()
    waiting = [one for one in found if one.is_open and one.execution.annulled_at is None]
    return sorted(waiting, key=lambda one: (one.until, one.id))


def commitment_to_follow(commitment_id: int) -> Commitment | None:
    """Locked, and read anew with its follow-ups, until the transaction ends."""
    query = (
        select(Commitment)
        .where(Commitment.id == commitment_id)
        .with_for_update(of=Commitment)
        .execution_options(populate_existing=True)
    )
    return db.session.execute(query).scalar_one_or_none()
