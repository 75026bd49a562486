"""The contract of the figures, written a second time: plain rows in, numbers out.

It shares no code with the portal, on purpose: what both agree on is the contract.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

FIVE_HOURS = timedelta(hours=5)  # Bogotá is UTC-5 all year


@dataclass
class Session:
    """Something that the office did (or planned to do) on a day."""

    day: date
    activity: int | None = None
    was_held: bool = True
    annulled: bool = False
    evidences: int = 1

    def stands(self) -> bool:
        return self.was_held and not self.annulled and self.evidences > 0


@dataclass
class Request:
    """A request as it stands now. ``received`` in UTC."""

    kind: str
    received: datetime
    due: date
    outcome: str = ""
    closed: date | None = None
    proposed: str = ""
    session: Session | None = None
    imported: bool = False

    def day(self) -> date:
        return (self.received - FIVE_HOURS).date()


@dataclass
class Measure:
    """An indicator: a demand one has kinds, a scheduled one has months."""

    number: int
    goal: int
    kinds: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    threshold: int = 80


def last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def motive(request: Request, measure: Measure, cutoff: date) -> str:
    if request.outcome in ("duplicada", "no_valida"):
        return "excluida_" + request.outcome
    if not request.outcome or request.closed is None or request.closed > cutoff:
        return "abierta"
    if request.outcome not in measure.outcomes:
        return "desenlace_no_cuenta"
    if request.kind == "capacitacion" and request.outcome == "atendida":
        through_session = request.session is not None and request.session.stands()
        if not through_session and not request.imported:
            return "sin_sesion"
    return "cuenta"


def request_rows(
    requests: Iterable[Request], measure: Measure, year: int, month: int
) -> list[tuple[Any, ...]]:
    """(month received, motive, overdue or None, then the four flags), for the year to date."""
    cutoff, rows = last_day(year, month), []
    for request in requests:
        day = request.day()
        if request.kind not in measure.kinds or day.year != year or day.month > month:
            continue
        why = motive(request, measure, cutoff)
        late = (request.due <= cutoff) if why == "abierta" else None
        below, above = not why.startswith("excluida"), why == "cuenta"
        here = day.month == month
        rows.append((day.month, why, late, below and here, above and here, below, above))
    return rows


def session_rows(
    sessions: Iterable[Session], measure: Measure, year: int, month: int
) -> list[tuple[Any, ...]]:
    """As above, for executions and for scheduled months."""
    rows: list[tuple[Any, ...]] = [
        (planned, "programada", None, planned == month, False, True, False)
        for planned in measure.months
        if planned <= month
    ]
    for session in sessions:
        day = session.day
        if session.activity != measure.number or not session.was_held:
            continue
        if day.year != year or day.month > month:
            continue
        good = session.stands()
        why = "cuenta" if good else "anulada" if session.annulled else "sin_evidencia"
        rows.append((day.month, why, None, False, good and day.month == month, False, good))
    return rows


def rounded(numerator: int, denominator: int) -> float | None:
    if denominator == 0:
        return None
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(100 * numerator) / Decimal(denominator)
        return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def standing(numerator: int, denominator: int, measure: Measure) -> str:
    if denominator == 0:
        return "sin_demanda" if measure.kinds else "sin_programacion"
    if 100 * numerator >= measure.goal * denominator:
        return "cumple"
    at_risk = 10000 * numerator >= measure.goal * measure.threshold * denominator
    return "en_riesgo" if at_risk else "no_cumple"


def term(rows: list[tuple[Any, ...]], measure: Measure, only_month: int | None) -> dict[str, Any]:
    """A figure as ``cifras.json`` writes it, added up from its rows."""
    kept = [row for row in rows if only_month is None or row[0] == only_month]
    numerator = sum(row[6] for row in kept)
    denominator = sum(row[5] for row in kept)
    figure = {
        "numerador": numerator,
        "denominador": denominator,
        "resultado": rounded(numerator, denominator),
        "estado": standing(numerator, denominator, measure),
        "excluidas": None,
        "abiertas": None,
    }
    if measure.kinds:
        motives = [row[1] for row in kept]
        figure["excluidas"] = {
            "duplicada": motives.count("excluida_duplicada"),
            "no_valida": motives.count("excluida_no_valida"),
        }
        figure["abiertas"] = {
            "en_termino": sum(row[2] is False for row in kept),
            "vencidas": sum(row[2] is True for row in kept),
        }
    return figure


def whole_plan(figures: list[dict[str, Any]]) -> dict[str, Any]:
    """*Proceso*, with decimals of sixty digits where the portal has fractions."""
    with localcontext() as context:
        context.prec = 60
        results = [
            min(Decimal(100 * each["numerador"]) / each["denominador"], Decimal(100))
            for each in figures
            if each["denominador"]
        ]
        if not results:
            return {"sumatoria": None, "actividades": 0, "porcentaje": None}
        total = sum(results, Decimal(0))
        return {
            "sumatoria": _one_decimal(total),
            "actividades": len(results),
            "porcentaje": _one_decimal(total / len(results)),
        }


def _one_decimal(value: Decimal) -> float:
    # Thirds that add up to a half may lie a sixtieth digit below it.
    return float((value + Decimal("1e-50")).quantize(Decimal("0.1"), ROUND_HALF_UP))
