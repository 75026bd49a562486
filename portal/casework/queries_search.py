"""Requests by the office's own words, and by exactly who asked; both from the newest on.

Words are sought in the full-text index; a person by keyed hashes, so that nobody's name is read,
and only among the requests whose person this member of staff may know.
"""

import re
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

from portal.casework.queue import Asker, QueueFilter
from portal.intake import people, words_index
from portal.intake.kinds import Identity, RequestKind
from portal.intake.models import ServiceRequest
from portal.intake.models_private import PersonIndex
from portal.intake.search_words import FACETS, facet, folded

MOST_WORDS = 8
FILING_NUMBER = re.compile(rf"({'|'.join(kind.prefix for kind in RequestKind)})-\d{{4}}-\d{{1,9}}")
# A telephone or a document as people write them: one datum, not several words.
_NUMBER = re.compile(r"[\d\s.+()-]+")

_FTS = table(words_index.FTS, column("rowid"))
_VECTORS = table(words_index.TABLE, column("service_request_id"), column(words_index.VECTOR))


def with_words(query: Select[Any], asked: QueueFilter, dialect: str) -> Select[Any]:
    """Those with every word; a whole filing number is looked up as such."""
    typed = (asked.words or "").strip()
    if FILING_NUMBER.fullmatch(typed.upper()):
        return query.where(ServiceRequest.filing_number == typed.upper())
    if not (words := folded(typed)[:MOST_WORDS]):
        return query.where(false())
    if dialect == "sqlite":
        return _in_fts(query, words + _facets(asked))
    return _in_vector(query, words)


def id_of(asked: QueueFilter, dialect: str) -> Any:
    """The column that gives the ids of a search in order."""
    if asked.person:
        return PersonIndex.service_request_id if _leads(asked.person) else ServiceRequest.id
    if not asked.words or FILING_NUMBER.fullmatch(asked.words.strip().upper()):
        return ServiceRequest.id
    if not folded(asked.words):
        return ServiceRequest.id
    return _FTS.c.rowid if dialect == "sqlite" else _VECTORS.c.service_request_id


def of_person(query: Select[Any], typed: str, by: Asker) -> Select[Any]:
    """Those of a person by exact words; of a hidden person only for who may know.

    The first word leads, the others are looked up beside it.
    """
    words = sorted(digests_of(typed), key=len)
    if not words:
        return query.where(false())
    first, *others = words
    query = query.where(_may_see_identity(by), *(_has_digest(digests) for digests in others))
    if len(first) > 1:
        return query.where(_has_digest(first))
    query = query.join(PersonIndex, PersonIndex.service_request_id == ServiceRequest.id)
    return query.where(PersonIndex.digest == next(iter(first)))


def _leads(typed: str) -> bool:
    """Whether one word can be read in the order of the requests: it has a single hash."""
    return any(len(digests) == 1 for digests in digests_of(typed))


def digests_of(typed: str) -> list[set[str]]:
    """For each thing typed the hashes that it may be filed under; numbers and e-mails are one."""
    if _NUMBER.fullmatch(typed):
        found = [people.digests_of(document_number=typed, telephone=typed)]
    elif "@" in typed:
        found = [people.digests_of(email=typed)]
    else:
        found = [_of_word(word) for word in typed.split()[:MOST_WORDS]]
    return [digests for digests in found if digests]


def _of_word(word: str) -> set[str]:
    if any(character.isdigit() for character in word):
        return people.digests_of(name=word, document_number=word)
    return people.digests_of(name=word)


def _has_digest(digests: set[str]) -> ColumnElement[bool]:
    other = aliased(PersonIndex)
    return ServiceRequest.id.in_(select(other.service_request_id).where(other.digest.in_(digests)))


def _facets(asked: QueueFilter) -> list[str]:
    """The filters as words of the index: common words that never meet are told at once."""
    return [facet(name, value) for name in FACETS if (value := getattr(asked, name))]


def _in_fts(query: Select[Any], words: list[str]) -> Select[Any]:
    """The index gives its rows in order, so a page is read no further than it is long."""
    query = query.join(_FTS, _FTS.c.rowid == ServiceRequest.id)
    return query.where(literal_column(words_index.FTS).op("MATCH")(" AND ".join(words)))


def _in_vector(query: Select[Any], words: list[str]) -> Select[Any]:
    query = query.join(_VECTORS, _VECTORS.c.service_request_id == ServiceRequest.id)
    sought = func.to_tsquery("simple", " & ".join(words))
    return query.where(_VECTORS.c[words_index.VECTOR].op("@@")(sought))


def _may_see_identity(by: Asker) -> ColumnElement[bool]:
    """The same rule as ``rules.may_see_identity``, for the database."""
    if by.sees_hidden:
        return ServiceRequest.id.is_not(None)
    is_hidden = (ServiceRequest.identity == Identity.RESERVED) | ServiceRequest.is_protected
    return ~is_hidden | (ServiceRequest.assignee_id == by.id)
