"""``flask figures show``: the live figures on the terminal."""

import json
from datetime import date
from typing import Any

import pytest

from portal.canonical_json import canonical_bytes, sha256_of
from portal.plan import actions
from portal.plan.models import ActionPlan
from portal.plan.queries import plan_document
from tests.factories import instant, make_attended_training, make_request

FIGURE = {"numerador", "denominador", "resultado", "estado", "excluidas", "abiertas"}


def test_json_has_the_members_of_cifras_json_and_no_others(cli: Any, plan_2024: ActionPlan) -> None:
    document = json.loads(cli.invoke(args=["figures", "show", "2024-03", "--json"]).output)
    assert set(document) == {
        *("entidad", "anio", "mes", "version", "corte", "plan_sha256", "filas_sha256"),
        *("anterior_sha256", "motivo_correccion", "indicadores", "proceso"),
    }
    for indicator in document["indicadores"]:
        assert set(indicator) == {
            *("numero", "titulo", "tipo", "meta", "umbral_en_riesgo", "mes", "acumulado")
        }
        assert set(indicator["mes"]) == set(indicator["acumulado"]) == FIGURE
    assert [indicator["numero"] for indicator in document["indicadores"]] == [1, 2, 3, 4, 5, 6, 7]
    assert set(document["proceso"]["mes"]) == {"sumatoria", "actividades", "porcentaje"}


def test_what_only_a_publication_has_is_null(cli: Any, plan_2024: ActionPlan) -> None:
    document = json.loads(cli.invoke(args=["figures", "show", "2024-03", "--json"]).output)
    nulls = ("version", "filas_sha256", "anterior_sha256", "motivo_correccion")
    assert [document[name] for name in nulls] == [None] * 4
    assert document["entidad"] == "PERSONERIA DISTRITAL DE BUENAVENTURA"
    assert (document["anio"], document["mes"], document["corte"]) == (2024, 3, "2024-03-31")
    assert document["plan_sha256"] == sha256_of(plan_document(plan_2024))


def test_the_values_of_the_contract(cli: Any, plan_2024: ActionPlan) -> None:
    make_attended_training(instant(date(2024, 3, 5)), date(2024, 3, 28))
    make_attended_training(instant(date(2024, 3, 31)), date(2024, 4, 2))
    make_request("capacitacion", received_on=date(2024, 4, 1))
    document = json.loads(cli.invoke(args=["figures", "show", "2024-04", "--json"]).output)
    first, second = document["indicadores"][:2]
    assert first["acumulado"] == {
        "numerador": 2,
        "denominador": 3,
        "resultado": 66.7,
        "estado": "no_cumple",
        "excluidas": {"duplicada": 0, "no_valida": 0},
        "abiertas": {"en_termino": 0, "vencidas": 1},
    }
    assert (first["tipo"], first["meta"], first["umbral_en_riesgo"]) == ("demanda", 90, 80)
    assert second["mes"] == {
        "numerador": 0,
        "denominador": 0,
        "resultado": None,
        "estado": "sin_programacion",
        "excluidas": None,
        "abiertas": None,
    }


def test_a_month_without_any_result_has_a_process_of_none(cli: Any, plan_2024: ActionPlan) -> None:
    for activity in plan_2024.activities:
        activity.indicator.months = []
    document = json.loads(cli.invoke(args=["figures", "show", "2024-04", "--json"]).output)
    assert document["proceso"]["mes"] == {"sumatoria": None, "actividades": 0, "porcentaje": None}


def test_the_json_is_canonical(cli: Any, plan_2024: ActionPlan) -> None:
    output = cli.invoke(args=["figures", "show", "2024-03", "--json"]).stdout_bytes
    assert output == canonical_bytes(json.loads(output))


def test_without_json_it_is_a_table_to_read(cli: Any, plan_2024: ActionPlan) -> None:
    result = cli.invoke(args=["figures", "show", "2024-03"])
    assert result.exit_code == 0
    assert "Marzo de 2024, sin publicar" in result.output
    assert "4. Controles a los servicios públicos" in result.output
    assert "0/2  0,0 %  no cumple" in result.output.replace("\xa0", " ")


def test_a_draft_year_can_be_shown_and_says_so(cli: Any, plan_2024: ActionPlan) -> None:
    actions.draft_plan(2025, from_year=2024)
    assert "Enero de 2025 (borrador)" in cli.invoke(args=["figures", "show", "2025-01"]).output


def test_a_year_without_a_plan_is_one_line_and_an_error(cli: Any, plan_2024: ActionPlan) -> None:
    result = cli.invoke(args=["figures", "show", "2023-01", "--json"])
    assert result.exit_code == 1
    assert result.output == "Error: No hay plan de acción del año 2023.\n"


@pytest.mark.parametrize("month", ["2024-13", "2024-3", "marzo", "2024-00", "0000-01"])
def test_what_is_no_month_is_refused_in_spanish(cli: Any, month: str) -> None:
    result = cli.invoke(args=["figures", "show", month])
    assert result.exit_code == 2
    assert "Escriba el mes así: 2024-03." in result.output
