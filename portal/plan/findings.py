"""What the linter of a plan says, and how it compares words."""

import enum
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass


class Severity(enum.StrEnum):
    """An error keeps a plan from being loaded; a notice is told and the plan still counts."""

    ERROR = "error"
    NOTICE = "aviso"


@dataclass(frozen=True)
class Finding:
    """One inconsistency and the cell where it stands; no ``activity`` means the whole plan."""

    code: str
    activity: int | None
    cell: str
    text: str
    severity: Severity = Severity.NOTICE
    # Whether the plan file itself tells it, so that people who read the plan know.
    is_noted: bool = False

    @property
    def place(self) -> tuple[str, int | None, str]:
        return self.code, self.activity, self.cell


Findings = Iterator[Finding]

_EMPTY_WORDS = frozenset({"plan", "porcentaje", "actividades", "numero", "realizadas", "realizada"})
_LETTERS_THAT_TELL = 6


def bare(text: str) -> str:
    """Lower case, without accents, marks or double spaces: how two texts are compared."""
    letters = unicodedata.normalize("NFD", text.lower())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", kept))


def stems(text: str) -> set[str]:
    """The first letters of each long word that says something, so that plurals meet singulars."""
    words = set(bare(text).split()) - _EMPTY_WORDS
    return {word[:_LETTERS_THAT_TELL] for word in words if len(word) >= _LETTERS_THAT_TELL}


def enumeration(words: list[str]) -> str:
    """«ENE, MAR y MAY»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} y {words[-1]}"
