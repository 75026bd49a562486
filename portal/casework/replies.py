"""The replies on offer: those that the portal brings and, over them, those of the office."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import StaffUser
from portal.casework import rules, rules_replies, subjects
from portal.casework.models_replies import CannedReply
from portal.casework.rules import Act
from portal.extensions import db
from portal.formats import long_date
from portal.intake import catalogues
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest
from portal.intake.queries import requester_of

OWN_FILE = Path(__file__).parent / "data" / "replies.toml"


@dataclass(frozen=True)
class Reply:
    """``act``: none for every act that writes to the person; no ``kinds`` are all of them."""

    code: str
    title: str
    act: Act | None
    kinds: frozenset[RequestKind]
    text: str
    version: int = 0
    is_retired: bool = False
    written_by: str = ""
    written_at: datetime | None = None


def all_replies() -> list[Reply]:
    """Every reply as it stands, retired ones too, by title."""
    found = {one.code: one for one in _own()}
    found |= {row.code: _of_row(row) for row in _latest_rows()}
    return sorted(found.values(), key=lambda one: (one.title.casefold(), one.code))


def reply(code: str) -> Reply | None:
    return next((one for one in all_replies() if one.code == code), None)


def is_taken(title: str, *, but_for: str | None) -> bool:
    """Whether a reply on offer, other than that one, has the title by which it is chosen."""
    titles = {
        one.title.casefold() for one in all_replies() if not one.is_retired and one.code != but_for
    }
    return title.casefold() in titles


def offered(act: Act, service_request: ServiceRequest) -> list[Reply]:
    """Those that fit the act and the request."""
    if act not in rules_replies.TEXT_OF:
        return []
    return [
        one
        for one in all_replies()
        if not one.is_retired
        and rules_replies.fits(one.act, one.kinds, to=act, kind=service_request.kind)
    ]


def values_for(
    service_request: ServiceRequest, *, user: StaffUser, office: str
) -> Mapping[str, str | None]:
    """What takes the place of each field; the name only for who may know it."""
    may_see = rules.may_see_identity(user, service_request)
    # While a term stands still its last day is not known yet, so it is promised to nobody.
    is_stopped = service_request.completion_due_on is not None
    requester = requester_of(service_request) if may_see else None
    return {
        "nombre": requester.name if requester else None,
        "radicado": service_request.filing_number,
        "tema": subjects.topic_of(service_request) or None,
        "prestador": catalogues.label("providers", service_request.provider) or None,
        "territorio": subjects.place_of(service_request) or None,
        "recibida": long_date(service_request.received_on),
        "vence": None if is_stopped else long_date(service_request.due_on),
        "entidad": subjects.body_of(service_request) or None,
        "funcionario": user.name,
        "oficina": office,
    }


def _latest_rows() -> Sequence[CannedReply]:
    latest = select(func.max(CannedReply.id)).group_by(CannedReply.code)
    query = (
        select(CannedReply)
        .where(CannedReply.id.in_(latest))
        .options(joinedload(CannedReply.written_by))
        .order_by(CannedReply.code)
    )
    return db.session.execute(query).scalars().all()


def _of_row(row: CannedReply) -> Reply:
    return Reply(
        code=row.code,
        title=row.title,
        act=Act(row.act) if row.act else None,
        kinds=frozenset(RequestKind(one) for one in row.kinds),
        text=row.text,
        version=row.version,
        is_retired=row.is_retired,
        written_by=row.written_by.name,
        written_at=row.written_at,
    )


@cache
def _own() -> tuple[Reply, ...]:
    read = tomllib.loads(OWN_FILE.read_text("utf-8"))["respuestas"]
    return tuple(
        Reply(
            code=one["codigo"],
            title=one["titulo"],
            act=Act(one["acto"]),
            kinds=frozenset(RequestKind(kind) for kind in one["tipos"]),
            text=one["texto"].strip(),
        )
        for one in read
    )
