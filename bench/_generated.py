"""An office of any size, made up from a seed: the same seed and size give the same rows.

Requests come over ten years up to a day, the newest last; of the newest tenth four in five are
open, of the others one in a thousand. Written in bulk, on either database.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import insert, text

from portal.accounts.models import Role
from portal.extensions import db
from portal.intake import catalogues, people
from portal.intake.kinds import Channel, Identity, Outcome, RequestKind, RequestStatus
from portal.intake.models import FilingCounter, RequestEvent, ServiceRequest
from portal.intake.models_private import PersonIndex
from portal.intake.models_search import RequestWords
from portal.intake.search_words import FACETS, TOPICS, words_of
from tests.factories import instant, make_staff

DAYS = 3653  # ten years
BATCH = 10_000


def _shares(members: Iterable[Any], percent: Sequence[int]) -> list[Any]:
    return [one for one, times in zip(members, percent, strict=True) for _ in range(times)]


KINDS = _shares(RequestKind, (15, 45, 40))
CHANNELS = _shares(Channel, (60, 20, 10, 6, 3, 1))
IDENTITIES = _shares(Identity, (80, 5, 15))
OUTCOMES = _shares(Outcome, (60, 20, 8, 8, 3, 1))
SYLLABLES = ("ca", "lo", "mi", "ra", "tu", "pe", "no", "sa", "vi", "du", "bre", "fon")


@dataclass(frozen=True)
class Office:
    """``words``: of the summaries, the commonest first. ``names``: of the people, the same."""

    staff: list[int]
    words: list[str]
    names: list[str]


class Chance:
    """Draws from a seed; the first of a list comes often, the last seldom."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._weights: dict[int, list[float]] = {}

    def among(self, many: Sequence[Any]) -> Any:
        return many[int(self.random.random() * len(many))]

    def early(self, values: list[Any], times: int = 1) -> list[Any]:
        size = len(values)
        if size not in self._weights:
            total, found = 0.0, []
            for place in range(1, size + 1):
                total += 1 / (place + 2)
                found.append(total)
            self._weights[size] = found
        return self.random.choices(values, cum_weights=self._weights[size], k=times)


def fill(requests: int, *, seed: int = 1, last_day: date) -> Office:
    """Fill an empty, migrated database; commits."""
    chance = Chance(seed)
    staff = [make_staff(Role.ATTENDANT).id for _ in range(7)]
    office = Office(staff, *vocabulary(seed))
    counters: Counter[tuple[RequestKind, int]] = Counter()
    rows = _rows(requests, office, chance, last_day, counters)
    indexes = _drop_indexes()
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            _write(batch, office, chance)
            batch.clear()
    if batch:
        _write(batch, office, chance)
    for statement in indexes:
        db.session.execute(text(statement))
    db.session.execute(
        insert(FilingCounter),
        [{"kind": kind, "year": year, "last": last} for (kind, year), last in counters.items()],
    )
    db.session.commit()
    _settle()
    return office


def vocabulary(seed: int = 1) -> tuple[list[str], list[str]]:
    """The words of the summaries and of the names, the commonest first."""
    chance = Chance(seed)
    return _words(chance, 5000), _words(chance, 800)


def _rows(
    requests: int,
    office: Office,
    chance: Chance,
    last_day: date,
    counters: Counter[tuple[RequestKind, int]],
) -> Iterator[dict[str, Any]]:
    places = {
        name: [one.code for one in catalogues.catalogue(name)]
        for name in ("territories", "providers", *TOPICS.values())
    }
    for number in range(1, requests + 1):
        kind = chance.among(KINDS)
        day = last_day - timedelta(days=DAYS - DAYS * number // requests)
        counters[kind, day.year] += 1
        sequence = counters[kind, day.year]
        is_complaint = kind is RequestKind.COMPLAINT
        yield {
            "id": number,
            "kind": kind,
            "filing_year": day.year,
            "filing_sequence": sequence,
            "filing_number": f"{kind.prefix}-{day.year}-{sequence:06d}",
            "public_row": f"S-{number:010d}",
            "topic": chance.early(places[TOPICS[kind]])[0],
            "territory": chance.early(places["territories"])[0],
            "provider": chance.early(places["providers"])[0] if is_complaint else None,
            "channel": chance.among(CHANNELS),
            "identity": chance.among(IDENTITIES),
            "is_urgent": chance.random.random() < 0.01,
            "summary": _summary(office, chance),
            "external_number": None,
            "received_at": _at(day),
            "received_on": day,
            "recorded_at": _at(day),
            "filed_on": day,
            "due_on": day + timedelta(days=21),
            "alert_on": day + timedelta(days=21),
            **_state(
                *(day, last_day, office, chance),
                is_recent=number > requests * 0.9,
                is_complaint=is_complaint,
            ),
        }


def _state(
    day: date,
    last_day: date,
    office: Office,
    chance: Chance,
    *,
    is_recent: bool,
    is_complaint: bool,
) -> dict[str, Any]:
    is_open = chance.random.random() < (0.8 if is_recent else 0.001)
    is_taken = chance.random.random() < 0.8
    closed_on = (
        None if is_open else min(last_day, day + timedelta(days=chance.random.randrange(40)))
    )
    is_undecided = is_open and is_complaint and (last_day - day).days < 10
    return {
        "assignee_id": chance.random.choice(office.staff) if is_taken else None,
        "status": _status(is_open, is_taken, chance),
        "outcome": None if is_open else chance.among(OUTCOMES),
        "closed_on": closed_on,
        "closed_recorded_at": instant(closed_on) if closed_on else None,
        "transfer_due_on": day + timedelta(days=7) if is_undecided else None,
        "version": 2 if is_taken or not is_open else 1,
    }


def _status(is_open: bool, is_taken: bool, chance: Chance) -> RequestStatus:
    if not is_open:
        return RequestStatus.CLOSED
    if not is_taken:
        return RequestStatus.RECEIVED
    return RequestStatus.WAITING if chance.random.random() < 0.1 else RequestStatus.IN_PROGRESS


def _summary(office: Office, chance: Chance) -> str | None:
    if chance.random.random() < 0.4:
        return None
    return " ".join(chance.early(office.words, 5))


def _write(batch: list[dict[str, Any]], office: Office, chance: Chance) -> None:
    db.session.execute(insert(ServiceRequest.__table__), batch)
    facts = ("filing_number", "filing_sequence", "external_number", "summary", *FACETS)
    db.session.execute(
        insert(RequestWords.__table__),
        [
            {
                "service_request_id": row["id"],
                "words": words_of({name: row[name] for name in facts}),
            }
            for row in batch
        ],
    )
    db.session.execute(
        insert(RequestEvent.__table__), [one for row in batch for one in _events(row, office)]
    )
    db.session.execute(
        insert(PersonIndex.__table__),
        [
            {"service_request_id": row["id"], "digest": digest}
            for row in batch
            if row["identity"] is not Identity.ANONYMOUS
            for digest in _digests(row["id"], office, chance)
        ],
    )


def _events(row: dict[str, Any], office: Office) -> Iterator[dict[str, Any]]:
    same = {"service_request_id": row["id"], "recorded_at": row["recorded_at"], "details": {}}
    yield {**same, "version": 1, "type": "filed", "by_requester": True, "actor_id": None}
    if row["version"] == 2:
        verb = "closed" if row["closed_on"] else "assigned"
        actor = row["assignee_id"] or office.staff[0]
        yield {**same, "version": 2, "type": verb, "by_requester": False, "actor_id": actor}


def _digests(number: int, office: Office, chance: Chance) -> set[str]:
    name = chance.early(office.names, 2)
    return {_digest(name=one) for one in name} | {_digest(document_number=document_of(number))}


@lru_cache(2_000)
def _digest(**datum: str) -> str:
    return people.digests_of(**datum).pop()


_at = lru_cache(10)(instant)


def document_of(number: int) -> str:
    """Whoever asks, asks three times on average."""
    return str(10_000_000 + number // 3)


def _words(chance: Chance, how_many: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < how_many:
        found["".join(chance.random.choices(SYLLABLES, k=chance.random.randint(2, 4)))] = None
    return list(found)


def _drop_indexes() -> list[str]:
    """What makes those of the large tables again: faster than to keep them row by row."""
    tables = {table.name for table in (ServiceRequest.__table__, PersonIndex.__table__)}
    query = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql > ''"
    if db.engine.dialect.name == "postgresql":
        query = (
            "SELECT indexname, tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " AND indexname LIKE 'ix%'"
        )
    found = [row for row in db.session.execute(text(query)) if row[1] in tables]
    for name, _, _ in found:
        db.session.execute(text(f"DROP INDEX {name}"))
    return [statement for _, _, statement in found]


def _settle() -> None:
    """The database knows its own rows, as after a night of its own housekeeping."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("ANALYZE"))
        db.session.commit()
        return
    for table in db.metadata.sorted_tables:
        if table.autoincrement_column is not None:
            name = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)")
            if table.name == "service_requests":
                last = db.session.execute(text("SELECT max(id) FROM service_requests")).scalar()
                db.session.execute(name, {"table": table.name, "last": last})
    db.session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
