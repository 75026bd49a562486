"""What is signed and sealed (pure): the documents behind each hash of a publication."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from portal.canonical_json import sha256_of
from portal.transparency.models import Publication, Signature, SigningRole

SEAL = "sello.json"
FROZEN = ("cifras.json", "filas.csv", "plan.json", "recalcular.py")


def instant(moment: datetime) -> str:
    """``YYYY-MM-DDTHH:MM:SSZ``: whole seconds of UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def unsigned(
    *,
    role: SigningRole,
    persona: str,
    name: str,
    post: str,
    act: tuple[str, date] | None,
    signed_at: datetime,
    figures_sha256: str,
    previous: str | None,
) -> dict[str, Any]:
    """A signature without its own hash. ``previous``: the hash of the one before, if any."""
    return {
        "rol": role.value,
        "persona": persona,
        "nombre": name,
        "cargo": post,
        "acto": act and {"numero": act[0], "fecha": act[1]},
        "firmado_en": instant(signed_at),
        "cifras_sha256": figures_sha256,
        "anterior": previous,
    }


def signature_document(signature: Signature) -> dict[str, Any]:
    """A signature as the seal shows it."""
    act = (signature.act_number, signature.act_on) if signature.act_number else None
    document = unsigned(
        role=signature.role,
        persona=signature.persona,
        name=signature.name,
        post=signature.post,
        act=act,  # type: ignore[arg-type]  # both or none, by a check of the table
        signed_at=signature.signed_at,
        figures_sha256=signature.figures_sha256,
        previous=signature.previous,
    )
    return {**document, "firma_sha256": signature.signature_sha256}


def seal_document(
    publication: Publication, signatures: Sequence[Signature], hashes: Mapping[str, str]
) -> dict[str, Any]:
    """``sello.json``: the three signatures over the figures, and the hash of every other file."""
    document = {
        "anio": publication.year,
        "mes": publication.month,
        "version": publication.version,
        "cifras_sha256": publication.figures_sha256,
        "anterior_sha256": publication.previous_seal_sha256,
        "archivos": dict(hashes),
        "firmas": [signature_document(signature) for signature in signatures],
    }
    return {**document, "sello_sha256": sha256_of(document)}
