"""How easy a Spanish text is to read: Szigriszt-Pazos with the INFLESZ scale, Fernández Huerta.

Both count syllables, words and sentences. Figures count as what is said aloud only roughly: each
digit is a syllable, and a number is a word.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

STRONG = "aeoáéó"
STRESSED_WEAK = "íú"
WEAK = "iuü"
VOWELS = STRONG + STRESSED_WEAK + WEAK
WORD = re.compile(r"[a-záéíóúüñ]+|\d+", re.IGNORECASE)
# A point inside a number ends no sentence; nor does a colon, which is the strict reading.
SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$|[»”)])|\n")
INFLESZ = (
    (80, "muy fácil"),
    (65, "bastante fácil"),
    (55, "normal"),
    (40, "algo difícil"),
)


@dataclass(frozen=True)
class Counts:
    syllables: int
    words: int
    sentences: int


def syllables_of(word: str) -> int:
    """Vowels that are said together count once: weak with weak, or with a strong one.

    Two strong ones part («te-a»), and so does a weak one that bears the accent («dí-a»). The «u»
    of «que», «gui» is silent; an «h» between vowels says nothing; «y» at the end is a vowel.
    """
    if word.isdigit():
        return len(word)
    heard = re.sub(r"(?<=q)u|(?<=g)u(?=[eiéí])", "", word.lower())
    heard = re.sub(r"(?<!c)h", "", heard)
    heard = re.sub(r"y$", "i", heard)
    return max(1, sum(_parts(run) for run in re.findall(f"[{VOWELS}]+", heard)))


def _parts(run: str) -> int:
    """In how many syllables a run of vowels is said."""
    return 1 + sum(_part(one, other) for one, other in pairwise(run))


def _part(one: str, other: str) -> bool:
    if one in STRESSED_WEAK or other in STRESSED_WEAK:
        # «cuí-dalo» is one syllable: weak beside weak never parts.
        return one in STRONG or other in STRONG
    return one in STRONG and other in STRONG


def counts(text: str) -> Counts:
    words = WORD.findall(text)
    sentences = [part for part in SENTENCE_END.split(text) if WORD.search(part)]
    return Counts(sum(map(syllables_of, words)), len(words), len(sentences))


def szigriszt_pazos(text: str) -> float:
    """The perspicuity that the INFLESZ scale is about; higher is easier."""
    found = _some(text)
    return 206.835 - 62.3 * found.syllables / found.words - found.words / found.sentences


def fernandez_huerta(text: str) -> float:
    """The older measure, whose scale is Flesch's; higher is easier."""
    found = _some(text)
    return 206.84 - 60 * found.syllables / found.words - 1.02 * found.words / found.sentences


def grade(score: float) -> str:
    """What INFLESZ calls a score of Szigriszt-Pazos."""
    return next((name for least, name in INFLESZ if score >= least), "muy difícil")


def _some(text: str) -> Counts:
    found = counts(text)
    if not found.words:
        raise ValueError("nothing to read")
    return found
