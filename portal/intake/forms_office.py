"""The office's own data, and an entry of its lists, as their forms write them."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional, ValidationError

from portal.accounts.forms import StaffForm
from portal.config import UNDEFINED, Office
from portal.errors import Refused
from portal.forms import PossibleDateField, VersionField, at_most, clean, clean_line
from portal.intake import catalogues
from portal.intake.catalogue_file import UNVERIFIED, Entry
from portal.notices.rules import is_address

PHONES = ("emergency_phones", "other_phones")
NONE = SelectChoice("", "Ninguno")


def _line(label: str, longest: int = 200, **options: Any) -> StringField:
    return StringField(label, [Optional(), at_most(longest)], filters=[clean_line], **options)


class VersionedForm(StaffForm):
    version = VersionField()

    def see(self, version: int) -> None:
        """The person now sees this version: sent again, theirs comes after it."""
        self.version.raw_data = None
        self.version.data = version


class OfficeForm(VersionedForm):
    """The columns of `Office` by the names of their fields."""

    nombre = _line("Nombre de la oficina", 120)
    direccion = _line("Dirección")
    telefono = _line("Teléfono", 60, description="Con el indicativo: +57 602…")
    horario = _line("Horario de atención", description="Como: lunes a viernes, 8 a 12 y 2 a 6.")
    buzon = _line("Correo de la oficina")

    COLUMNS = {
        "nombre": "name",
        "direccion": "address",
        "telefono": "telephone",
        "horario": "hours",
        "buzon": "mailbox",
    }

    @classmethod
    def of(cls, office: Office, version: int) -> "OfficeForm":
        said = {field: getattr(office, column) for field, column in cls.COLUMNS.items()}
        known = {field: "" if text == UNDEFINED else text for field, text in said.items()}
        return cls(version=version, **known)

    def validate_buzon(self, field: StringField) -> None:
        if field.data and not is_address(field.data):
            raise ValidationError("Ese correo no está bien escrito.")

    @property
    def said(self) -> dict[str, str | None]:
        return {column: self._fields[field].data for field, column in self.COLUMNS.items()}


class EntryForm(VersionedForm):
    """What a list asks of an entry; the code comes from the name and never changes."""

    nombre = StringField(
        "Nombre", [DataRequired("Escriba el nombre."), at_most(120)], filters=[clean_line]
    )
    numero = _line("Número", 40)
    nota = _line("Explicación corta", 300)
    otros_nombres = TextAreaField(
        "Otros nombres",
        [Optional(), at_most(1000)],
        filters=[clean],
        description="Uno en cada línea. Por ellos también se encuentra.",
    )
    servicio = SelectField("Servicio que presta", validate_choice=False)
    escala_a = SelectField("Quién lo vigila", validate_choice=False)
    fuente = StringField(
        "De dónde se sabe",
        [DataRequired("Escriba de dónde se sabe."), at_most(200)],
        filters=[clean_line],
        description="Una norma, un contrato, una página o una llamada, con su fecha.",
    )
    verificado_el = PossibleDateField(
        "Verificado el", [Optional()], description="Vacío: queda «por verificar»."
    )
    retirado = BooleanField("Ya no se ofrece. Las solicitudes que la nombran la conservan.")

    catalogue: str

    @classmethod
    def of(cls, catalogue: str, entry: Entry | None, version: int) -> "EntryForm":
        known: dict[str, Any] = {}
        if entry is not None:
            known = {
                "nombre": entry.label,
                "numero": entry.number,
                "nota": entry.note,
                "otros_nombres": "\n".join(entry.aliases),
                "servicio": entry.service,
                "escala_a": entry.escalates_to,
                "fuente": entry.source,
                "verificado_el": entry.verified_on,
                "retirado": entry.is_retired,
            }
        form = cls(version=version, **known)
        form.catalogue = catalogue
        for name in form._without():
            del form._fields[name]
        if catalogue in PHONES:
            form.numero.validators = [DataRequired("Escriba el número."), at_most(40)]
        form.servicio.choices = [NONE, *_choices("services")]
        form.escala_a.choices = [NONE, *_choices("bodies")]
        return form

    def _without(self) -> list[str]:
        """The fields that this list does not have."""
        has = {
            "numero": self.catalogue in PHONES,
            "servicio": self.catalogue == "providers",
            "escala_a": self.catalogue in ("services", "providers"),
        }
        return [name for name, is_asked in has.items() if not is_asked]

    def written(self) -> Mapping[str, Any]:
        """As a file would say it; what was left empty is not said."""
        names = (self.otros_nombres.data or "").split("\n")
        day = self.verificado_el.data
        said: dict[str, Any] = {
            name: self._fields[name].data or None
            for name in ("nombre", "numero", "nota", "servicio", "escala_a", "fuente")
            if name in self._fields
        }
        return said | {
            "otros_nombres": [name.strip() for name in names if name.strip()],
            "certeza": "oficina",
            "verificado_el": day.isoformat() if day else UNVERIFIED,
            "retirado": bool(self.retirado.data),
        }

    def refuse(self, refusal: Refused) -> None:
        """A name that means another entry too is said beside the name."""
        super().refuse(Refused(refusal.message, field=refusal.field or "nombre"))


def _choices(catalogue: str) -> list[SelectChoice]:
    return [SelectChoice(one.code, one.label) for one in catalogues.catalogue(catalogue)]
