"""Reading a file of the guide: Spanish TOML in, the guide out.

What is missing is left empty for the linter (``checks``) to name; only what is no guide at all,
or is written with the wrong kind of value, is refused here.
"""

import tomllib
from collections.abc import Iterator, Set
from datetime import date
from pathlib import Path
from typing import Any

from portal.guide.document import PARTS, Answer, Card, Guide, Question, Statement, Term, days_of


class GuideError(Exception):
    """A guide that cannot be used; the message names the file and the entry."""


class Table:
    """A table of the file, which says where it stands when something in it is wrong."""

    def __init__(self, where: str, fields: Any, known: Set[str]) -> None:
        self.where = where
        if not isinstance(fields, dict):
            raise GuideError(f"{where}: se escribe con llaves o dobles corchetes.")
        self._fields = fields
        for key in fields.keys() - known:
            raise GuideError(f"{where}: no se conoce «{key}».")

    def text(self, key: str) -> str:
        value = self._fields.get(key, "")
        if not isinstance(value, str) or not value.isprintable():
            raise GuideError(f"{self.where}: «{key}» debe ser un texto de una línea.")
        return value.strip()

    def flag(self, key: str) -> bool:
        value = self._fields.get(key, False)
        if not isinstance(value, bool):
            raise GuideError(f"{self.where}: «{key}» debe ser true o false.")
        return value

    def number(self, key: str) -> int:
        value = self._fields.get(key, 0)
        if type(value) is not int:
            raise GuideError(f"{self.where}: «{key}» debe ser un número entero.")
        return value

    def reviewed(self, otherwise: date | str) -> date | str:
        """A day, or words that the linter looks at."""
        value = self._fields.get("revisado_el", otherwise)
        return value if type(value) is date else str(value)

    def tables(self, key: str, known: Set[str]) -> Iterator["Table"]:
        """The tables of a list, each named by its code or its place."""
        rows = self._fields.get(key, [])
        if not isinstance(rows, list):
            raise GuideError(f"{self.where}: «{key}» debe ser una lista.")
        for place, row in enumerate(rows, 1):
            name = row.get("codigo", place) if isinstance(row, dict) else place
            yield Table(f"{self.where}, {key} «{name}»", row, known)

    def table(self, key: str, known: Set[str]) -> "Table":
        return Table(f"{self.where}, {key}", self._fields.get(key, {}), known)


SENTENCE = {"texto", "fuente", "certeza"}
ANSWER = {"texto", "lleva_a"}
QUESTION = {
    *("codigo", "pregunta", "fuente", "certeza", "frases", "respuestas", "calculadora"),
}
CARD = {
    *("codigo", "nombre", "resumen", "norma", "asesoria", "queja", "revisado_el", "partes"),
}
TERM = {
    *("codigo", "nombre", "termino", "dias", "cuenta_desde", "fuente", "certeza", "ficha"),
}
GUIDE = {"revisado_el", "preguntas", "fichas", "plazos"}


def read(path: Path) -> Guide:
    """The guide of a file."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GuideError(f"{path.name}: no es un archivo TOML en UTF-8 ({error}).") from error
    return guide_from(path.name, document)


def guide_from(name: str, document: dict[str, Any]) -> Guide:
    whole = Table(name, document, GUIDE)
    reviewed = whole.reviewed("")
    return Guide(
        reviewed=reviewed,
        questions=tuple(_question(row) for row in whole.tables("preguntas", QUESTION)),
        cards=tuple(_card(row, reviewed) for row in whole.tables("fichas", CARD)),
        terms=tuple(_term(row) for row in whole.tables("plazos", TERM)),
    )


def _statement(row: Table, text: str = "texto") -> Statement:
    return Statement(row.text(text), row.text("fuente"), row.text("certeza"))


def _statements(row: Table, key: str) -> tuple[Statement, ...]:
    return tuple(_statement(one) for one in row.tables(key, SENTENCE))


def _question(row: Table) -> Question:
    answers = row.tables("respuestas", ANSWER)
    return Question(
        code=row.text("codigo"),
        basis=_statement(row, "pregunta"),
        statements=_statements(row, "frases"),
        answers=tuple(Answer(one.text("texto"), one.text("lleva_a")) for one in answers),
        has_calculator=row.flag("calculadora"),
    )


def _card(row: Table, reviewed: date | str) -> Card:
    parts = row.table("partes", PARTS.keys())
    return Card(
        code=row.text("codigo"),
        name=row.text("nombre"),
        summary=row.text("resumen"),
        law=row.text("norma"),
        topic=row.text("asesoria"),
        has_complaint=row.flag("queja"),
        parts={part: _statements(parts, part) for part in PARTS},
        reviewed=row.reviewed(reviewed),
    )


def _term(row: Table) -> Term:
    return Term(
        code=row.text("codigo"),
        basis=_statement(row, "nombre"),
        days=days_of(row.text("termino")) or row.number("dias"),
        counts_from=row.text("cuenta_desde"),
        card=row.text("ficha"),
    )
