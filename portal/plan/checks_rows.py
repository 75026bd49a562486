"""Inconsistencies that a single row of the official table shows."""

import re

from portal.plan import formula
from portal.plan.document import MONTHS, TEXT_COLUMNS, PlanActivity, PlanDocument
from portal.plan.findings import Finding, Findings, stems
from portal.plan.spelling import misspellings

MARK = "X"


def check_rows(document: PlanDocument) -> Findings:
    """What the cells of each row show by themselves, row by row."""
    for activity in document.activities:
        yield from _formula(activity)
        yield from _schedule(activity, expected=len(document.schedule_columns))
        yield from _words(activity)
        yield from _numbers(activity)


def marks(activity: PlanActivity) -> int:
    """How many schedule cells carry a mark."""
    return sum(1 for cell in activity.official.raw_cells if cell.strip().upper() == MARK)


def whole_number(cell: str) -> int | None:
    """The number of a cell that holds one and nothing else."""
    return int(cell) if re.fullmatch(r"[0-9]{1,9}", cell.strip()) else None


def _formula(activity: PlanActivity) -> Findings:
    written = activity.official.formula
    if formula.terms(written) is None:
        yield _found(
            "formula_sin_fraccion", activity, "CALCULO", "No es una división de dos cosas."
        )
    if formula.is_inverted(written):
        above, below = formula.roles(written)
        yield _found("formula_invertida", activity, "CALCULO", f"Divide {above} entre {below}.")
    if formula.repeats_a_term(written):
        text = "Los dos términos son el mismo: el resultado no mide nada."
        yield _found("mismo_termino", activity, "CALCULO", text)
    for cell, text in activity.official.cells:
        if text.count("(") != text.count(")"):
            yield _found("parentesis_sin_cerrar", activity, cell, "Hay un paréntesis sin pareja.")


def _schedule(activity: PlanActivity, *, expected: int) -> Findings:
    cells = activity.official.raw_cells
    if activity.official.is_shifted:
        text = "La fila empieza una casilla antes: cada texto quedó una columna a la izquierda."
        yield _found("fila_corrida", activity, TEXT_COLUMNS[1], text)
    if len(cells) != expected:
        code = "faltan_casillas" if len(cells) < expected else "sobran_casillas"
        text = f"La fila tiene {len(cells)} casillas de cronograma y el encabezado pide {expected}."
        yield _found(code, activity, "CRONOGRAMA", text)
    if any(cell.strip().upper() not in ("", MARK) for cell in cells):
        text = f"Hay casillas de cronograma con algo distinto de una {MARK}."
        yield _found("marca_desconocida", activity, "CRONOGRAMA", text)
    planned = whole_number(activity.official.denominator)
    if planned is not None and marks(activity) != planned:
        text = f"Hay {marks(activity)} marcas y el denominador es {planned}."
        yield _found("marcas_y_denominador", activity, "CRONOGRAMA", text)


def _words(activity: PlanActivity) -> Findings:
    official = activity.official
    if not stems(official.title) & stems(official.text):
        text = "El título no comparte ninguna palabra con la actividad."
        yield _found("titulo_y_actividad", activity, "TITULO", text)
    sentences = [part for part in re.split(r"\.\s+", official.objective) if part]
    if len(sentences) > 1:
        text = f"El objetivo tiene {len(sentences)} frases: mezcla el objetivo con otra cosa."
        yield _found("objetivo_con_justificacion", activity, "OBJETIVO ESTRATEGICO", text)
    for cell, written in official.cells:
        if wrong := misspellings(written):
            yield _found("ortografia", activity, cell, f"Dice {'; '.join(wrong)}.")


def _numbers(activity: PlanActivity) -> Findings:
    official = activity.official
    if formula.Role.ASKED in formula.roles(official.formula) and whole_number(official.denominator):
        text = (
            f"El denominador está fijo en {official.denominator}, "
            "pero la fórmula depende de cuánto se pida."
        )
        yield _found("denominador_fijo", activity, "Denominador", text)
    for cell, text in (("Numerador", official.numerator), ("Denominador", official.denominator)):
        if whole_number(text) is None:
            yield _found("no_es_numero", activity, cell, f"«{text}» no es un número entero.")
    for cell, text in (("RESPONSABLES", official.responsible), ("TITULO", official.title)):
        if not text.strip() or text.strip().upper() in (MARK, *MONTHS):
            yield _found("casilla_vacia", activity, cell, "La casilla está vacía.")


def _found(code: str, activity: PlanActivity, cell: str, text: str) -> Finding:
    return Finding(code, activity.number, cell, text)
