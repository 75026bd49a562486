"""Where the adopted reading departs from the cells, and what keeps a plan from counting."""

from collections import Counter
from decimal import Decimal

from portal.plan import formula
from portal.plan.checks_rows import MARK, whole_number
from portal.plan.document import MONTHS, PlanActivity, PlanDocument
from portal.plan.findings import Finding, Findings, Severity, enumeration

# The values of RequestKind and Outcome, which stand in a room that reads this one.
KINDS = frozenset({"asesoria", "capacitacion", "queja"})
OUTCOMES = frozenset({"atendida", "desistida", "no_atendida", "trasladada"})
# These leave the denominator, so they can never be in the numerator.
EXCLUDED_OUTCOMES = frozenset({"duplicada", "no_valida"})
LONGEST = {"TITULO": 300, "RESPONSABLES": 300, "nombre": 200}


def check_reading(document: PlanDocument) -> Findings:
    """Notices: the reading still counts, and people should know where it supplies or departs."""
    for activity in document.activities:
        yield from _months(activity, document.schedule_columns)
        yield from _against_cells(activity)
    fed = Counter(kind for activity in document.activities for kind in activity.reading.kinds)
    for kind in sorted(KINDS):
        if fed[kind] != 1:
            code, times = (
                ("tipo_sin_indicador", "ningún")
                if not fed[kind]
                else ("tipo_repetido", "más de un")
            )
            text = f"Las solicitudes de tipo «{kind}» cuentan en {times} indicador."
            yield Finding(code, None, "tipos", text)


def check_usable(document: PlanDocument) -> Findings:
    """Errors: with any of these the plan cannot be counted with, and is not loaded."""
    if not 2000 <= document.year <= 2100:
        yield _error("anio_imposible", None, "anio", f"{document.year} no es un año posible.")
    if document.in_force_from and document.in_force_from.year != document.year:
        text = f"Debe ser un día de {document.year}."
        yield _error("rige_desde_imposible", None, "rige_desde", text)
    numbers = Counter(activity.number for activity in document.activities)
    for number, times in sorted(numbers.items()):
        if times > 1 or number < 1:
            text = (
                f"El número {number} se repite o no sirve: van de 1 en adelante, uno por actividad."
            )
            yield _error("numero_repetido", number, "numero", text)
    for activity in document.activities:
        yield from _unusable_measure(activity)
        yield from _unusable_counts(activity)
        yield from _too_long(activity)


def _months(activity: PlanActivity, columns: tuple[str, ...]) -> Findings:
    cells = zip(columns, activity.official.raw_cells, strict=False)
    marked = [name for name, cell in cells if name in MONTHS and cell.strip().upper() == MARK]
    months = activity.reading.months
    read = [scheduled.abbreviation for scheduled in months if not scheduled.is_supplied]
    supplied = [scheduled.abbreviation for scheduled in months if scheduled.is_supplied]
    if unmarked := [name for name in read if name not in marked]:
        text = f"La lectura toma {enumeration(unmarked)} sin que haya marca en su columna."
        yield Finding("mes_sin_marca", activity.number, "CRONOGRAMA", text)
    if unread := [name for name in marked if name not in read]:
        text = f"Hay marca en {enumeration(unread)} y la lectura no la toma."
        yield Finding("marca_sin_leer", activity.number, "CRONOGRAMA", text)
    if supplied:
        text = f"La lectura supone {enumeration(supplied)}, que no tienen casilla."
        yield Finding("meses_supuestos", activity.number, "CRONOGRAMA", text)


def _against_cells(activity: PlanActivity) -> Findings:
    reading, official = activity.reading, activity.official
    planned = whole_number(official.denominator)
    if reading.months and planned is not None and len(reading.months) != planned:
        text = f"La lectura tiene {len(reading.months)} meses y el denominador es {planned}."
        yield Finding("meses_y_denominador", activity.number, "Denominador", text)
    if _percent(official.goal) != reading.goal:
        text = (
            f"La lectura toma {reading.goal.normalize():f} % y la casilla dice «{official.goal}»."
        )
        yield Finding("meta_y_lectura", activity.number, "META ANUAL", text)
    above, below = formula.roles(official.formula)
    numerator = above if reading.numerator_term == 1 else below
    if numerator is not None and numerator is not formula.Role.DONE:
        text = f"La lectura toma {numerator} como numerador."
        yield Finding("numerador_y_lectura", activity.number, "CALCULO", text)


def _percent(cell: str) -> Decimal | None:
    number = cell.strip().removesuffix("%").strip().replace(",", ".")
    return Decimal(number) if number.replace(".", "", 1).isdecimal() else None


def _unusable_measure(activity: PlanActivity) -> Findings:
    reading = activity.reading
    if not 0 < reading.goal < 1000:
        yield _error(
            "meta_imposible", activity.number, "meta", "Debe ser mayor que 0 y menor que 1000."
        )
    if not 0 <= reading.at_risk_threshold <= 100:
        text = "Debe ir de 0 a 100: es un porcentaje de la meta."
        yield _error("umbral_imposible", activity.number, "umbral_en_riesgo", text)
    if reading.numerator_term not in (1, 2):
        yield _error("termino_imposible", activity.number, "termino_numerador", "Debe ser 1 o 2.")


def _unusable_counts(activity: PlanActivity) -> Findings:
    reading, number = activity.reading, activity.number
    for kind in sorted(set(reading.kinds) - KINDS):
        yield _error("tipo_desconocido", number, "tipos", f"No hay solicitudes de tipo «{kind}».")
    for outcome in sorted(set(reading.outcomes) - OUTCOMES):
        problem = "no está en el denominador" if outcome in EXCLUDED_OUTCOMES else "no existe"
        yield _error("desenlace_imposible", number, "desenlaces", f"«{outcome}» {problem}.")
    for cell, values in (("tipos", reading.kinds), ("desenlaces", reading.outcomes)):
        if reading.is_demand and not values:
            yield _error("demanda_sin_datos", number, cell, "La demanda no dice qué cuenta.")
        if values and not reading.is_demand:
            text = "Una actividad programada no cuenta solicitudes."
            yield _error("programacion_con_solicitudes", number, cell, text)
        if len(set(values)) != len(values):
            yield _error("valor_repetido", number, cell, "Hay un valor repetido.")
    if not reading.is_demand and not reading.months:
        yield _error("sin_meses", number, "meses", "Una actividad programada necesita sus meses.")


def _too_long(activity: PlanActivity) -> Findings:
    texts = {
        "TITULO": activity.official.title,
        "RESPONSABLES": activity.official.responsible,
        "nombre": activity.reading.plain_name,
    }
    for cell, text in texts.items():
        if len(text) > LONGEST[cell]:
            problem = f"Tiene {len(text)} letras y caben {LONGEST[cell]}."
            yield _error("texto_muy_largo", activity.number, cell, problem)


def _error(code: str, activity: int | None, cell: str, text: str) -> Finding:
    return Finding(code, activity, cell, text, Severity.ERROR)
