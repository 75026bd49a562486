"""Which of the desk's pages show who asked or what they told: their readings are written down."""

from collections.abc import Callable
from typing import Any

from portal.accounts.access_log import View, writes_reading
from portal.intake.queries import id_of


def reads_request(action: str = "read", *, part: str | None = None) -> Callable[[View], View]:
    """Of a view that has the filing number in its address; ``part`` names what of it was read."""

    def subject(filing_number: str, **parts: Any) -> dict[str, Any]:
        return {"service_request_id": id_of(filing_number)} | ({part: parts[part]} if part else {})

    return writes_reading(action, subject)
