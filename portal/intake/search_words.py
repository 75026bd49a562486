"""By which words a request is found: its numbers, topic, provider, place, and the staff's summary.

Small letters without accents, singular and plural alike. Never a word of the person or of what
they told: those are found by exact datum alone (``people``).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, select

from portal.extensions import db, insert_into
from portal.intake import catalogues
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest
from portal.intake.models_search import RequestWords
from portal.intake.people import plain

TOPICS = {
    RequestKind.TRAINING: "topics",
    RequestKind.ADVICE: "mechanisms",
    RequestKind.COMPLAINT: "services",
}
# What a request is filed under: each is a word of its own kind, so that a search can ask for it.
FACETS = ("kind", "channel", "topic", "provider", "territory")
FACTS = ("id", "filing_number", "filing_sequence", "external_number", "summary", *FACETS)
BATCH = 5_000

_WORD = re.compile(r"[a-z0-9]+")


def folded(text: str) -> list[str]:
    """The words of a text as they are kept and sought."""
    return [_singular(word) for word in _WORD.findall(plain(text))]


def facet(name: str, code: str) -> str:
    """The word that stands for a code; nobody types it."""
    return f"x{name[0]}{FACETS.index(name)}{''.join(_WORD.findall(plain(code)))}"


def words_of(facts: Mapping[str, Any]) -> str:
    """All that a request with these facts (`FACTS`) is found by."""
    kind = RequestKind(facts["kind"])
    said = (
        facts["filing_number"],
        str(facts["filing_sequence"]),
        kind.label,
        catalogues.label(TOPICS[kind], facts["topic"]),
        catalogues.label("providers", facts["provider"]),
        catalogues.label("territories", facts["territory"]),
        facts["external_number"] or "",
        facts["summary"] or "",
    )
    words = [word for text in said for word in folded(text)]
    words += [facet(name, facts[name]) for name in FACETS if facts[name]]
    return " ".join(dict.fromkeys(words))


def keep_words(service_requests: Iterable[ServiceRequest]) -> None:
    """Write the words of requests that were just filed or changed."""
    rows = [
        {
            "service_request_id": one.id,
            "words": words_of({name: getattr(one, name) for name in FACTS}),
        }
        for one in service_requests
    ]
    if rows:
        insert = insert_into(RequestWords)
        changes = {"words": insert.excluded.words}
        kept = insert.on_conflict_do_update(index_elements=["service_request_id"], set_=changes)
        db.session.execute(kept, rows)


def keep_all_words() -> int:
    """Write the words of every request again: after the office's lists changed."""
    db.session.execute(delete(RequestWords))
    columns = [getattr(ServiceRequest, name) for name in FACTS]
    last, count = 0, 0
    while rows := _batch(columns, last):
        db.session.execute(
            insert_into(RequestWords),
            [{"service_request_id": row["id"], "words": words_of(row)} for row in rows],
        )
        last, count = rows[-1]["id"], count + len(rows)
    return count


def _batch(columns: list[Any], last: int) -> list[Mapping[str, Any]]:
    query = select(*columns).where(ServiceRequest.id > last).order_by(ServiceRequest.id)
    return [dict(row) for row in db.session.execute(query.limit(BATCH)).mappings()]


def _singular(word: str) -> str:
    """«quejas» and «queja», «comunales» and «comunal» fall together; numbers stay."""
    for ending in ("s", "e"):
        if len(word) > 3 and word.endswith(ending):
            word = word[:-1]
    return word
