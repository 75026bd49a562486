"""The head of the chain, sent where the server's owner cannot take it back.

Whoever keeps these messages can tell a chain that was rewritten or cut short.
"""

from portal.accounts.models import StaffUser
from portal.config import setting
from portal.extensions import db
from portal.notices.actions import enqueue
from portal.transparency.models import Publication, PublicationEnd
from portal.transparency.rules import month_label


def send(publication: Publication, end: PublicationEnd) -> None:
    """Tell the three signers and the office's witnesses the new head, by the outbox."""
    subject, body = words(publication, end)
    for recipient in _recipients(publication):
        enqueue(recipient=recipient, subject=subject, body=body)


def words(publication: Publication, end: PublicationEnd) -> tuple[str, str]:
    month = month_label(publication.year, publication.month)
    address = f"{setting('PUBLIC_URL')}/transparencia/{publication.path}"
    subject = f"Se publicó {month}, versión {publication.version}"
    body = (
        f"Se publicaron las cifras de {month}, versión {publication.version}:\n{address}\n\n"
        f"Sello (SHA-256):\n{end.seal_sha256}\n\n"
        "Guarde este correo. Con este sello cualquiera puede comprobar que nadie cambió ni quitó\n"
        "lo publicado hasta hoy:\n\n"
        f"python3 recalcular.py --cabeza {end.seal_sha256}\n"
    )
    return subject, body


def _recipients(publication: Publication) -> list[str]:
    """Each address once, in a fixed order."""
    signers = [db.session.get_one(StaffUser, one.user_id).email for one in publication.signatures]
    return list(dict.fromkeys([*signers, *setting("SEAL_WITNESSES")]))
