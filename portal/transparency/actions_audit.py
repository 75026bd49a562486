"""Draw the month's sample of closed requests, and write down what was found in each."""

from portal import clock
from portal.accounts.models import StaffUser
from portal.extensions import db, one_at_a_time
from portal.transparency import queries_audit, rules_audit
from portal.transparency.models_audit import AuditFinding, AuditResult, AuditRow, AuditSample
from portal.transparency.rules_audit import SampleRefused


def draw_sample(*, year: int, month: int, actor: StaffUser) -> AuditSample:
    """Once per month, by the first seal approved after it."""
    rules_audit.check_month_over(year, month, clock.today())
    one_at_a_time(AuditSample)
    if queries_audit.sample_of(year, month) is not None:
        raise SampleRefused("La muestra de ese mes ya se sorteó.")
    seal = queries_audit.first_seal_after(year, month)
    if seal is None or seal.seal_sha256 is None:
        raise SampleRefused("Falta un sello: se sortea con el primero que se apruebe tras el mes.")
    closed = queries_audit.closed_in(year, month)
    if not closed:
        raise SampleRefused("Ese mes no se cerró ninguna solicitud.")
    sample = AuditSample(
        year=year,
        month=month,
        rule=rules_audit.RULE,
        seal_sha256=seal.seal_sha256,
        seal_path=f"{seal.year}/{seal.month:02d}/v{seal.version}/",
        population=len(closed),
        drawn_at=clock.now(),
        drawn_by_id=actor.id,
    )
    rows = rules_audit.drawn(seal.seal_sha256, closed)
    sample.rows = [
        AuditRow(place=place, service_request_id=closed[name]) for place, name in enumerate(rows, 1)
    ]
    db.session.add(sample)
    return sample


def write_finding(
    row: AuditRow, *, seen: int, result: AuditResult, note: str | None, actor: StaffUser
) -> AuditFinding:
    """What somebody found who did not close it. ``seen``: how many findings the person saw."""
    rules_audit.check_unchanged(len(row.findings), seen)
    rules_audit.check_may_audit(actor, queries_audit.closed_by(row))
    if result is not AuditResult.SOUND and not note:
        raise SampleRefused("Escriba qué encontró.", field="nota")
    finding = AuditFinding(
        row_id=row.id,
        version=seen + 1,
        result=result,
        note=note,
        found_by_id=actor.id,
        found_at=clock.now(),
    )
    db.session.add(finding)
    return finding
