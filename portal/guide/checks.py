"""The linter of the guide: what whoever edits it has to mend, in Spanish, naming the entry."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from portal.guide.document import (
    ADVICE,
    FROM_FILING,
    FROM_RECEPTION,
    PARTS,
    TO_REVIEW,
    Card,
    Guide,
    Question,
    Statement,
    Term,
)
from portal.guide.paths import circles, unreachable
from portal.intake import catalogues
from portal.intake.catalogue_file import CERTAINTIES

Problems = Iterator[str]

# Addresses of the guide that are no card.
TAKEN = ("plazos", "preguntas")
LONGEST_TERM = 90
# A year before it, nobody had reviewed anything.
FIRST_REVIEW = date(2024, 1, 1)


def problems(guide: Guide, today: date) -> Problems:
    """All that is wrong with a guide; nothing where it can be shown."""
    if not guide.questions:
        yield "La guía no tiene preguntas."
    yield from _codes(guide)
    yield from review_problems("La guía", guide.reviewed, today)
    for question in guide.questions:
        yield from _question(guide, question)
    for card in guide.cards:
        yield from _card(card, today)
    for term in guide.terms:
        yield from _term(guide, term)
    yield from circles(guide)
    yield from unreachable(guide)


def _codes(guide: Guide) -> Problems:
    lists = {
        "Pregunta": [one.code for one in guide.questions],
        "Ficha": [one.code for one in guide.cards],
        "Plazo": [one.code for one in guide.terms],
    }
    for kind, codes in lists.items():
        for code, times in Counter(codes).items():
            if not re.fullmatch("[a-z_]{2,40}", code):
                yield f"{kind} «{code}»: el código lleva de 2 a 40 letras sin tilde o _."
            if times > 1:
                yield f"{kind} «{code}»: el código está {times} veces."
    for code in lists["Ficha"]:
        if code in (*TAKEN, ADVICE, *lists["Pregunta"]):
            yield f"Ficha «{code}»: ese código es de otra página o de una pregunta."


def _question(guide: Guide, question: Question) -> Problems:
    where = f"Pregunta «{question.code}»"
    yield from _statement(where, question.basis)
    for number, statement in enumerate(question.statements, 1):
        yield from _statement(f"{where}, frase {number}", statement)
    if len(question.answers) < 2:
        yield f"{where}: necesita dos respuestas o más."
    for number, answer in enumerate(question.answers, 1):
        if not answer.text:
            yield f"{where}, respuesta {number}: falta el texto."
        if not _leads_somewhere(guide, answer.leads_to):
            yield f"{where}, respuesta {number}: «{answer.leads_to}» no lleva a ninguna parte."


def _leads_somewhere(guide: Guide, code: str) -> bool:
    return bool(code == ADVICE or guide.question(code) or guide.card(code))


def _card(card: Card, today: date) -> Problems:
    where = f"Ficha «{card.code}»"
    for name, text in (("nombre", card.name), ("resumen", card.summary), ("norma", card.law)):
        if not text:
            yield f"{where}: falta «{name}»."
    if not catalogues.has("mechanisms", card.topic):
        yield f"{where}: «{card.topic}» no está en los mecanismos de asesoría."
    for part, title in PARTS.items():
        if not card.parts[part]:
            yield f"{where}: falta la parte «{part}» ({title})."
        for number, statement in enumerate(card.parts[part], 1):
            yield from _statement(f"{where}, parte «{part}», frase {number}", statement)
    yield from review_problems(where, card.reviewed, today)


def _term(guide: Guide, term: Term) -> Problems:
    where = f"Plazo «{term.code}»"
    yield from _statement(where, term.basis)
    if not 0 < term.days <= LONGEST_TERM:
        yield f"{where}: los días van de 1 a {LONGEST_TERM}, o «termino» es uno de los de la ley."
    if term.counts_from not in (FROM_FILING, FROM_RECEPTION):
        yield f"{where}: «cuenta_desde» es «{FROM_FILING}» o «{FROM_RECEPTION}»."
    if not guide.card(term.card):
        yield f"{where}: no hay una ficha «{term.card}»."


def _statement(where: str, statement: Statement) -> Problems:
    if not statement.text:
        yield f"{where}: falta el texto."
    if not statement.source:
        yield f"{where}: falta la «fuente», con su artículo."
    if statement.certainty not in CERTAINTIES:
        yield f"{where}: la «certeza» es una de: {', '.join(CERTAINTIES)}."


def review_problems(where: str, reviewed: date | str, today: date) -> Problems:
    """A day on which a lawyer can have looked, or that none has."""
    if reviewed == TO_REVIEW:
        return
    if not isinstance(reviewed, date):
        yield f"{where}: «revisado_el» es una fecha como 2026-11-26, o «{TO_REVIEW}»."
    elif not FIRST_REVIEW <= reviewed <= today:
        yield f"{where}: «revisado_el» no puede ser {reviewed.isoformat()}."
