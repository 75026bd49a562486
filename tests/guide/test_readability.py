"""Whoever reads the guide is in distress: each screen is «bastante fácil» (INFLESZ 65) or more."""

import re
from collections.abc import Iterator

import pytest

from portal.guide import draft_reader, drafts
from portal.guide.draft_document import PLACE
from portal.guide.guides import OWN_FILE
from portal.guide.reader import read
from tests.readability import Counts, counts, fernandez_huerta, grade, syllables_of, szigriszt_pazos

GUIDE = read(OWN_FILE)
DRAFTS = draft_reader.read(drafts.OWN_FILE).documents
EASY = 65
SYLLABLES = {
    1: "y sol ley buey que quien muy juez 7",
    2: "casa guía día agua leer ahí país triunfo construir huelga queja guerra 36",
    3: "tutela caída oído línea público pingüino cuídalo ciudades petición",
    4: "aéreo ahogado escuchado teléfono desahogo",
    5: "humanidades",
}


def screens() -> Iterator[tuple[str, str]]:
    """What somebody reads on each, a line for each thing said."""
    for question in GUIDE.questions:
        said = [question.basis, *question.statements, *question.answers]
        yield f"pregunta {question.code}", "\n".join(one.text for one in said)
    for card in GUIDE.cards:
        said = [card.name, card.summary, *(one.text for one in card.statements)]
        yield f"ficha {card.code}", "\n".join(said)
    for draft in DRAFTS:
        asked = (f"{one.label}\n{one.hint}\n{one.demand}" for one in draft.fields)
        # Its sources apart, which say themselves where they are.
        said = (PLACE.sub("algo", re.sub(r"\(.*?\d\)", "", one.text)) for one in draft.paragraphs)
        yield f"papel {draft.code}", "\n".join([*said, *(part.title for part in draft.parts)])
        yield f"borrador {draft.code}", "\n".join([draft.title, draft.summary, *asked])
    yield "plazos", "\n".join(term.name for term in GUIDE.terms)


@pytest.mark.parametrize("number", SYLLABLES)
def test_syllables_are_counted_as_they_are_said(number: int) -> None:
    words = SYLLABLES[number].split()
    assert {word: syllables_of(word) for word in words} == dict.fromkeys(words, number)


def test_words_and_sentences_are_counted() -> None:
    assert counts("¿Sí? No. Son 1.5 días") == Counts(syllables=7, words=6, sentences=3)
    assert counts("Uno\nDos: tres").sentences == 2
    with pytest.raises(ValueError, match="nothing to read"):
        szigriszt_pazos("… ¿?")


def test_both_formulas_give_what_their_authors_wrote() -> None:
    """Four words, eight syllables, one sentence, by hand."""
    text = "Casa agua mesa luna."
    assert szigriszt_pazos(text) == pytest.approx(206.835 - 62.3 * 2 - 4)
    assert fernandez_huerta(text) == pytest.approx(206.84 - 60 * 2 - 1.02 * 4)
    assert [grade(score) for score in (80, 79.9, 65, 60, 40, 39)] == [
        "muy fácil",
        *("bastante fácil", "bastante fácil", "normal", "algo difícil", "muy difícil"),
    ]


def test_a_law_as_it_is_written_is_not_easy() -> None:
    law = (
        "Salvo norma legal especial y so pena de sanción disciplinaria, toda petición deberá "
        "resolverse dentro de los quince días siguientes a su recepción por la autoridad."
    )
    assert szigriszt_pazos(law) < EASY


def test_every_screen_is_easy_to_read() -> None:
    hard = {
        name: (round(szigriszt_pazos(text), 1), round(fernandez_huerta(text), 1))
        for name, text in screens()
        if szigriszt_pazos(text) < EASY or fernandez_huerta(text) < EASY
    }
    assert not hard
