"""What the pages of this room need: the office's real plan, and the statements it takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from portal.extensions import db
from portal.plan import actions
from portal.plan.files import FIRST_PLAN, read_file
from portal.plan.models import ActionPlan


@pytest.fixture
def plan_2024(app: Any) -> ActionPlan:
    """The plan that comes with the portal."""
    plan = actions.load_plan(read_file(FIRST_PLAN), today=date(2024, 1, 29)).plan
    db.session.commit()
    return plan


@pytest.fixture
def statements(app: Any) -> Callable[[], Any]:
    """``with statements() as seen: …`` gathers the SQL that is run inside."""

    @contextmanager
    def gather() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return gather
