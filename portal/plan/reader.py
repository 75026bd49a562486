"""From the tables of a plan file to a ``PlanDocument``; what does not fit is told in Spanish."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.canonical_json import as_json
from portal.plan.document import (
    INDICATOR_COLUMNS,
    MONTHS,
    TEXT_COLUMNS,
    Note,
    OfficialRow,
    PlanActivity,
    PlanDocument,
    Reading,
    ScheduledMonth,
)
from portal.plan.file_table import PlanFileError, Table
from portal.plan.models import IndicatorType


def read_document(source: Mapping[str, Any]) -> PlanDocument:
    """The document of a plan file, or ``PlanFileError`` with the first thing that does not fit."""
    top = Table(source, "Archivo", "anio motivo rige_desde oficial lectura actividades")
    keys = "entidad titulo objetivo_del_proceso encabezado cierre aprobacion"
    official = top.table("oficial", "oficial", keys)
    reading = top.table("lectura", "lectura", "codigo estado razon avisos")
    return PlanDocument(
        year=top.integer("anio"),
        entity=official.text("entidad"),
        title=official.text("titulo"),
        process_objective=official.text("objetivo_del_proceso"),
        header=_header(official),
        closing=official.texts("cierre"),
        approval=official.texts("aprobacion"),
        reading_code=reading.text("codigo"),
        reading_status=reading.text("estado"),
        reading_reason=reading.text("razon").strip(),
        notes=_notes(reading),
        activities=_activities(top.list_of("actividades")),
        reason=top.text("motivo").strip() or None if "motivo" in source else None,
        in_force_from=_day(top, "rige_desde") if "rige_desde" in source else None,
        source=as_json(source),
    )


def _header(official: Table) -> tuple[tuple[str, ...], ...]:
    """The two rows of headings, as wide as the first; the months are looked up in the second."""
    rows = official.list_of("encabezado")
    if len(rows) != 2 or not all(isinstance(row, list) for row in rows):
        raise official.error("encabezado", "debe tener dos filas")
    width = len(rows[0])
    header = tuple((*map(str, row), *([""] * (width - len(row)))) for row in rows)
    if header[0][: len(TEXT_COLUMNS)] != TEXT_COLUMNS or "INDICADOR" not in header[0]:
        raise official.error("encabezado", f"debe empezar por {', '.join(TEXT_COLUMNS)}")
    if len(header[1]) != width or not set(MONTHS) <= set(header[1]):
        raise official.error("encabezado", "la segunda fila debe nombrar los doce meses")
    return header


def _day(top: Table, key: str) -> date:
    """A day, as TOML writes it or as the database kept it."""
    found = top.value[key]
    try:
        return date.fromisoformat(found) if isinstance(found, str) else date(*_ymd(found))
    except (AttributeError, ValueError) as error:
        raise top.error(key, "debe ser una fecha, como 2024-08-01") from error


def _ymd(found: Any) -> tuple[int, int, int]:
    return found.year, found.month, found.day


def _activities(rows: list[Any]) -> tuple[PlanActivity, ...]:
    if not rows:
        raise PlanFileError("actividades: el plan no tiene ninguna.")
    activities: list[PlanActivity] = []
    for place, row in enumerate(rows, start=1):
        activities.append(_activity(row, place, activities[-1] if activities else None))
    return tuple(activities)


def _activity(row: Any, place: int, above: PlanActivity | None) -> PlanActivity:
    table = Table(row, f"Actividad {place}", "numero oficial lectura avisos")
    official = _official(table)
    objective, strategy = official.objective, official.strategy
    if not objective and above:
        objective, strategy = above.objective, strategy or above.strategy
    return PlanActivity(
        number=table.integer("numero"),
        official=official,
        objective=objective,
        strategy=strategy,
        reading=_reading(table),
        notes=_notes(table) if "avisos" in table.value else (),
    )


def _official(activity: Table) -> OfficialRow:
    keys = "textos celdas_crudas indicador"
    table = activity.table("oficial", f"{activity.place}, oficial", keys)
    texts, indicator = table.texts("textos"), table.texts("indicador")
    if len(texts) not in (len(TEXT_COLUMNS) - 1, len(TEXT_COLUMNS)):
        raise table.error("textos", f"debe tener las casillas {', '.join(TEXT_COLUMNS)}")
    if len(indicator) != len(INDICATOR_COLUMNS):
        raise table.error("indicador", f"debe tener las casillas {', '.join(INDICATOR_COLUMNS)}")
    return OfficialRow(texts=texts, raw_cells=table.texts("celdas_crudas"), indicator=indicator)


def _reading(activity: Table) -> Reading:
    keys = (
        "nombre como_se_cuenta tipo termino_numerador meta umbral_en_riesgo"
        " tipos desenlaces meses razon"
    )
    table = activity.table("lectura", f"{activity.place}, lectura", keys)
    if table.text("tipo") not in list(IndicatorType):
        raise table.error("tipo", "debe ser demanda o programacion")
    return Reading(
        plain_name=table.text("nombre"),
        plain_formula=table.text("como_se_cuenta"),
        type=IndicatorType(table.text("tipo")),
        numerator_term=table.integer("termino_numerador"),
        goal=table.percent("meta"),
        at_risk_threshold=table.percent("umbral_en_riesgo"),
        kinds=tuple(sorted(table.texts("tipos"))),
        outcomes=tuple(sorted(table.texts("desenlaces"))),
        months=_months(table),
        reason=table.text("razon"),
    )


def _months(reading: Table) -> tuple[ScheduledMonth, ...]:
    found = reading.get("meses", Mapping, 'una tabla, como { ENE = "leida" }')
    for name, kind in found.items():
        if name not in MONTHS:
            raise reading.error("meses", f"«{name}» no es un mes; use {', '.join(MONTHS)}")
        if kind not in ("leida", "supuesta"):
            raise reading.error("meses", f"{name} debe ser leida o supuesta")
    return tuple(
        ScheduledMonth(month=number, is_supplied=found[name] == "supuesta")
        for number, name in enumerate(MONTHS, start=1)
        if name in found
    )


def _notes(owner: Table) -> tuple[Note, ...]:
    tables = [
        Table(note, f"{owner.place}, aviso {place}", "codigo casilla texto")
        for place, note in enumerate(owner.list_of("avisos"), start=1)
    ]
    return tuple(Note(t.text("codigo"), t.text("casilla"), t.text("texto")) for t in tables)
