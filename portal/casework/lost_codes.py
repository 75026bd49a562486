"""The link by e-mail for whoever lost the code: it serves once and for half an hour.

It holds no code. It is signed together with the start of the hash of the code that was lost, so
that the new code, whoever gives it, ends every link that was sent before.
"""

from datetime import timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from portal import clock, config
from portal.extensions import db
from portal.intake.models import ServiceRequest
from portal.keys import derived_key

LIFE = timedelta(minutes=30)


def may_be_sent() -> bool:
    """Whether the portal can send mail and knows its own address: none is taken from a visit."""
    return bool(config.setting("MAIL_URL") and config.setting("PUBLIC_URL"))


def make_token(service_request: ServiceRequest) -> str:
    """What stands at the end of the link."""
    issued = int(clock.now().timestamp())
    return _signer().dumps([service_request.id, _proof(service_request), issued])


def opened_by(token: str) -> ServiceRequest | None:
    """The request of a link that still serves; none for an old, used or made-up one."""
    try:
        id_, proof, issued = _signer().loads(token)
    except (BadSignature, UnicodeError):
        return None
    if clock.now().timestamp() - issued > LIFE.total_seconds():
        return None
    service_request = db.session.get(ServiceRequest, id_)
    is_its = service_request is not None and proof == _proof(service_request)
    return service_request if is_its else None


def _proof(service_request: ServiceRequest) -> str:
    return (service_request.tracking_code_hash or "")[:16]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(derived_key("lost-code"), salt="link")
