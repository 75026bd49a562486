"""When a month may be prepared, signed, corrected and rejected, and by whom (pure)."""

from collections.abc import Sequence
from datetime import date

from portal import clock
from portal.accounts.models import POSTS, Role
from portal.errors import Conflict, Refused
from portal.formats import month_name
from portal.plan.models import ActionPlan
from portal.transparency.models import Publication, Signature, SigningRole

POST_OF = {
    SigningRole.PREPARED: Role.COORDINATOR,
    SigningRole.REVIEWED: Role.PLANNING,
    SigningRole.APPROVED: Role.COMMITTEE,
}
REASON_LONGEST = 1000


def month_label(year: int, month: int) -> str:
    return f"{month_name(month)} de {year}"


def check_month(year: int, month: int, today: date) -> None:
    """Only a month that is over has figures that can stand."""
    if clock.month_bounds(year, month)[1] >= today:
        raise Refused(f"{month_label(year, month).capitalize()} no ha terminado.")


def check_plan(plan: ActionPlan) -> None:
    if plan.is_draft:
        raise Refused(f"El plan de {plan.year} es un borrador: adóptelo antes de publicar.")


def check_nothing_in_progress(current: Publication | None) -> None:
    if current is not None:
        month = month_label(current.year, current.month)
        raise Conflict(f"Ya hay una publicación en curso: {month}. Termínela o recházela antes.")


def checked_reason(version: int, reason: str | None) -> str | None:
    """Why a month is published again; the first version has nothing to explain."""
    reason = (reason or "").strip() or None
    if version == 1 and reason:
        raise Refused("La primera versión de un mes no lleva motivo.", field="motivo")
    if version > 1 and not reason:
        raise Refused("Escriba por qué se corrige este mes.", field="motivo")
    return _short(reason)


def checked_rejection(reason: str) -> str:
    if not reason.strip():
        raise Refused("Escriba por qué la rechaza.", field="motivo")
    return _short(reason.strip()) or ""


def _short(reason: str | None) -> str | None:
    if reason and len(reason) > REASON_LONGEST:
        raise Refused(f"Escriba máximo {REASON_LONGEST} letras aquí.", field="motivo")
    return reason


def check_seen(seen: str | None, figures_sha256: str) -> None:
    """Nobody signs other figures than those of their screen; a command shows what it signs."""
    if seen is not None and seen != figures_sha256:
        raise Conflict("Las cifras cambiaron desde que usted las miró. Revíselas otra vez.")


def check_turn(publication: Publication, role: SigningRole) -> None:
    """Reviewed after it was prepared, approved after it was reviewed, each once."""
    check_open(publication)
    if role is SigningRole.REVIEWED and publication.is_reviewed:
        raise Conflict("Otra persona ya revisó esta publicación.")
    if role is SigningRole.APPROVED and not publication.is_reviewed:
        raise Refused("Falta la revisión de Planeación antes de aprobar.")


def check_open(publication: Publication) -> None:
    if publication.is_published:
        raise Conflict("Otra persona ya aprobó esta publicación.")
    if not publication.is_in_progress:
        raise Conflict("Otra persona ya rechazó esta publicación.")


def check_signer(
    role: SigningRole, post: str | None, user_id: int, signatures: Sequence[Signature]
) -> str:
    """The signer's post; three different people hold the three."""
    if post is None:
        raise Refused(f"Solo firma aquí quien tiene el cargo de {_needed(role)}.")
    if any(signature.user_id == user_id for signature in signatures):
        raise Refused("Usted ya firmó esta publicación: firman tres personas distintas.")
    return post


def _needed(role: SigningRole) -> str:
    return POSTS[POST_OF[role]]


def checked_act(number: str, act_on: date | None, cutoff: date, today: date) -> tuple[str, date]:
    """The committee's act: a number, and a day after the month's last that has come."""
    number = " ".join(number.split())
    if not number:
        raise Refused("Escriba el número del acta.", field="acta")
    if len(number) > 60:
        raise Refused("Escriba máximo 60 letras aquí.", field="acta")
    if act_on is None:
        raise Refused("Escriba la fecha del acta.", field="fecha_acta")
    if act_on > today:
        raise Refused("La fecha del acta no puede ser posterior a hoy.", field="fecha_acta")
    if act_on <= cutoff:
        raise Refused("El acta no puede ser anterior al fin del mes.", field="fecha_acta")
    return number, act_on
