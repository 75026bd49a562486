"""Inconsistencies that show only when the whole official text is looked at."""

import re
from collections import Counter
from itertools import pairwise

from portal.plan.checks_rows import whole_number
from portal.plan.document import PlanActivity, PlanDocument
from portal.plan.findings import Finding, Findings, bare, enumeration, stems
from portal.plan.spelling import misspellings

# What an indicator sheet has to say and a table without such a column does not.
SHEET_COLUMNS = ("línea base", "unidad", "tipo", "frecuencia", "fuente")
_LOOSE_ENDS = {"y", "e", "o", "u", "de", "del", "la", "el", "los", "las", "que", "a", "en", "con"}
_POSTS = ("jefe", "director", "personero", "secretari", "coordinador")


def check_document(document: PlanDocument) -> Findings:
    """What the rows show together, then the texts around the table."""
    yield from _titles(document.activities)
    yield from _strategies(document.activities)
    yield from _goals(document.activities)
    yield from _objectives(document.activities)
    yield from _formulas(document.activities)
    yield from _frame(document)
    yield from _approval(document)


def _titles(activities: tuple[PlanActivity, ...]) -> Findings:
    for one in activities:
        for other in activities:
            mine, theirs = bare(one.official.title), bare(other.official.title)
            if one is other or not mine or not theirs:
                continue
            if mine == theirs:
                text = f"La actividad {other.number} tiene el mismo título."
                yield Finding("titulo_repetido", one.number, "TITULO", text)
            elif mine.startswith(theirs) or theirs.startswith(mine):
                text = f"El título se confunde con el de la actividad {other.number}."
                yield Finding("titulo_parecido", one.number, "TITULO", text)


def _strategies(activities: tuple[PlanActivity, ...]) -> Findings:
    """Two neighbours under one objective whose strategies fit each other's activity better."""
    for one, other in pairwise(activities):
        own = one.official.strategy and other.official.strategy
        if not own or one.objective != other.objective:
            continue
        if _fit(one, other) + _fit(other, one) > _fit(one, one) + _fit(other, other):
            for activity, neighbour in ((one, other), (other, one)):
                text = f"La estrategia corresponde más bien a la actividad {neighbour.number}."
                yield Finding("estrategias_cambiadas", activity.number, "ESTRATEGIA", text)


def _fit(strategy_of: PlanActivity, activity: PlanActivity) -> int:
    return len(stems(strategy_of.official.strategy) & stems(activity.official.text))


def _goals(activities: tuple[PlanActivity, ...]) -> Findings:
    goals = Counter(activity.official.goal for activity in activities)
    usual, times = goals.most_common(1)[0]
    for activity in activities:
        if activity.official.goal != usual and times > 1:
            text = f"La meta es {activity.official.goal} y la de las demás es {usual}."
            yield Finding("meta_distinta", activity.number, "META ANUAL", text)
    counts = [whole_number(activity.official.denominator) for activity in activities]
    if all(goal.endswith("%") for goal in goals) and None not in counts:
        text = "Las metas son porcentajes y los denominadores son cantidades."
        yield Finding("meta_y_denominador", None, "META ANUAL", text)
    if all(whole_number(activity.official.numerator) == 0 for activity in activities):
        text = "Todos los numeradores son cero: es una tabla sin diligenciar, no un resultado."
        yield Finding("numeradores_en_cero", None, "Numerador", text)


def _objectives(activities: tuple[PlanActivity, ...]) -> Findings:
    """Codes like LE-2-OBJ-4: within each line they should count up from 1."""
    lines: dict[str, set[int]] = {}
    for activity in activities:
        for line, number in re.findall(r"^(LE-\d+)-OBJ-(\d+)", activity.objective):
            lines.setdefault(line, set()).add(int(number))
    missing = [
        f"{line}-OBJ-{number}"
        for line, numbers in sorted(lines.items())
        for number in range(1, max(numbers))
        if number not in numbers
    ]
    if missing:
        text = f"La numeración de los objetivos salta: no aparecen {enumeration(missing)}."
        yield Finding("codigos_de_objetivo", None, "OBJETIVO ESTRATEGICO", text)


def _formulas(activities: tuple[PlanActivity, ...]) -> Findings:
    written = " / ".join(activity.official.formula for activity in activities)
    forms = sorted(set(re.findall(r"(?<!\w)(?:No\.|No(?=\s)|N°|[Nn]umero|[Nn]úmero)", written)))
    if len({form.lower() for form in forms}) > 1:
        text = f"«Número» se escribe de varias maneras: {enumeration(forms)}."
        yield Finding("abreviaturas", None, "CALCULO", text)
    inside = re.findall(r"(?<=[a-z.] )(?:De|[A-Z][a-z]{3,})\b", written)
    if inside:
        text = f"Hay mayúsculas sin regla: {enumeration(sorted(set(inside)))}."
        yield Finding("mayusculas", None, "CALCULO", text)


def _frame(document: PlanDocument) -> Findings:
    last = bare(document.process_objective).split()[-1:]
    if not document.process_objective.rstrip().endswith(".") and set(last) & _LOOSE_ENDS:
        text = f"El texto está cortado: termina en «{last[0]}»."
        yield Finding("objetivo_truncado", None, "Objetivo del Proceso", text)
    years = set(re.findall(r"\b20\d\d\b", document.title)) - {str(document.year)}
    if years:
        text = f"El título dice {enumeration(sorted(years))} y el plan es de {document.year}."
        yield Finding("anio_distinto", None, "titulo", text)
    empty = [line for line in document.closing if not re.search(r"\d", line)]
    if empty:
        text = f"El pie no trae valores: {enumeration(empty)}."
        yield Finding("pie_sin_valores", None, empty[0], text)
    header = bare(" ".join(heading for row in document.header for heading in row))
    lacking = [column for column in SHEET_COLUMNS if bare(column) not in header]
    if lacking:
        text = f"El indicador no dice {enumeration(lacking)}."
        yield Finding("ficha_incompleta", None, "INDICADOR", text)
    for cell, written in _frame_cells(document):
        if wrong := misspellings(written):
            yield Finding("ortografia", None, cell, f"Dice {'; '.join(wrong)}.")


def _frame_cells(document: PlanDocument) -> list[tuple[str, str]]:
    return [
        ("entidad", document.entity),
        ("titulo", document.title),
        ("Objetivo del Proceso", document.process_objective),
        ("encabezado", " · ".join(heading for row in document.header for heading in row)),
        ("cierre", " · ".join(document.closing)),
        ("aprobacion", " · ".join(document.approval)),
    ]


def _approval(document: PlanDocument) -> Findings:
    responsible = {bare(activity.official.responsible) for activity in document.activities}
    for place, line in enumerate(document.approval):
        after = document.approval[place + 1 : place + 2]
        words = bare(line)
        if words == "aprobado por" and not after:
            text = "No dice quién lo aprobó: no hay evidencia de aprobación."
            yield Finding("sin_aprobacion", None, line, text)
        if words.startswith("reviso") and after and bare(after[0]).startswith(_POSTS):
            yield Finding(
                "firma_sin_nombre", None, line, f"Nombra un cargo, «{after[0]}», sin persona."
            )
        if words.startswith("comite") and not re.search(r"\d{4}", line):
            yield Finding("comite_sin_anio", None, line, "La fecha no tiene año.")
        if words.startswith("director") and words not in responsible:
            text = "El cargo no está escrito como en la columna de responsables."
            yield Finding("cargo_distinto", None, line, text)
