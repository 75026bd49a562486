"""Filing from the web: as at the desk, and watchful of floods. Nobody is ever refused."""

from collections.abc import Sequence

from portal.accounts import throttle
from portal.intake.actions import Filed, Filing, acknowledge, file_request
from portal.intake.stored_files import PreparedFile

HOUR = 60 * 60
USUAL = 10  # filings of one address in an hour


def file_from_web(
    filing: Filing, *, nonce: str, files: Sequence[PreparedFile], address: str
) -> Filed:
    """File once for each nonce; more than ten in an hour from one address are marked for staff.

    The mark excludes nothing: a suspect request has its number, its term and its place in the
    figures until two people have excluded it.
    """
    filed = file_request(filing, nonce=nonce, files=files)
    if filed.is_repeat:
        return filed
    if throttle.tries("filing", address, HOUR) > USUAL:
        filed.service_request.is_suspect = True
    acknowledge(filed.service_request, recipient=filing.email)
    return filed
