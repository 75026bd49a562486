"""``cifras.json``: the figures of a month as anyone may read and recount them."""

from typing import Any

from portal.canonical_json import plain_number, sha256_of
from portal.indicators.queries import Figure, IndicatorFigures, MonthFigures
from portal.indicators.rules import Process
from portal.plan.queries import plan_document


def figures_document(figures: MonthFigures) -> dict[str, Any]:
    """The live figures: what only a publication has (version, hashes of its files) is null."""
    return {
        "entidad": figures.plan.entity,
        "anio": figures.year,
        "mes": figures.month,
        "version": None,
        "corte": figures.cutoff.isoformat(),
        "plan_sha256": sha256_of(plan_document(figures.plan)),
        "filas_sha256": None,
        "anterior_sha256": None,
        "motivo_correccion": None,
        "indicadores": [_indicator(each) for each in figures.indicators],
        "proceso": {
            "mes": _process(figures.process_month),
            "acumulado": _process(figures.process_to_date),
        },
    }


def _indicator(figures: IndicatorFigures) -> dict[str, Any]:
    indicator = figures.indicator
    return {
        "numero": indicator.number,
        "titulo": indicator.title,
        "tipo": indicator.type.value,
        "meta": plain_number(indicator.goal),
        "umbral_en_riesgo": plain_number(indicator.at_risk_threshold),
        "mes": _figure(figures.month),
        "acumulado": _figure(figures.to_date),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    count = figure.count
    excluded = count.excluded and {
        "duplicada": count.excluded.duplicate,
        "no_valida": count.excluded.not_valid,
    }
    still_open = count.open and {
        "en_termino": count.open.in_term,
        "vencidas": count.open.overdue,
    }
    return {
        "numerador": count.numerator,
        "denominador": count.denominator,
        "resultado": figure.percent,
        "estado": figure.state.value,
        "excluidas": excluded,
        "abiertas": still_open,
    }


def _process(process: Process) -> dict[str, Any]:
    return {
        "sumatoria": process.total_shown,
        "actividades": process.activities,
        "porcentaje": process.percent_shown,
    }
