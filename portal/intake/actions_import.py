"""Requests that come from another register, filed by the thousand."""

from collections.abc import Sequence

from portal import clock
from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.intake import numbering, office_days
from portal.intake.actions import Filing, numbered_request
from portal.intake.history import record_imported
from portal.intake.kinds import RequestKind
from portal.intake.models import FilingCounter, ServiceRequest
from portal.intake.private_rows import PrivateRows
from portal.intake.search_words import keep_words


def file_imported(
    filings: Sequence[Filing], *, recorded_by: StaffUser | None = None
) -> list[ServiceRequest]:
    """Number the requests in the given order, which must be that of their reception.

    No code is made: nobody is there to be given one. One can be issued later.
    """
    counters = lock_counters(filings)
    days, filed = office_days.now_for_filing(), []
    for filing in filings:
        counter = counters[filing.kind, clock.day_of(filing.received_at).year]
        counter.last += 1
        service_request = numbered_request(
            filing, sequence=counter.last, recorded_by=recorded_by, office_days=days
        )
        service_request.version = 1
        filed.append(service_request)
    db.session.add_all(filed)
    db.session.flush()
    private = PrivateRows()
    for service_request, filing in zip(filed, filings, strict=True):
        private.add(service_request, filing)
    private.write()
    keep_words(filed)
    record_imported(filed, actor=recorded_by)
    return filed


def lock_counters(filings: Sequence[Filing]) -> dict[tuple[RequestKind, int], FilingCounter]:
    """The counters that some filings need, locked until the transaction ends.

    Always in the same order, so that two imports at once cannot wait for each other.
    """
    years = {(filing.kind, clock.day_of(filing.received_at).year) for filing in filings}
    return {key: numbering.lock_counter(*key) for key in sorted(years)}
