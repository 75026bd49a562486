"""A draft's tables with something changed in them (pure); an official text is never changed."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.canonical_json import plain_number
from portal.plan.document import MONTHS, TEXT_COLUMNS, PlanActivity, PlanDocument

Source = Mapping[str, Any]
PROCESS_CELLS = 2
MARK = "X"


@dataclass(frozen=True, kw_only=True)
class ActivityFacts:
    """What the form says of an activity: its row of the table, and how it is counted."""

    objective: str
    strategy: str
    text: str
    responsible: str
    title: str
    formula: str
    denominator: str
    resources: str
    plain_name: str
    plain_formula: str
    type: str
    numerator_term: int
    goal: Decimal
    at_risk_threshold: Decimal
    kinds: tuple[str, ...]
    outcomes: tuple[str, ...]
    months: tuple[int, ...]
    reason: str


def facts_of(activity: PlanActivity) -> ActivityFacts:
    official, reading = activity.official, activity.reading
    return ActivityFacts(
        objective=official.objective,
        strategy=official.strategy,
        text=official.text,
        responsible=official.responsible,
        title=official.title,
        formula=official.formula,
        denominator=official.denominator,
        resources=official.resources,
        plain_name=reading.plain_name,
        plain_formula=reading.plain_formula,
        type=reading.type.value,
        numerator_term=reading.numerator_term,
        goal=reading.goal,
        at_risk_threshold=reading.at_risk_threshold,
        kinds=reading.kinds,
        outcomes=reading.outcomes,
        months=tuple(scheduled.month for scheduled in reading.months),
        reason=reading.reason,
    )


def with_activity(source: Source, before: PlanActivity, facts: ActivityFacts) -> dict[str, Any]:
    """The plan with one activity as its form says; cells of months only where these changed."""
    changed = deepcopy(dict(source))
    row = _row(changed, before.number)
    official, reading = row["oficial"], row["lectura"]
    texts = [facts.objective, facts.strategy, facts.text, facts.responsible]
    if len(official["textos"]) == len(TEXT_COLUMNS) or facts.strategy:
        official["textos"] = texts
    else:
        official["textos"] = [facts.objective, facts.text, facts.responsible]
    numerator = official["indicador"][2]
    goal = official["indicador"][4]
    if facts.goal != before.reading.goal:
        goal = f"{plain_number(facts.goal)}%"
    official["indicador"] = [
        *(facts.title, facts.formula, numerator, facts.denominator, goal, facts.resources),
    ]
    if facts.months != facts_of(before).months:
        marks = [MARK if month in facts.months else "" for month in range(1, 13)]
        official["celdas_crudas"] = [""] * PROCESS_CELLS + marks
        reading["meses"] = {MONTHS[month - 1]: "leida" for month in facts.months}
    reading |= {
        "nombre": facts.plain_name,
        "como_se_cuenta": facts.plain_formula,
        "tipo": facts.type,
        "termino_numerador": facts.numerator_term,
        "meta": plain_number(facts.goal),
        "umbral_en_riesgo": plain_number(facts.at_risk_threshold),
        "tipos": list(facts.kinds),
        "desenlaces": list(facts.outcomes),
        "razon": facts.reason,
    }
    return changed


def with_texts(source: Source, *, title: str, objective: str, status: str, reason: str) -> Any:
    """The plan with what it says above its rows, and how sure its reading is."""
    changed = deepcopy(dict(source))
    changed["oficial"] |= {"titulo": title, "objetivo_del_proceso": objective}
    changed["lectura"] |= {"estado": status, "razon": reason}
    return changed


def with_one_more(source: Source) -> dict[str, Any]:
    """The plan with a new last activity: the last one's row, to be written over, and no notes."""
    changed = deepcopy(dict(source))
    row = deepcopy(changed["actividades"][-1])
    row["numero"] = max(each["numero"] for each in changed["actividades"]) + 1
    row["lectura"] |= {"tipo": "programacion", "tipos": [], "desenlaces": []}
    row.pop("avisos", None)
    changed["actividades"] = [*changed["actividades"], row]
    return changed


def without(source: Source, document: PlanDocument, number: int) -> dict[str, Any]:
    """The plan without an activity; those after it move up.

    A blank cell stands for the one above: where that goes, what it stood for is written out.
    """
    changed = deepcopy(dict(source))
    _write_out_below(changed, document, number)
    kept = [row for row in changed["actividades"] if row["numero"] != number]
    for row in kept:
        row["numero"] -= row["numero"] > number
    changed["actividades"] = kept
    return changed


def _write_out_below(changed: dict[str, Any], document: PlanDocument, number: int) -> None:
    below = next((one for one in document.activities if one.number == number + 1), None)
    if below is None or below.official.objective:
        return
    texts = _row(changed, below.number)["oficial"]["textos"]
    texts[0] = below.objective
    if not below.official.is_shifted:
        texts[1] = below.strategy


def with_note(
    source: Source, number: int | None, *, code: str, cell: str, text: str
) -> dict[str, Any]:
    """The plan with an inconsistency told in it, so that whoever reads the plan knows."""
    changed = deepcopy(dict(source))
    owner = changed["lectura"] if number is None else _row(changed, number)
    note = {"codigo": code, "casilla": cell, "texto": text}
    owner["avisos"] = [*owner.get("avisos", []), note]
    return changed


def _row(source: dict[str, Any], number: int) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in source["actividades"] if row["numero"] == number)
    return found
