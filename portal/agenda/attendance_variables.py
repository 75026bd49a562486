"""What people may say of themselves when they write themselves down, if they want to.

Sensitive data (Ley 1581/2012, art. 5): nobody has to answer and nothing depends on it (Decreto
1377/2013, art. 6). Answers are only added up for the whole session.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Variable:
    """A question by its field name, and its answers by code."""

    name: str
    label: str
    answers: Mapping[str, str]


VARIABLES = (
    Variable(
        "edad",
        "Su edad",
        {
            "menor_18": "Menos de 18 años",
            "18_28": "De 18 a 28 años",
            "29_59": "De 29 a 59 años",
            "60_mas": "60 años o más",
        },
    ),
    Variable("genero", "Su género", {"mujer": "Mujer", "hombre": "Hombre", "otro": "Otro"}),
    Variable(
        "etnia",
        "Usted se reconoce como",
        {
            "afro": "Negra, afro, raizal o palenquera",
            "indigena": "Indígena",
            "rrom": "Rrom o gitana",
            "ninguno": "Ninguno de estos pueblos",
        },
    ),
    Variable("discapacidad", "¿Tiene una discapacidad?", {"si": "Sí", "no": "No"}),
    Variable("victima", "¿Es víctima del conflicto?", {"si": "Sí", "no": "No"}),
    Variable("zona", "¿Dónde vive?", {"urbana": "Zona urbana", "rural": "Zona rural"}),
)
IMPROVEMENTS = {
    "tiempo": "Más tiempo",
    "horario": "Otro horario",
    "lugar": "Otro lugar",
    "claridad": "Palabras más sencillas",
    "practica": "Más práctica",
}
# A smaller sum could tell who it was.
SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class Sum:
    """A variable with how many gave each answer, in words."""

    label: str
    answers: tuple[tuple[str, str], ...]


def sums(tallies: Mapping[tuple[str, str], int]) -> list[Sum]:
    """What staff see: sums under five are not told apart."""
    found = []
    for variable in VARIABLES:
        rows = tuple(
            (label, str(people) if people >= SMALLEST_SHOWN else f"menos de {SMALLEST_SHOWN}")
            for code, label in variable.answers.items()
            if (people := tallies.get((variable.name, code), 0))
        )
        if rows:
            found.append(Sum(variable.label, rows))
    return found
