"""The guide as it is read: questions, cards and terms, each statement with where it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portal import legal_terms

# The parts of every card, in the order in which they are read.
PARTS: Mapping[str, str] = {
    "que_es": "Qué es",
    "quien": "Quién puede",
    "que_llevar": "Qué debe tener",
    "donde": "Dónde y cuándo",
    "cuanto": "Cuánto tardan",
    "si_no_cumplen": "Si no le cumplen",
}
TO_REVIEW = "por revisar por abogado"
# An answer that leads to no page of the guide, but to the form.
ADVICE = "asesoria"
# What somebody confirmed; all else shows as «por verificar».
CONFIRMED = ("norma", "oficina")
FROM_FILING, FROM_RECEPTION = "radicacion", "presentacion"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, its article or other source, and how sure it is (``CERTAINTIES``)."""

    text: str
    source: str
    certainty: str

    @property
    def is_confirmed(self) -> bool:
        return self.certainty in CONFIRMED


@dataclass(frozen=True, slots=True)
class Answer:
    """``leads_to``: the code of a question or of a card, or ``ADVICE``."""

    text: str
    leads_to: str


@dataclass(frozen=True, slots=True)
class Question:
    """One screen. ``basis``: the question itself, with the law that it comes from."""

    code: str
    basis: Statement
    statements: tuple[Statement, ...]
    answers: tuple[Answer, ...]
    has_calculator: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A mechanism. ``topic``: what its advice form asks for; ``reviewed``: a day, or in words."""

    code: str
    name: str
    summary: str
    law: str
    topic: str
    has_complaint: bool
    parts: Mapping[str, tuple[Statement, ...]]
    reviewed: date | str

    @property
    def statements(self) -> Iterator[Statement]:
        for statements in self.parts.values():
            yield from statements

    def place(self, source: str) -> str:
        """A source as it shows beside a sentence: without the law that the card is about."""
        if not source.startswith(self.law):
            return source
        short = source.removeprefix(self.law).removeprefix(", ")
        return short[:1].upper() + short[1:]


@dataclass(frozen=True, slots=True)
class Term:
    """A kind of petition of the calculator, in working days; ``counts_from``: from which day."""

    code: str
    basis: Statement
    days: int
    counts_from: str
    card: str

    @property
    def name(self) -> str:
        return self.basis.text


@dataclass(frozen=True, slots=True)
class Guide:
    """The first question is the one of life in danger."""

    reviewed: date | str
    questions: tuple[Question, ...]
    cards: tuple[Card, ...]
    terms: tuple[Term, ...]

    def question(self, code: str) -> Question | None:
        return next((one for one in self.questions if one.code == code), None)

    def card(self, code: str) -> Card | None:
        return next((one for one in self.cards if one.code == code), None)

    def term(self, code: str) -> Term | None:
        return next((one for one in self.terms if one.code == code), None)


def days_of(term_kind: str) -> int:
    """The days of a kind of CPACA article 14, as the office counts them; 0 for another kind."""
    found = legal_terms.TO_ANSWER.get(term_kind)
    return found.days if found else 0
