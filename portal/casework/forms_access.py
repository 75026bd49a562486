"""What the administrator asks of the log of access."""

from collections.abc import Iterable, Mapping

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from portal.accounts.models import StaffUser
from portal.accounts.reading_words import ACTIONS
from portal.casework.queries_access import AccessFilter
from portal.forms import PortalForm, PossibleDateField, at_most, clean_line
from portal.intake.queries import id_of

ANY = SelectChoice("", "Cualquiera")
_ACTIONS = [SelectChoice(code, label) for code, label in ACTIONS.items()]


class AccessForm(PortalForm):
    """Comes in the address, so that a question can be kept and sent on; it changes nothing."""

    class Meta(PortalForm.Meta):
        csrf = False

    persona = SelectField("Quién", validate_choice=False)
    radicado = StringField("Radicado", [Optional(), at_most(16)], filters=[clean_line])
    accion = SelectField("Qué hizo", choices=[ANY, *_ACTIONS], validate_choice=False)
    desde = PossibleDateField("Desde", [Optional()])
    hasta = PossibleDateField("Hasta", [Optional()])

    request_id: int | None = None

    def offer(self, people: Iterable[StaffUser]) -> None:
        self._ids = {one.public_id: one.id for one in people}
        names = (SelectChoice(one.public_id, one.name) for one in people)
        self.persona.choices = [ANY, *names]

    def validate_radicado(self, field: StringField) -> None:
        self.request_id = id_of(field.data.upper())
        if self.request_id is None:
            raise ValidationError("No hay una solicitud con ese radicado.")

    def validate_hasta(self, field: PossibleDateField) -> None:
        if field.data and self.desde.data and field.data < self.desde.data:
            raise ValidationError("Va antes del primer día: revise las dos fechas.")

    @property
    def asked(self) -> AccessFilter:
        """What nobody offers is as if it were not asked."""
        return AccessFilter(
            user_id=self._ids.get(self.persona.data),
            request_id=self.request_id,
            action=self.accion.data if self.accion.data in ACTIONS else None,
            from_on=self.desde.data,
            to_on=self.hasta.data,
        )

    @property
    def arguments(self) -> Mapping[str, str]:
        """As they stand in an address; only what was said."""
        said = {field.name: field._value() for field in (self.radicado, self.desde, self.hasta)}
        said |= {"persona": self.persona.data or "", "accion": self.accion.data or ""}
        return {name: text for name, text in said.items() if text}
