"""Requests by the office's own words, and by exactly who asked; both from the newest on.

Words are sought in the full-text index; a person by keyed hashes, so that nobody's name is read,
and only among the requests whose person this member of staff may know.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    Select,
    column,
    false,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from portal.casework.queue import Asker, QueueFilter, Situation
from portal.extensions import db
from portal.intake import people, words_index
from portal.intake.kinds import Identity, RequestKind
from portal.intake.models import ServiceRequest
from portal.intake.models_private import PersonIndex
from portal.intake.search_words import FACETS, facet, folded

MOST_WORDS = 8
MOST_COMPARED = 1_000
FILING_NUMBER = re.compile(rf"({'|'.join(kind.prefix for kind in RequestKind)})-\d{{4}}-\d{{1,9}}")
# A telephone or a document as people write them: one datum, not several words.
_NUMBER = re.compile(r"[\d\s.+()-]+")

_FTS = table(words_index.FTS, column("rowid"))
_VECTORS = table(words_index.TABLE, column("service_request_id"), column(words_index.VECTOR))


def with_words(query: Select[Any], asked: QueueFilter, dialect: str) -> Select[Any]:
    """Those with every word; a whole filing number is looked up as such."""
    typed = asked.words or ""
    if _is_number(typed):
        return query.where(ServiceRequest.filing_number == typed.strip().upper())
    if not _terms(asked):
        return query.where(false())
    return query.join(_index(dialect), _ids(dialect) == ServiceRequest.id).where(
        _matches(asked, dialect)
    )


def ids_alone(asked: QueueFilter, dialect: str) -> Select[Any] | None:
    """The ids of a search for nothing else, which no request is read for; none of another."""
    others = (asked.assignee, asked.term, asked.is_changed, asked.matter, asked.person)
    if not has_facets(asked) or any(others) or asked.situation is not Situation.ALL:
        return None
    return select(_ids(dialect).label("id")).where(_matches(asked, dialect))


def id_of(asked: QueueFilter, dialect: str) -> Any:
    """The column that gives the ids of a search in order."""
    if asked.person:
        leads = asked.digests and len(asked.digests[0]) == 1
        return PersonIndex.service_request_id if leads else ServiceRequest.id
    return _ids(dialect) if has_facets(asked) else ServiceRequest.id


def is_sought(asked: QueueFilter) -> bool:
    """Whether the index of the words is read.

    For what was typed; and for two filters over all requests, which meet there at once while each
    one's own index would be read until a page is full.
    """
    if asked.words:
        return True
    is_over_all = asked.situation is Situation.ALL and not asked.person
    return is_over_all and len(_facets(asked)) > 1


def has_facets(asked: QueueFilter) -> bool:
    """Whether the index of the words already holds to the filters."""
    return is_sought(asked) and not _is_number(asked.words or "") and bool(_terms(asked))


def may_be_far_between(asked: QueueFilter) -> bool:
    """Whether common words are sought that may seldom meet, or never."""
    return has_facets(asked) and len(_terms(asked)) > 1


def _is_number(typed: str) -> bool:
    return FILING_NUMBER.fullmatch(typed.strip().upper()) is not None


def rarest_first(asked: QueueFilter) -> QueueFilter:
    """The words of a name, those of few people first: their requests are read, no others.

    A common first name has a hundred thousand requests, the surname beside it a dozen.
    """
    if len(asked.digests) < 2:
        return asked
    counts = db.session.execute(select(*(_how_many(one) for one in asked.digests))).one()
    ordered = sorted(zip(counts, asked.digests, strict=True), key=lambda pair: pair[0])
    return replace(asked, digests=tuple(digests for _, digests in ordered))


def _how_many(digests: frozenset[str]) -> ColumnElement[int]:
    some = select(PersonIndex.id).where(PersonIndex.digest.in_(digests)).limit(MOST_COMPARED)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def of_person(query: Select[Any], words: Sequence[frozenset[str]], by: Asker) -> Select[Any]:
    """Those of a person by exact words; of a hidden person only for who may know.

    The first word leads, the others are looked up beside it.
    """
    if not words:
        return query.where(false())
    first, *others = words
    query = query.where(may_see_identity(by), *(_has_digest(digests) for digests in others))
    if len(first) > 1:
        found = select(PersonIndex.service_request_id).where(PersonIndex.digest.in_(first))
        return query.where(ServiceRequest.id.in_(found))
    query = query.join(PersonIndex, PersonIndex.service_request_id == ServiceRequest.id)
    return query.where(PersonIndex.digest == next(iter(first)))


def digests_of(typed: str) -> tuple[frozenset[str], ...]:
    """For each thing typed the hashes that it may be filed under; numbers and e-mails are one."""
    if _NUMBER.fullmatch(typed):
        found = [people.digests_of(document_number=typed, telephone=typed)]
    elif "@" in typed:
        found = [people.digests_of(email=typed)]
    else:
        found = [_of_word(word) for word in typed.split()[:MOST_WORDS]]
    return tuple(frozenset(digests) for digests in found if digests)


def _of_word(word: str) -> set[str]:
    if any(character.isdigit() for character in word):
        return people.digests_of(name=word, document_number=word)
    return people.digests_of(name=word)


def _has_digest(digests: frozenset[str]) -> ColumnElement[bool]:
    other = aliased(PersonIndex)
    same = select(other.id).where(
        other.service_request_id == ServiceRequest.id, other.digest.in_(digests)
    )
    return same.correlate(ServiceRequest).exists()


def _terms(asked: QueueFilter) -> list[str]:
    """Words and filters alike; none where what was typed has no word in it."""
    words = folded(asked.words or "")[:MOST_WORDS]
    return [] if asked.words and not words else words + _facets(asked)


def _facets(asked: QueueFilter) -> list[str]:
    """The filters as words of the index: common words that never meet are told at once."""
    return [facet(name, value) for name in FACETS if (value := getattr(asked, name))]


def _index(dialect: str) -> Any:
    return _FTS if dialect == "sqlite" else _VECTORS


def _ids(dialect: str) -> Any:
    """SQLite's index gives its rows in their order, so a page is read no further than it is."""
    return _FTS.c.rowid if dialect == "sqlite" else _VECTORS.c.service_request_id


def _matches(asked: QueueFilter, dialect: str) -> ColumnElement[bool]:
    terms = _terms(asked)
    if dialect == "sqlite":
        return literal_column(words_index.FTS).op("MATCH")(" AND ".join(terms))
    sought = func.to_tsquery("simple", " & ".join(terms))
    return _VECTORS.c[words_index.VECTOR].op("@@")(sought)


def may_see_identity(by: Asker) -> ColumnElement[bool]:
    """The same rule as ``rules.may_see_identity``, for the database."""
    if by.sees_hidden:
        return ServiceRequest.id.is_not(None)
    is_hidden = (ServiceRequest.identity == Identity.RESERVED) | ServiceRequest.is_protected
    return ~is_hidden | (ServiceRequest.assignee_id == by.id)
