"""File a request about one's own data, answer it, extend its term. Nothing commits here."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from portal import clock, config, working_days
from portal.accounts.models import StaffUser
from portal.data_rights import queries, rules
from portal.data_rights.models import DataRequest, DataRequestCounter
from portal.errors import Conflict
from portal.extensions import db, insert_into
from portal.intake import office_days, privacy_notice, tracking_codes
from portal.intake.kinds import ToldBy
from portal.notices.actions import enqueue
from portal.notices.texts import data_request_news


@dataclass(frozen=True)
class FiledDataRequest:
    data_request: DataRequest
    code: str


def file_data_request(facts: dict[str, Any], *, nonce: str) -> FiledDataRequest:
    """Give it its number and code; the form's nonce makes a repeated post the same one.

    The legal day counts from the working day on which it is filed.
    """
    received_at = clock.now()
    year = clock.day_of(received_at).year
    counter = _lock_counter(year)
    code = tracking_codes.derived_code(nonce)
    if earlier := queries.by_nonce(nonce):
        return FiledDataRequest(earlier, code)
    counter.last += 1
    days = office_days.now_for_filing()
    one = DataRequest(
        filing_year=year,
        filing_sequence=counter.last,
        filing_number=f"DAT-{year}-{counter.last:06d}",
        received_at=received_at,
        received_on=clock.day_of(received_at),
        filed_on=working_days.filed_on(received_at, config.setting("CLOSING_TIME"), days),
        privacy_notice=privacy_notice.VERSION,
        nonce_hash=tracking_codes.nonce_hash(nonce),
        code_hash=tracking_codes.code_hash(code),
        **facts,
    )
    db.session.add(one)
    db.session.flush()
    _tell(one)
    return FiledDataRequest(one, code)


def answer(
    one: DataRequest,
    *,
    actor: StaffUser,
    seen_version: int,
    text: str,
    answered_on: date,
    told_by: ToldBy,
) -> None:
    _check_unchanged(one, seen_version)
    rules.check_answer(one, answered_on, clock.today())
    one.answer, one.answered_on, one.told_by = text, answered_on, told_by
    one.answered_by_id = actor.id
    one.version += 1
    _tell(one)


def extend(one: DataRequest, *, seen_version: int, until: date, reason: str) -> None:
    """Say before the term ends why it takes longer, and until when."""
    _check_unchanged(one, seen_version)
    rules.check_extension(one, until, clock.today(), office_days.now())
    one.extended_on, one.extended_until, one.extension_reason = clock.today(), until, reason
    one.version += 1
    _tell(one)


def _tell(one: DataRequest) -> None:
    """That there is news, and nothing of what was asked or answered."""
    if one.email:
        text = data_request_news(one.filing_number)
        enqueue(recipient=one.email, subject=text.subject, body=text.body)


def _check_unchanged(one: DataRequest, seen_version: int) -> None:
    if one.version != seen_version:
        raise Conflict("Otra persona actuó sobre esta solicitud mientras usted la leía.")


def _lock_counter(year: int) -> DataRequestCounter:
    """Whoever files waits here: the numbers have no gaps."""
    new = insert_into(DataRequestCounter).values(year=year, last=0)
    db.session.execute(new.on_conflict_do_nothing())
    query = select(DataRequestCounter).where(DataRequestCounter.year == year).with_for_update()
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one()
