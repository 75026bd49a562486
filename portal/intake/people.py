"""How a person's requests are found without reading names: keyed hashes of normalized words."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from portal.keys import keyed_hash

# Letters: «no llega el agua» is told by many who have nothing to do with one another.
SHORTEST_TEXT = 40
_WORD = re.compile(r"[a-z0-9]{2,}")


def plain(text: str) -> str:
    """Lower case without accents, so that «Peña» and «PENA» are the same."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def text_hash(text: str) -> str | None:
    """The same for texts of the same words, whatever their signs and accents."""
    words = " ".join(_WORD.findall(plain(text)))
    return hashlib.sha256(words.encode()).hexdigest() if len(words) >= SHORTEST_TEXT else None


def digests_of(
    *,
    name: str | None = None,
    document_number: str | None = None,
    telephone: str | None = None,
    email: str | None = None,
) -> set[str]:
    """The hashes under which a requester is filed: each word of the name, and each exact datum."""
    terms = {f"name:{word}" for word in _WORD.findall(plain(name or ""))}
    terms |= set(_exact_terms(document_number, telephone, email))
    return {keyed_hash("person-index", term) for term in terms}


def digests_to_search(text: str) -> list[set[str]]:
    """For each word typed, the hashes it may be filed under; a request must match every word."""
    return [
        digests_of(name=word) | digests_of(document_number=word, telephone=word, email=word)
        for word in text.split()
    ]


def _exact_terms(
    document_number: str | None, telephone: str | None, email: str | None
) -> Iterator[str]:
    document = re.sub(r"[^a-z0-9]", "", plain(document_number or ""))
    if document:
        yield f"document:{document}"
    # The last ten digits: with or without +57.
    digits = re.sub(r"\D", "", telephone or "")[-10:]
    if digits:
        yield f"telephone:{digits}"
    if email and "@" in email:
        yield f"email:{email.strip().lower()}"
