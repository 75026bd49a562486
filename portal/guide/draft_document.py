"""The drafts as they are read: what each asks, and its parts with the article behind each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.guide.document import CONFIRMED

PARAGRAPHS, LINES, LIST = "parrafos", "renglones", "lista"
SHAPES = (PARAGRAPHS, LINES, LIST)
PLACE = re.compile(r"\{([a-z_]+)\}")
# Of the advice form, what a field of a draft may fill as well.
ADVICE_BOXES = ("contra_quien", "nombre", "documento_numero", "telefono", "correo")


@dataclass(frozen=True, slots=True)
class DraftField:
    """``demand``: what is said to whoever leaves it empty; without one it is optional.

    ``is_personal``: it tells who somebody is. ``box``: which of ``ADVICE_BOXES`` it fills, if any.
    """

    name: str
    label: str
    hint: str
    demand: str
    is_long: bool
    longest: int
    is_personal: bool
    box: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``when``, ``unless``: the field with, or without, which it is written; empty for always."""

    text: str
    when: str
    unless: str

    @property
    def places(self) -> list[str]:
        """The fields that it has a place for."""
        return PLACE.findall(self.text)

    @property
    def named(self) -> set[str]:
        """Every field that it depends on."""
        return {*self.places, self.when, self.unless} - {""}


@dataclass(frozen=True, slots=True)
class Part:
    """Some paragraphs under a heading, or under none; ``shape`` is one of ``SHAPES``."""

    title: str
    source: str
    certainty: str
    shape: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def is_confirmed(self) -> bool:
        return self.certainty in CONFIRMED


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that somebody may begin here; ``code`` is that of its card in the guide.

    ``matter`` is what it alone asks, ``person`` what all documents ask.
    """

    code: str
    title: str
    summary: str
    matter: tuple[DraftField, ...]
    person: tuple[DraftField, ...]
    parts: tuple[Part, ...]
    reviewed: date | str

    @property
    def fields(self) -> tuple[DraftField, ...]:
        return self.matter + self.person

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        for part in self.parts:
            yield from part.paragraphs

    @property
    def sources(self) -> dict[str, bool]:
        """Each source once, in order, with whether all that stands on it is confirmed."""
        found: dict[str, bool] = {}
        for part in self.parts:
            found[part.source] = found.get(part.source, True) and part.is_confirmed
        return found


@dataclass(frozen=True, slots=True)
class Drafts:
    documents: tuple[Draft, ...]

    def of(self, code: str) -> Draft | None:
        return next((one for one in self.documents if one.code == code), None)
