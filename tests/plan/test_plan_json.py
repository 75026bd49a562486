"""``plan.json``: what is counted and how, exactly as the contract has it."""

from datetime import date

import pytest

from portal.canonical_json import canonical_bytes
from portal.extensions import db
from portal.plan import queries
from tests.plan.cast import load

pytestmark = pytest.mark.usefixtures("app")
CONSERVATION = "Porcentaje de Actividades de conservación ambiental realizadas"
EXPECTED = [
    (1, "Plan de Capacitación Externa", 90, ["capacitacion"], ["atendida"], []),
    (2, "Plan de Capacitación Externa Elaborado", 100, [], [], [3, 5, 7, 9]),
    (3, "espacios creados", 100, [], [], list(range(1, 13))),
    (4, CONSERVATION, 100, [], [], [1, 3, 5, 7, 9, 11]),
    (5, CONSERVATION, 100, [], [], [1, 3, 5, 7, 9, 11]),
    (
        6,
        "Asistencia y asesoría realizada",
        100,
        ["asesoria", "queja"],
        ["atendida", "trasladada"],
        [],
    ),
    (7, "capacitaciones comunitarias", 100, [], [], [1, 3, 5, 7]),
]


def written():
    db.session.expire_all()
    return queries.plan_document(queries.plan_in_force(2024, date(2024, 12, 31)))


def test_it_says_what_the_adopted_reading_says():
    load()
    expected = [
        {
            "numero": number,
            "titulo": title,
            "tipo": "demanda" if kinds else "programacion",
            "meta": goal,
            "umbral_en_riesgo": 80,
            "tipos": kinds,
            "desenlaces": outcomes,
            "meses": months,
        }
        for number, title, goal, kinds, outcomes, months in EXPECTED
    ]
    assert written() == {"anio": 2024, "version": 1, "indicadores": expected}


def test_its_bytes_are_canonical_and_whole_percents_have_no_decimals():
    load()
    text = canonical_bytes(written()).decode()
    assert text.startswith('{"anio":2024,"indicadores":[{"desenlaces":["atendida"],"meses":[],')
    assert '"meta":90,' in text
    assert text.endswith('"version":1}')


def test_a_goal_with_decimals_keeps_them():
    load(goal=92.5)
    assert written()["indicadores"][0]["meta"] == 92.5
