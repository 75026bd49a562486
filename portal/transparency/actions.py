"""The verbs of publishing: prepare, review, approve, reject. Each signature asks the password."""

import json
from datetime import date

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.accounts import passwords
from portal.accounts.models import StaffUser
from portal.accounts.posts import title_held
from portal.canonical_json import canonical_bytes, sha256_of
from portal.errors import Conflict, Refused
from portal.extensions import Base, db
from portal.indicators.queries import counting_plan, figures_for
from portal.transparency import head_notice, queries, rules, seal
from portal.transparency.frozen import Frozen, freeze, sha256
from portal.transparency.models import (
    Ending,
    Publication,
    PublicationEnd,
    PublicationFile,
    Signature,
    SigningRole,
)

# What a figure is counted from, its plan included.
COUNTED_TABLES = (
    *("service_requests", "executions", "requested_attendances", "evidences"),
    *("action_plans", "activities", "indicators"),
)


def preview(*, year: int, month: int, reason: str | None = None) -> Frozen:
    """What would be signed if the month were prepared now; refused where it may not be."""
    rules.check_month(year, month, clock.today())
    rules.check_nothing_in_progress(queries.in_progress())
    latest = queries.publication_of(year, month)
    version = latest.version + 1 if latest else 1
    reason = rules.checked_reason(version, reason)
    figures = figures_for(year, month)
    rules.check_plan(figures.plan)
    head = queries.head()
    frozen = freeze(
        figures,
        version=version,
        previous_seal=head.seal_sha256 if head else None,
        reason=reason,
    )
    if latest and frozen.says_the_same_as(json.loads(queries.content_of(latest, "cifras.json"))):
        raise Refused("Nada cambió desde la versión publicada: no hay qué corregir.")
    return frozen


def prepare(
    *,
    year: int,
    month: int,
    signer: StaffUser,
    password: str,
    reason: str | None = None,
    seen_sha256: str | None = None,
) -> Publication:
    """Freeze a month with what is known now, and sign it as who prepared it.

    Of two people who prepare at once one wins; the other is told by ``Conflict``.
    """
    post = _signing_post(SigningRole.PREPARED, signer, password, None)
    _hold_still()
    # Before looking for another in progress: one that comes in between has taken this number.
    number = queries.last_number() + 1
    frozen = preview(year=year, month=month, reason=reason)
    rules.check_seen(seen_sha256, frozen.figures_sha256)
    publication = Publication(
        number=number,
        year=year,
        month=month,
        version=frozen.figures["version"],
        plan_id=counting_plan(year, month).id,
        reason=frozen.figures["motivo_correccion"],
        figures_sha256=frozen.figures_sha256,
        previous_seal_sha256=frozen.figures["anterior_sha256"],
        prepared_at=clock.now(),
    )
    _insert(publication, lost="Otra persona preparó una publicación al mismo tiempo.")
    for name, content in frozen.files.items():
        _keep(publication, name, content)
    _sign(publication, SigningRole.PREPARED, signer, post)
    return publication


def review(
    publication: Publication, *, signer: StaffUser, password: str, seen_sha256: str | None = None
) -> Signature:
    """Sign as who reviewed it."""
    rules.check_turn(publication, SigningRole.REVIEWED)
    rules.check_seen(seen_sha256, publication.figures_sha256)
    post = _signing_post(SigningRole.REVIEWED, signer, password, publication)
    return _sign(publication, SigningRole.REVIEWED, signer, post)


def approve(
    publication: Publication,
    *,
    signer: StaffUser,
    password: str,
    act_number: str,
    act_on: date | None,
    seen_sha256: str | None = None,
) -> PublicationEnd:
    """Sign as the committee, by its act; with that the month is published."""
    rules.check_turn(publication, SigningRole.APPROVED)
    rules.check_seen(seen_sha256, publication.figures_sha256)
    cutoff = clock.month_bounds(publication.year, publication.month)[1]
    act = rules.checked_act(act_number, act_on, cutoff, clock.today())
    post = _signing_post(SigningRole.APPROVED, signer, password, publication)
    _sign(publication, SigningRole.APPROVED, signer, post, act)
    end = _publish(publication, signer)
    head_notice.send(publication, end)
    return end


def reject(
    publication: Publication, *, actor: StaffUser, password: str, reason: str
) -> PublicationEnd:
    """Send it back to preparation; its signatures are void and its version number is free."""
    rules.check_open(publication)
    reason = rules.checked_rejection(reason)
    if all(title_held(actor, role, clock.today()) is None for role in rules.POST_OF.values()):
        raise Refused("Solo rechaza una publicación quien puede firmarla.")
    _check_password(actor, password)
    end = PublicationEnd(
        publication_id=publication.id,
        outcome=Ending.REJECTED,
        ended_at=clock.now(),
        ended_by_id=actor.id,
        reason=reason,
    )
    _insert(end, lost="Otra persona aprobó o rechazó esta publicación al mismo tiempo.")
    db.session.expire(publication)
    return end


def _signing_post(
    role: SigningRole, signer: StaffUser, password: str, publication: Publication | None
) -> str:
    signatures = publication.signatures if publication else []
    held = title_held(signer, rules.POST_OF[role], clock.today())
    post = rules.check_signer(role, held, signer.id, signatures)
    _check_password(signer, password)
    return post


def _check_password(user: StaffUser, password: str) -> None:
    password_hash = user.password_hash if user.is_enabled else None
    if not passwords.password_matches(password_hash, password):
        raise Refused("Esa no es su clave.", field="clave")
    if user.must_change_password:
        raise Refused("Cambie primero la clave de un solo uso.", field="clave")


def _sign(
    publication: Publication,
    role: SigningRole,
    signer: StaffUser,
    post: str,
    act: tuple[str, date] | None = None,
) -> Signature:
    """Add a signature over the figures' hash and the signature before it."""
    previous = publication.signatures[-1].signature_sha256 if publication.signatures else None
    signed_at = clock.now().replace(microsecond=0)
    document = seal.unsigned(
        role=role,
        persona=signer.public_id,
        name=signer.name,
        post=post,
        act=act,
        signed_at=signed_at,
        figures_sha256=publication.figures_sha256,
        previous=previous,
    )
    signature = Signature(
        publication_id=publication.id,
        role=role,
        user_id=signer.id,
        persona=signer.public_id,
        name=signer.name,
        post=post,
        act_number=act[0] if act else None,
        act_on=act[1] if act else None,
        signed_at=signed_at,
        figures_sha256=publication.figures_sha256,
        previous=previous,
        signature_sha256=sha256_of(document),
    )
    _insert(signature, lost="Otra persona firmó esta publicación al mismo tiempo.")
    db.session.expire(publication, ["signatures"])
    return signature


def _publish(publication: Publication, signer: StaffUser) -> PublicationEnd:
    """Seal the three signatures and take the next place of the chain."""
    hashes = {file.name: file.sha256 for file in publication.files}
    document = seal.seal_document(publication, publication.signatures, hashes)
    _keep(publication, seal.SEAL, canonical_bytes(document))
    head = queries.head()
    end = PublicationEnd(
        publication_id=publication.id,
        outcome=Ending.APPROVED,
        place=(head.place or 0) + 1 if head else 1,
        year=publication.year,
        month=publication.month,
        version=publication.version,
        seal_sha256=document["sello_sha256"],
        ended_at=clock.now(),
        ended_by_id=signer.id,
    )
    _insert(end, lost="Otra persona aprobó o rechazó esta publicación al mismo tiempo.")
    db.session.expire(publication)
    return end


def _keep(publication: Publication, name: str, content: bytes) -> None:
    file = PublicationFile(
        publication_id=publication.id,
        name=name,
        sha256=sha256(content),
        size=len(content),
        content=content,
    )
    db.session.add(file)


def _insert(row: Base, *, lost: str) -> None:
    """Write a row that only one of two people can; the other learns it here and not at the end."""
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict(lost) from error


def _hold_still() -> None:
    """Nobody writes what is counted until the freezing ends.

    On SQLite whoever writes already holds the only pen.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"LOCK TABLE {', '.join(COUNTED_TABLES)} IN SHARE MODE"))
