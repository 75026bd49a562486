"""The linter of the guide: each thing that it finds, in Spanish and naming the entry."""

import copy
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from portal.guide.checks import problems
from portal.guide.guides import OWN_FILE
from portal.guide.reader import guide_from
from portal.intake.catalogue_file import CERTAINTIES

DOCUMENT = tomllib.loads(OWN_FILE.read_text("utf-8"))
TODAY = date(2026, 11, 26)
Change = Callable[[dict[str, Any]], Any]


def found(change: Change = dict.copy) -> list[str]:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return list(problems(guide_from("guia.toml", document), TODAY))


def question(document: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one for one in document["preguntas"] if one["codigo"] == code)


def card(document: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one for one in document["fichas"] if one["codigo"] == code)


def say(document: dict[str, Any], **fields: Any) -> None:
    """Another first sentence on who may file a tutela."""
    card(document, "tutela")["partes"]["quien"][0].update(fields)


WHO = "Ficha «tutela», parte «quien», frase 1"
CHANGES: list[tuple[Change, str]] = [
    (
        lambda d: question(d, "ley")["respuestas"].pop(),
        "Pregunta «ley»: necesita dos respuestas o más.",
    ),
    (
        lambda d: question(d, "ley")["respuestas"][0].update(lleva_a="luna"),
        "Pregunta «ley», respuesta 1: «luna» no lleva a ninguna parte.",
    ),
    (
        lambda d: question(d, "ley")["respuestas"][0].pop("texto"),
        "Pregunta «ley», respuesta 1: falta el texto.",
    ),
    (
        lambda d: question(d, "ley").pop("fuente"),
        "Pregunta «ley»: falta la «fuente», con su artículo.",
    ),
    (
        lambda d: question(d, "datos")["respuestas"][0].update(lleva_a="ley"),
        "Las respuestas dan vueltas: ley → datos → ley.",
    ),
    (
        lambda d: question(d, "datos")["respuestas"][0].update(lleva_a="vigilar"),
        "Ninguna respuesta lleva a la ficha «habeas_data».",
    ),
    (
        lambda d: question(d, "ley")["respuestas"][1].update(lleva_a="vigilar"),
        "Ninguna respuesta lleva a la pregunta «datos».",
    ),
    (
        lambda d: card(d, "tutela")["partes"].pop("donde"),
        "Ficha «tutela»: falta la parte «donde» (Dónde y cuándo).",
    ),
    (lambda d: card(d, "tutela").pop("resumen"), "Ficha «tutela»: falta «resumen»."),
    (
        lambda d: card(d, "tutela").update(asesoria="luna"),
        "Ficha «tutela»: «luna» no está en los mecanismos de asesoría.",
    ),
    (
        lambda d: card(d, "tutela").update(codigo="plazos"),
        "Ficha «plazos»: ese código es de otra página o de una pregunta.",
    ),
    (
        lambda d: card(d, "grupo").update(codigo="tutela"),
        "Ficha «tutela»: el código está 2 veces.",
    ),
    (
        lambda d: card(d, "grupo").update(codigo="De Grupo"),
        "Ficha «De Grupo»: el código lleva de 2 a 40 letras sin tilde o _.",
    ),
    (lambda d: say(d, texto=" "), f"{WHO}: falta el texto."),
    (lambda d: say(d, fuente=""), f"{WHO}: falta la «fuente», con su artículo."),
    (
        lambda d: say(d, certeza="seguro"),
        f"{WHO}: la «certeza» es una de: {', '.join(CERTAINTIES)}.",
    ),
    (
        lambda d: card(d, "tutela").update(revisado_el="ayer"),
        "Ficha «tutela»: «revisado_el» es una fecha como 2026-11-26, o «por revisar por abogado».",
    ),
    (
        lambda d: card(d, "tutela").update(revisado_el=date(2026, 11, 27)),
        "Ficha «tutela»: «revisado_el» no puede ser 2026-11-27.",
    ),
    (
        lambda d: d.pop("revisado_el"),
        "La guía: «revisado_el» es una fecha como 2026-11-26, o «por revisar por abogado».",
    ),
    (lambda d: d.pop("preguntas"), "La guía no tiene preguntas."),
    (
        lambda d: d["plazos"][0].update(termino="luna"),
        "Plazo «peticion»: los días van de 1 a 90, o «termino» es uno de los de la ley.",
    ),
    (
        lambda d: d["plazos"][0].update(cuenta_desde="luna"),
        "Plazo «peticion»: «cuenta_desde» es «radicacion» o «presentacion».",
    ),
    (lambda d: d["plazos"][0].update(ficha="luna"), "Plazo «peticion»: no hay una ficha «luna»."),
]


def test_the_guide_of_the_portal_has_nothing_to_mend() -> None:
    assert found() == []


@pytest.mark.parametrize(("change", "problem"), CHANGES)
def test_what_is_wrong_is_named(change: Change, problem: str) -> None:
    assert problem in found(change)


def test_a_day_of_review_is_a_review() -> None:
    assert found(lambda d: card(d, "tutela").update(revisado_el=TODAY)) == []
