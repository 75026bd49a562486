"""Where a request is also filed, what leaves with its file, and how each kind is archived."""

import re
from typing import Any

from wtforms import Field, StringField
from wtforms.validators import Optional, ValidationError

from portal.accounts.forms import StaffForm
from portal.casework.forms import ActForm
from portal.casework.models import ArchiveSeries
from portal.casework.queries_register import series_version
from portal.forms import VersionField, at_most, clean_line
from portal.intake.kinds import RequestKind

NUMBER = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9 ./_-]*")


def is_number(_form: Any, field: Field) -> None:
    """A number of a register: the history keeps it, so it may not be a sentence."""
    if field.data and not NUMBER.fullmatch(field.data):
        raise ValidationError("Escriba solo el número, por ejemplo 2026-EE-001234.")


class RegisterForm(ActForm):
    radicado_externo = StringField(
        "Radicado en el otro sistema",
        [Optional(), at_most(60), is_number],
        filters=[clean_line],
        description="Por ejemplo, 2026-EE-001234. Vacío, si ya no tiene.",
    )


class ExportForm(ActForm):
    """Only a button: the file takes everything."""


def _line(label: str) -> StringField:
    return StringField(label, [Optional(), at_most(120)], filters=[clean_line])


class ArchiveForm(StaffForm):
    """Code and name of series and subseries, as the office's retention tables write them."""

    _fields: dict[str, Field]

    version = VersionField()
    serie_capacitacion, subserie_capacitacion = _line("Serie"), _line("Subserie")
    serie_asesoria, subserie_asesoria = _line("Serie"), _line("Subserie")
    serie_queja, subserie_queja = _line("Serie"), _line("Subserie")

    @classmethod
    def with_known(cls, known: dict[RequestKind, ArchiveSeries]) -> "ArchiveForm":
        values: dict[str, Any] = {"version": series_version(known)}
        for kind, row in known.items():
            values[f"serie_{kind.value}"] = row.series
            values[f"subserie_{kind.value}"] = row.subseries
        return cls(**values)

    def fields_of(self, kind: RequestKind) -> tuple[Field, Field]:
        return self._fields[f"serie_{kind.value}"], self._fields[f"subserie_{kind.value}"]

    def see(self, known: dict[RequestKind, ArchiveSeries]) -> None:
        """The person now sees them as they are: sent again, theirs go upon these."""
        self.version.raw_data = None
        self.version.data = series_version(known)
