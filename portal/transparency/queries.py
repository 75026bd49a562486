"""Reads of what is published and of what is being signed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, exists, func, select

from portal.canonical_json import canonical_bytes
from portal.extensions import db
from portal.transparency.models import Ending, Publication, PublicationEnd, PublicationFile


def publication_of(year: int, month: int, version: int | None = None) -> Publication | None:
    """A published version of a month; without a number, its latest."""
    query = _published().where(PublicationEnd.year == year, PublicationEnd.month == month)
    if version is not None:
        query = query.where(PublicationEnd.version == version)
    query = query.order_by(PublicationEnd.version.desc()).limit(1)
    return db.session.execute(query).scalar_one_or_none()


def versions_of(year: int, month: int) -> Sequence[Publication]:
    """Every published version of a month, the first one first."""
    query = (
        _published()
        .where(PublicationEnd.year == year, PublicationEnd.month == month)
        .order_by(PublicationEnd.version)
    )
    return db.session.execute(query).scalars().all()


def published_in(year: int) -> dict[int, Publication]:
    """The latest version of each published month of a year, by month."""
    query = (
        _published()
        .where(PublicationEnd.year == year)
        .order_by(PublicationEnd.month, PublicationEnd.version)
    )
    return {each.month: each for each in db.session.execute(query).scalars()}


def years_published() -> Sequence[int]:
    """The years with something published, the latest first."""
    query = (
        select(PublicationEnd.year)
        .where(PublicationEnd.outcome == Ending.APPROVED)
        .distinct()
        .order_by(PublicationEnd.year.desc())
    )
    return [year for year in db.session.execute(query).scalars() if year is not None]


def latest_first(limit: int) -> Sequence[Publication]:
    """What was published last, corrections too."""
    query = _published().order_by(PublicationEnd.place.desc()).limit(limit)
    return db.session.execute(query).scalars().all()


def corrections() -> Sequence[Publication]:
    """Every published version after a month's first, the latest first."""
    query = _published().where(Publication.version > 1).order_by(PublicationEnd.place.desc())
    return db.session.execute(query).scalars().all()


def corrected_after(publication: Publication) -> Sequence[Publication]:
    """The corrections of earlier months of its year that were approved after it."""
    end = publication.end
    query = (
        _published()
        .where(PublicationEnd.year == publication.year, Publication.version > 1)
        .where(PublicationEnd.month < publication.month)
        .where(PublicationEnd.place > (end.place if end else 0))
        .order_by(PublicationEnd.place)
    )
    return db.session.execute(query).scalars().all()


def in_progress() -> Publication | None:
    """The one that waits for signatures, if any."""
    ended = exists().where(PublicationEnd.publication_id == Publication.id)
    return db.session.execute(select(Publication).where(~ended)).scalar_one_or_none()


def preparation(number: int) -> Publication | None:
    """A preparation by its number, however it ended."""
    query = select(Publication).where(Publication.number == number)
    return db.session.execute(query).scalar_one_or_none()


def last_number() -> int:
    """How many preparations there were."""
    return db.session.execute(select(func.max(Publication.number))).scalar_one() or 0


def rejections(year: int, month: int) -> Sequence[Publication]:
    """The preparations of a month that were rejected, the latest first."""
    query = (
        select(Publication)
        .join(PublicationEnd, PublicationEnd.publication_id == Publication.id)
        .where(PublicationEnd.outcome == Ending.REJECTED)
        .where(Publication.year == year, Publication.month == month)
        .order_by(Publication.number.desc())
    )
    return db.session.execute(query).scalars().all()


def chain() -> list[PublicationEnd]:
    """Every publication in order of approval."""
    query = (
        select(PublicationEnd)
        .where(PublicationEnd.outcome == Ending.APPROVED)
        .order_by(PublicationEnd.place)
    )
    return list(db.session.execute(query).scalars())


def head() -> PublicationEnd | None:
    """The newest publication's place in the chain."""
    query = (
        select(PublicationEnd)
        .where(PublicationEnd.outcome == Ending.APPROVED)
        .order_by(PublicationEnd.place.desc())
        .limit(1)
    )
    return db.session.execute(query).scalar_one_or_none()


def chain_document() -> bytes:
    """``cadena.json``, as it follows from the approvals."""
    return canonical_bytes([_link(end) for end in chain()])


def _link(end: PublicationEnd) -> dict[str, Any]:
    return {
        "anio": end.year,
        "mes": end.month,
        "version": end.version,
        "ruta": f"{end.year}/{end.month:02d}/v{end.version}/",
        "sello_sha256": end.seal_sha256,
    }


def content_of(publication: Publication, name: str) -> bytes:
    """The bytes of one of its files."""
    query = select(PublicationFile.content).where(
        PublicationFile.publication_id == publication.id, PublicationFile.name == name
    )
    return db.session.execute(query).scalar_one()


def _published() -> Select[Publication]:
    return (
        select(Publication)
        .join(PublicationEnd, PublicationEnd.publication_id == Publication.id)
        .where(PublicationEnd.outcome == Ending.APPROVED)
    )
