"""Misspellings known from the office's plans, so that they are told and never corrected."""

import re

# Written so in a plan, and how the Spanish spelling has it.
MISSPELLED = {
    "PERSONERIA": "PERSONERÍA",
    "PARTICIPACION": "PARTICIPACIÓN",
    "ESTRATEGICO": "ESTRATÉGICO",
    "TITULO": "TÍTULO",
    "CALCULO": "CÁLCULO",
    "correlligimientos": "corregimientos",
    "correctar": "correcta",
    "consitucionales": "constitucionales",
    "atencion": "atención",
    "capacitacion": "capacitación",
    "Numero": "Número",
    "numero": "número",
    "Bonaverense": "bonaverense",
    "Participacion": "Participación",
    "interes": "interés",
    "Publico": "Público",
    "Reviso": "Revisó",
    "Planeacion": "Planeación",
    "así como hace seguimiento": "así como hacer seguimiento",
}
# Both are right, but not in the same cell.
TWO_SPELLINGS = (("posconflicto", "postconflicto"), ("Transmisiones", "Trasmisiones"))


def misspellings(text: str) -> list[str]:
    """A clause for each misspelling of a cell: «correctar» por «correcta»."""
    wrong = [f"«{found}» por «{MISSPELLED[found]}»" for found in MISSPELLED if _stands(found, text)]
    mixed = [
        f"«{one}» y «{other}» para la misma palabra"
        for one, other in TWO_SPELLINGS
        if _stands(one, text) and _stands(other, text)
    ]
    return wrong + mixed


def _stands(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
