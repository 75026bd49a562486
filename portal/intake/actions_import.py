"""Requests that come from another register, filed by the thousand."""

from collections.abc import Sequence

from portal import clock
from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.intake import numbering
from portal.intake.actions import Filing, add_private, numbered_request
from portal.intake.history import record_event
from portal.intake.models import ServiceRequest


def file_imported(
    filings: Sequence[Filing], *, recorded_by: StaffUser | None = None
) -> list[ServiceRequest]:
    """Number the requests in the given order, which must be that of their reception.

    No code is made: nobody is there to be given one. One can be issued later.
    """
    years = {(filing.kind, clock.day_of(filing.received_at).year) for filing in filings}
    # Always in the same order, so that two imports at once cannot wait for each other.
    counters = {key: numbering.lock_counter(*key) for key in sorted(years)}
    filed = []
    for filing in filings:
        counter = counters[filing.kind, clock.day_of(filing.received_at).year]
        counter.last += 1
        filed.append(numbered_request(filing, counter.last, recorded_by=recorded_by))
    db.session.add_all(filed)
    db.session.flush()
    for service_request, filing in zip(filed, filings, strict=True):
        add_private(service_request, filing)
        record_event(
            service_request,
            "filed",
            actor=recorded_by,
            acted_on=service_request.received_on,
            channel=filing.channel.value,
            imported=True,
        )
    return filed
