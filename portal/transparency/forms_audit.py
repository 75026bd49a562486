"""What somebody found in a closed request of the month's sample."""

from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from portal.accounts.forms import StaffForm
from portal.forms import VersionField, at_most, clean
from portal.transparency.models_audit import AuditResult

LONGEST = 1000


class FindingForm(StaffForm):
    version = VersionField()
    resultado = RadioField(
        "Cómo se atendió",
        [InputRequired("Elija cómo se atendió.")],
        choices=[SelectChoice(one.value, one.label) for one in AuditResult],
    )
    nota = TextAreaField(
        "Qué encontró",
        [Optional(), at_most(LONGEST)],
        filters=[clean],
        description="Sin nombres ni datos de la persona. Hace falta si no quedó conforme.",
    )

    def see(self, findings: int) -> None:
        """The person now sees so many: sent again, theirs comes after those."""
        self.version.raw_data = None
        self.version.data = findings
