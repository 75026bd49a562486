"""``check`` finds each inconsistency in the cells, and says whether the file already tells it."""

import copy
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from portal.plan.file_table import PlanFileError
from portal.plan.files import FIRST_PLAN, read_file
from portal.plan.findings import Severity
from portal.plan.reader import read_document
from portal.plan.rules import PlanUnusable, check, require_usable

SOURCE = tomllib.loads(FIRST_PLAN.read_text(encoding="utf-8"))
GENERAL = None


def codes(document, *, activity=..., computed_only=False):
    found = check(document)
    return {
        (finding.activity, finding.code)
        for finding in found
        if activity in (..., finding.activity) and not (computed_only and finding.is_noted)
    }


def changed(change: Callable[[dict[str, Any]], Any]):
    source = copy.deepcopy(SOURCE)
    change(source)
    return read_document(source)


def without_notes():
    source = copy.deepcopy(SOURCE)
    source["lectura"]["avisos"] = []
    for activity in source["actividades"]:
        activity["avisos"] = []
    return read_document(source)


@pytest.mark.parametrize(
    ("code", "activities"),
    [
        ("formula_invertida", {1, 2, 4, 5}),
        ("mismo_termino", {3}),
        ("parentesis_sin_cerrar", {4, 5}),
        ("marcas_y_denominador", {1, 2, 6, 7}),
        ("faltan_casillas", {1, 2, 3, 4, 5, 6, 7}),
        ("fila_corrida", {3}),
        ("titulo_repetido", {4, 5}),
        ("titulo_parecido", {1, 2}),
        ("titulo_y_actividad", {1, 2, 4}),
        ("estrategias_cambiadas", {4, 5}),
        ("denominador_fijo", {1, 6}),
        ("meta_distinta", {1}),
        ("meses_supuestos", {3, 4, 5, 6}),
        ("objetivo_con_justificacion", {7}),
        ("ortografia", {GENERAL, 2, 3, 4, 5, 6, 7}),
        ("meta_y_denominador", {GENERAL}),
        ("numeradores_en_cero", {GENERAL}),
        ("codigos_de_objetivo", {GENERAL}),
        ("objetivo_truncado", {GENERAL}),
        ("pie_sin_valores", {GENERAL}),
        ("ficha_incompleta", {GENERAL}),
        ("abreviaturas", {GENERAL}),
        ("mayusculas", {GENERAL}),
        ("sin_aprobacion", {GENERAL}),
        ("firma_sin_nombre", {GENERAL}),
        ("comite_sin_anio", {GENERAL}),
        ("cargo_distinto", {GENERAL}),
    ],
)
def test_the_cells_of_2024_show_it_where_it_stands(code, activities):
    found = codes(without_notes())
    assert {activity for activity, name in found if name == code} == activities


def test_the_2024_file_tells_every_inconsistency_that_its_cells_show():
    assert [finding for finding in check(read_file(FIRST_PLAN)) if not finding.is_noted] == []


def test_each_inconsistency_is_told_once():
    places = [finding.place for finding in check(read_file(FIRST_PLAN))]
    assert len(places) == len(set(places))


def test_what_only_a_person_sees_comes_from_the_notes():
    found = codes(read_file(FIRST_PLAN))
    seen = {
        (2, "expresion_dudosa"),
        (6, "unidad_distinta"),
        (7, "estrategia_y_actividad"),
        (GENERAL, "quejas_sin_indicador"),
    }
    assert seen <= found
    assert not seen & codes(without_notes())


def official(source, number):
    return source["actividades"][number - 1]["oficial"]


def reading(source, number):
    return source["actividades"][number - 1]["lectura"]


def set_cell(number, place, text):
    return lambda source: official(source, number)["indicador"].__setitem__(place, text)


def set_reading(number, **values):
    return lambda source: reading(source, number).update(values)


@pytest.mark.parametrize(
    ("number", "code", "change"),
    [
        (6, "formula_invertida", set_cell(6, 1, "Usuarios que solicitan / usuarios atendidos")),
        (7, "mismo_termino", set_cell(7, 1, "No. de sesiones / No. de sesiones")),
        (7, "formula_sin_fraccion", set_cell(7, 1, "Capacitaciones realizadas")),
        (7, "parentesis_sin_cerrar", set_cell(7, 0, "capacitaciones comunitarias)")),
        (7, "no_es_numero", set_cell(7, 3, "cuatro")),
        (7, "casilla_vacia", set_cell(7, 0, "")),
        (3, "meta_distinta", set_cell(3, 4, "95%")),
        (3, "meta_y_lectura", set_cell(3, 4, "95%")),
        (7, "titulo_repetido", set_cell(7, 0, "Espacios  CREADOS")),
        (7, "meta_y_lectura", set_reading(7, meta=90)),
        (7, "numerador_y_lectura", set_reading(7, termino_numerador=2)),
        (7, "mes_sin_marca", set_reading(7, meses={"ENE": "leida", "FEB": "leida"})),
        (7, "marca_sin_leer", set_reading(7, meses={"ENE": "leida"})),
        (7, "meses_y_denominador", set_reading(7, meses={"ENE": "leida"})),
        (GENERAL, "anio_distinto", lambda s: s.update(anio=2026)),
        (GENERAL, "tipo_sin_indicador", set_reading(6, tipos=["asesoria"])),
        (GENERAL, "tipo_repetido", set_reading(6, tipos=["asesoria", "capacitacion", "queja"])),
        (2, "sobran_casillas", lambda s: official(s, 2)["celdas_crudas"].extend([""] * 9)),
        (2, "marca_desconocida", lambda s: official(s, 2)["celdas_crudas"].append("?")),
    ],
)
def test_a_planted_inconsistency_is_found_and_not_noted(number, code, change):
    planted = (number, code)
    assert planted not in codes(read_file(FIRST_PLAN))
    assert planted in codes(changed(change), computed_only=True)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("anio_imposible", lambda s: s.update(anio=1924)),
        ("rige_desde_imposible", lambda s: s.update(rige_desde="2025-01-01")),
        ("numero_repetido", lambda s: s["actividades"][1].update(numero=1)),
        ("meta_imposible", set_reading(1, meta=0)),
        ("umbral_imposible", set_reading(1, umbral_en_riesgo=120)),
        ("termino_imposible", set_reading(1, termino_numerador=3)),
        ("tipo_desconocido", set_reading(1, tipos=["tutela"])),
        ("desenlace_imposible", set_reading(1, desenlaces=["duplicada"])),
        ("desenlace_imposible", set_reading(1, desenlaces=["archivada"])),
        ("demanda_sin_datos", set_reading(1, tipos=[])),
        ("programacion_con_solicitudes", set_reading(2, tipos=["queja"])),
        ("valor_repetido", set_reading(6, tipos=["queja", "queja"])),
        ("sin_meses", set_reading(2, meses={})),
        ("texto_muy_largo", set_cell(1, 0, "a" * 301)),
    ],
)
def test_an_error_keeps_the_plan_from_being_loaded(code, change):
    document = changed(change)
    errors = {finding.code for finding in check(document) if finding.severity is Severity.ERROR}
    assert code in errors
    with pytest.raises(PlanUnusable):
        require_usable(document)


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("«TRECE» no es un mes", set_reading(1, meses={"TRECE": "leida"})),
        ("leida o supuesta", set_reading(1, meses={"ENE": "quizás"})),
        ("demanda o programacion", set_reading(1, tipo="otro")),
        ("meta: debe ser un número", set_reading(1, meta="90%")),
        ("meta: debe ser un número", set_reading(1, meta=float("nan"))),
        ("meta: debe ser un número", set_reading(1, meta=True)),
        ("no se conoce esta clave", set_reading(1, umbral=80)),
        ("razon: falta", lambda s: reading(s, 1).pop("razon")),
        ("no tiene ninguna", lambda s: s.update(actividades=[])),
        ("rige_desde: debe ser una fecha", lambda s: s.update(rige_desde="mañana")),
        ("encabezado", lambda s: s["oficial"]["encabezado"].pop()),
        ("textos", lambda s: official(s, 1)["textos"].append("otra")),
        ("carácter", lambda s: s["oficial"].update(entidad="a\0b")),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_spanish_with_its_place(words, change):
    with pytest.raises(PlanFileError, match=words):
        changed(change)
