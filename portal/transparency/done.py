"""What the office did for those who asked, in a sentence for each figure of demand."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.transparency import queries
from portal.transparency.compare import figures_in
from portal.transparency.models import Publication

# By the kinds that an indicator counts: what came, and what was done with it.
ASKED = {
    ("capacitacion",): "capacitaciones pedidas",
    ("asesoria",): "asesorías pedidas",
    ("queja",): "quejas recibidas",
    ("asesoria", "queja"): "asesorías y quejas recibidas",
}
DONE = {
    ("atendida",): "se atendieron",
    ("atendida", "trasladada"): "se atendieron o se trasladaron",
}


@dataclass(frozen=True)
class Done:
    """A figure of demand of the newest published month."""

    numerator: int
    denominator: int
    words: str


@dataclass(frozen=True)
class DoneInMonth:
    publication: Publication
    figures: list[Done]


def what_we_did() -> DoneInMonth | None:
    """The newest published month in which somebody asked for something."""
    for year in queries.years_published():
        for publication in reversed(queries.published_in(year).values()):
            figures = list(_done_in(publication))
            if figures:
                return DoneInMonth(publication, figures)
    return None


def _done_in(publication: Publication) -> Iterator[Done]:
    plan = json.loads(queries.content_of(publication, "plan.json"))
    rules = {each["numero"]: each for each in plan["indicadores"]}
    for each in figures_in(publication)["indicadores"]:
        if each["mes"]["denominador"] and each["tipo"] == "demanda":
            yield Done(
                each["mes"]["numerador"], each["mes"]["denominador"], _words(rules[each["numero"]])
            )


def _words(rule: dict[str, Any]) -> str:
    asked = ASKED.get(tuple(rule["tipos"]), "solicitudes recibidas")
    done = DONE.get(tuple(rule["desenlaces"]), "se cumplieron")
    return f"{asked} {done}"
