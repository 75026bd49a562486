"""What a browser session may see of requests, and how files are handed out.

The session holds a grant for each request that it filed or opened with its code: the number and
the start of the code's hash, so that a code reissued later closes it.
"""

import re
from typing import Any

from flask import Response, current_app, render_template, request, session

from portal import config, storage
from portal.intake import queries, tracking_codes
from portal.intake.file_kinds import ENDINGS
from portal.intake.models import ServiceRequest
from portal.intake.models_private import Attachment

GRANTS = "solicitudes"
FILED = "radicadas"
MOST = 5  # the cookie has to stay small
FILE_POLICY = "default-src 'none'; sandbox"
# As the office names its letters; nobody's words are in it.
LETTER = re.compile(r"Oficio ([A-Z]{3}-\d{4}-\d{6,9}-\d{2,4}) \(\w+\)\.pdf")


def grant(service_request: ServiceRequest) -> None:
    """Let this session see the request."""
    _remember(GRANTS, service_request.filing_number, _proof(service_request))


def granted_request(filing_number: str) -> ServiceRequest | None:
    """The request, where this session may see it; the same work for any other number."""
    proof = session.get(GRANTS, {}).get(filing_number)
    service_request = queries.request_by_number(filing_number)
    if service_request is None or proof is None or proof != _proof(service_request):
        return None
    return service_request


def remember_filing(service_request: ServiceRequest, nonce: str) -> None:
    """This session filed it: it may see the acknowledgement with the code, and the request."""
    _remember(FILED, service_request.filing_number, nonce)
    grant(service_request)


def filed_nonce(filing_number: str) -> str | None:
    """The nonce by which this session filed a request; none for another's."""
    nonce: str | None = session.get(FILED, {}).get(filing_number)
    return nonce


def filed_request(filing_number: str) -> ServiceRequest | None:
    """The request, where this session filed it."""
    nonce = filed_nonce(filing_number)
    service_request = queries.request_by_number(filing_number)
    if service_request is None or not nonce:
        return None
    is_its = service_request.nonce_hash == tracking_codes.nonce_hash(nonce)
    return service_request if is_its else None


def shown_code(service_request: ServiceRequest) -> str | None:
    """The code in groups, in the session that filed; none where another was given later."""
    nonce = filed_nonce(service_request.filing_number)
    if not nonce or service_request.tracking_code_reissued_at is not None:
        return None
    if service_request.nonce_hash != tracking_codes.nonce_hash(nonce):
        return None
    return tracking_codes.grouped(tracking_codes.derived_code(nonce))


def forget() -> None:
    """Leave nothing of any request in this browser: a borrowed telephone goes back."""
    session.pop(GRANTS, None)
    session.pop(FILED, None)


def has_cookies() -> bool:
    """Whether the browser gave back the cookie that came with the form."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def refusal() -> tuple[str, int]:
    """What a page of a request answers without a grant, whether or not there is such a number."""
    return render_template("intake/closed.html"), 404


def tracking_address(service_request: ServiceRequest) -> str:
    """Where the request is tracked, whole, for a paper; it opens nothing by itself."""
    return f"{config.site_address()}/seguimiento/{service_request.filing_number}"


def paper_response(content: bytes, name: str) -> Response:
    """A PDF of ours, to be read or printed from the browser."""
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def attachment_response(attachment: Attachment) -> Response:
    """A file of a request; a letter of the office by its number."""
    letter = LETTER.fullmatch(attachment.name) if attachment.added_by_id else None
    stem = f"oficio-{letter[1]}" if letter else None
    facts = (attachment.public_id, attachment.sha256, attachment.media_type)
    return file_response(*facts, stem=stem)


def file_response(
    public_id: str, sha256: str, media_type: str, *, stem: str | None = None
) -> Response:
    """The file, to be saved and never shown inside a page of ours, under a name of our making."""
    response = Response(storage.read(sha256), mimetype=media_type)
    name = f"{stem or f'archivo-{public_id[:8]}'}.{ENDINGS.get(media_type, 'bin')}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def _proof(service_request: ServiceRequest) -> str:
    return (service_request.tracking_code_hash or "")[:16]


def _remember(key: str, filing_number: str, value: Any) -> None:
    """The newest few, newest last."""
    known = dict(session.get(key, {}))
    known.pop(filing_number, None)
    newest = [*known.items(), (filing_number, value)][-MOST:]
    session[key] = dict(newest)
