"""Filing numbers, gap-free within kind and year, and the random names of rows."""

from sqlalchemy import select

from portal import crockford
from portal.extensions import db, insert_into
from portal.intake.kinds import RequestKind
from portal.intake.models import FilingCounter


def lock_counter(kind: RequestKind, year: int) -> FilingCounter:
    """The counter of a kind and year, locked until the transaction ends.

    Whoever files waits here, so numbers follow the order of commit and a rolled-back filing
    leaves no gap.
    """
    db.session.execute(
        insert_into(FilingCounter).values(kind=kind, year=year, last=0).on_conflict_do_nothing()
    )
    query = (
        select(FilingCounter)
        .where(FilingCounter.kind == kind, FilingCounter.year == year)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return db.session.execute(query).scalar_one()


def filing_number(kind: RequestKind, year: int, sequence: int) -> str:
    """«QUE-2026-000123»."""
    return f"{kind.prefix}-{year}-{sequence:06d}"


def new_row_name(letter: str) -> str:
    """«S-» (requests) or «E-» (executions) and 50 random bits."""
    return f"{letter}-{crockford.random_text(10)}"
