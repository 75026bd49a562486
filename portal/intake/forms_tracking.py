"""Number and code, which together open a request."""

import re

from wtforms import StringField
from wtforms.validators import DataRequired

from portal.forms import PortalForm, at_most, clean_line

TYPED_NUMBER = re.compile(r"(CAP|ASE|QUE)\W*(\d{4})\W*(\d{1,6})")


class TrackingForm(PortalForm):
    """Needs no CSRF token: it changes nothing, and home offers it too."""

    class Meta:
        csrf = False

    radicado = StringField(
        "Número de radicado",
        [DataRequired("Escriba el número de radicado."), at_most(40)],
        filters=[clean_line],
    )
    codigo = StringField(
        "Código de seguimiento",
        [DataRequired("Escriba el código de seguimiento."), at_most(60)],
        filters=[clean_line],
        description="Trece letras y números. No importan los espacios ni las mayúsculas.",
    )

    def filing_number(self) -> str:
        return number_as_stored(self.radicado.data)


def number_as_stored(typed: str) -> str:
    """«que 2026 123» is QUE-2026-000123."""
    found = TYPED_NUMBER.fullmatch(typed.upper().strip())
    return f"{found[1]}-{found[2]}-{int(found[3]):06d}" if found else typed.upper()
