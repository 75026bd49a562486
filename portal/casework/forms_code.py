"""Who lost the code says the number of the request and the e-mail that was left."""

from wtforms import EmailField, StringField
from wtforms.validators import DataRequired

from portal.forms import PortalForm, at_most, clean_line
from portal.intake.forms_request import one_address
from portal.intake.forms_tracking import number_as_stored


class LostCodeForm(PortalForm):
    radicado = StringField(
        "Número de radicado",
        [DataRequired("Escriba el número de radicado."), at_most(40)],
        filters=[clean_line],
    )
    correo = EmailField(
        "Correo electrónico",
        [DataRequired("Escriba el correo que dejó en la solicitud."), at_most(254), one_address],
        filters=[clean_line],
    )

    def filing_number(self) -> str:
        return number_as_stored(self.radicado.data)
