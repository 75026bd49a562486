"""Files that were fine although the form was not, so that nobody has to choose them again.

Their bytes lie in the storage; a signed field of the form names them.
"""

from collections.abc import Sequence
from dataclasses import astuple

from itsdangerous import BadSignature, URLSafeSerializer

from portal.intake.stored_files import PreparedFile
from portal.keys import derived_key


def sign(files: Sequence[PreparedFile]) -> str:
    """The field's value; empty where there is nothing to remember."""
    return _signer().dumps([astuple(file) for file in files]) if files else ""


def read(field: str | None) -> list[PreparedFile]:
    """The files that a field of ours names; none for anything else."""
    try:
        return [PreparedFile(*values) for values in _signer().loads(field or "")]
    except (BadSignature, UnicodeError):
        return []


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(derived_key("kept-files"), salt="archivos")
