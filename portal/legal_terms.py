"""The terms that the law gives, each with the article that says so (data, pure).

Training, advice and complaints are petitions even if they do not say so (CPACA arts. 13 and 14):
what a request is, and so its term, is one of the three kinds of article 14.
"""

from collections.abc import Mapping
from dataclasses import dataclass

CPACA = "Ley 1437 de 2011"


@dataclass(frozen=True)
class LegalTerm:
    """A term in working days, what it is called and where the law says so."""

    label: str
    days: int
    article: str


PETITION = LegalTerm("Petición", 15, f"{CPACA}, artículo 14")
INFORMATION = LegalTerm("Información o documentos", 10, f"{CPACA}, artículo 14, numeral 1")
CONSULTATION = LegalTerm("Consulta", 30, f"{CPACA}, artículo 14, numeral 2")
TO_ANSWER: Mapping[str, LegalTerm] = {
    "peticion": PETITION,
    "informacion": INFORMATION,
    "consulta": CONSULTATION,
}

TRANSFER = LegalTerm("Traslado por competencia", 5, f"{CPACA}, artículo 21")
COMPLETION_REQUEST = LegalTerm("Pedir que se complete", 10, f"{CPACA}, artículo 17")
# Of what was asked for as information and nobody answered in its term.
COPIES = LegalTerm("Entregar las copias", 3, f"{CPACA}, artículo 14, numeral 1")

# The citizen's term to complete, and to extend it, in calendar months.
COMPLETION_MONTHS = 1
# However it is extended, no term is longer than so many times the first one.
EXTENSION_FACTOR = 2

RECEPTION = f"{CPACA}, artículo 15"
FILING = f"{CPACA}, artículo 54"
EXTENSION = f"{CPACA}, artículo 14, parágrafo"
COMPLETION = f"{CPACA}, artículo 17"
WITHDRAWAL = f"{CPACA}, artículo 18"
PRIORITY = f"{CPACA}, artículo 20"
PREFERENCE = f"{CPACA}, artículo 5, numeral 6"
MONTHS = "Ley 4 de 1913, artículo 62"


def term_for(term_kind: str) -> LegalTerm:
    """The term to answer a request of a kind of article 14."""
    return TO_ANSWER[term_kind]
