"""A file that was looked at and kept, and its tie to a request."""

import secrets
from dataclasses import dataclass

from portal import clock
from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.intake.models_private import Attachment, RequestMessage


@dataclass(frozen=True)
class PreparedFile:
    """A file whose content was found allowed and whose bytes already lie in the storage."""

    name: str
    media_type: str
    size: int
    sha256: str


def attach(
    service_request: ServiceRequest,
    file: PreparedFile,
    *,
    message: RequestMessage | None = None,
    added_by: StaffUser | None = None,
    is_internal: bool = False,
) -> Attachment:
    """Tie a kept file to a request, and to a message where it came with one."""
    attachment = Attachment(
        public_id=secrets.token_hex(16),
        service_request_id=service_request.id,
        message_id=message.id if message else None,
        added_by_id=added_by.id if added_by else None,
        is_internal=is_internal,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        created_at=clock.now(),
    )
    db.session.add(attachment)
    db.session.flush()
    return attachment
