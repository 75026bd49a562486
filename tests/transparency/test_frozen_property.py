"""Whatever happens after a month was frozen, its bytes stay; and everything can be recounted."""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal import clock
from portal.accounts.actions import add_staff
from portal.accounts.models import Role
from portal.agenda.models import Execution
from portal.errors import Refused
from portal.extensions import db
from portal.intake.kinds import Outcome, RequestKind
from portal.intake.models import ServiceRequest
from portal.transparency import compare, copy_of_site, queries, recalcular
from tests.browser.published_months import Staff, publish
from tests.conftest import PASSWORD
from tests.factories import close, instant, make_execution, make_request, reopen
from tests.plan import cast

TODAY = instant(date(2024, 12, 20))
Kept = dict[tuple[str, str], bytes]
Step = tuple[str, int, int]
STEPS = st.tuples(
    st.sampled_from(["file", "close", "reopen", "hold", "annul", "lose proof", "publish"]),
    st.integers(0, 1_000_000),
    st.integers(1, 11),
)


@pytest.mark.slow
@pytest.mark.sqlite  # each example begins with a fresh database
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=4, max_size=25))
def test_published_bytes_stay_and_can_be_recounted(
    app: Flask, database: Any, steps: list[Step]
) -> None:
    with clock.set_to(TODAY):
        staff = _fresh_office(database)
        kept: Kept = {}
        for name, number, month in [*steps, ("publish", 0, 3), ("publish", 0, 7)]:
            if name == "publish":
                _publish(staff, month)
            else:
                ACTS[name](number, month)
            db.session.commit()
            now = _published()
            assert kept.items() <= now.items()
            kept = now
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        copy_of_site.write_chain(copy)
        assert "Coinciden" in recalcular.check(str(copy))[0]


def _fresh_office(database: Any) -> Staff:
    db.session.remove()
    db.engine.dispose()
    database.restore()
    cast.load()
    roles = (Role.COORDINATOR, Role.PLANNING, Role.COMMITTEE)
    return {
        role: add_staff(
            email=f"{role.value}@personeria.example", name="Alguien", role=role, password=PASSWORD
        )[0]
        for role in roles
    }


def _publish(staff: Staff, month: int) -> None:
    """For the first time, or as a correction where something changed."""
    published = queries.publication_of(2024, month)
    if published is None:
        publish(staff, 2024, month)
    elif compare.to_today(published).any:
        publish(staff, 2024, month, reason="Se supo después.")
    else:
        with pytest.raises(Refused, match="Nada cambió"):
            publish(staff, 2024, month, reason="Se supo después.")


def _published() -> Kept:
    return {
        (publication.path, file.name): queries.content_of(publication, file.name)
        for publication in queries.latest_first(1_000)
        for file in publication.files
    }


def _file(number: int, month: int) -> None:
    day = date(2024, month, number % 28 + 1)
    make_request(list(RequestKind)[number % 3], received_on=day)


def _close(number: int, _month: int) -> None:
    """With any outcome, counting or not, at some later day."""
    found = _some(select(ServiceRequest).where(ServiceRequest.outcome.is_(None)), number)
    if found:
        day = found.received_on + timedelta(days=number % 60)
        outcome = list(Outcome)[number % len(Outcome)]
        by_session = found.kind is RequestKind.TRAINING and outcome is Outcome.ATTENDED
        session = make_execution(takes_place_on=day).id if by_session and number // 6 % 2 else None
        close(found, outcome, day, closing_execution_id=session)


def _reopen(number: int, _month: int) -> None:
    found = _some(select(ServiceRequest).where(ServiceRequest.outcome.is_not(None)), number)
    if found:
        reopen(found)


def _hold(number: int, month: int) -> None:
    activity = (2, 3, 4, 5, 7)[number % 5]
    make_execution(activity, takes_place_on=date(2024, month, number % 28 + 1))


def _annul(number: int, _month: int) -> None:
    found = _some(select(Execution).where(Execution.annulled_at.is_(None)), number)
    if found:
        found.annulled_at = clock.now()
        found.annulment_reason = "Se anotó dos veces."


def _lose_proof(number: int, _month: int) -> None:
    found = _some(select(Execution), number)
    if found:
        found.evidence_count = 0


def _some(query: Any, number: int) -> Any:
    """One of them, or none where there are none."""
    found = db.session.execute(query.order_by("id")).scalars().all()
    return found[number % len(found)] if found else None


ACTS: dict[str, Callable[[int, int], None]] = {
    "file": _file,
    "close": _close,
    "reopen": _reopen,
    "hold": _hold,
    "annul": _annul,
    "lose proof": _lose_proof,
}
