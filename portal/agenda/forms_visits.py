"""The forms of what came of an activity."""

from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from portal.accounts.forms import StaffForm
from portal.agenda.forms_fields import day_field
from portal.agenda.models_visits import CommitmentState, RemarkKind
from portal.forms import PossibleDateField, VersionField, at_most, clean, clean_line

NO_NAMES = "Sin nombres de personas."


class RemarkForm(StaffForm):
    clase = RadioField(
        "Qué es",
        [InputRequired("Elija qué es.")],
        choices=[
            SelectChoice(RemarkKind.QUESTION.value, "Una pregunta del público, con su respuesta"),
            SelectChoice(RemarkKind.FINDING.value, "Un hallazgo: algo que se vio o se comprobó"),
        ],
    )
    texto = TextAreaField(
        "La pregunta o el hallazgo",
        [DataRequired("Escríbalo."), at_most(2000)],
        filters=[clean],
        description=NO_NAMES,
    )
    respuesta = TextAreaField(
        "Qué se respondió",
        [Optional(), at_most(2000)],
        filters=[clean],
    )


class CommitmentForm(StaffForm):
    quien = StringField(
        "Quién se comprometió",
        [DataRequired("Escriba qué entidad o empresa."), at_most(120)],
        filters=[clean_line],
        description="La entidad o la empresa, y el cargo. " + NO_NAMES,
    )
    texto = TextAreaField("A qué", [DataRequired("Escriba a qué."), at_most(2000)], filters=[clean])
    vence = day_field("Hasta qué día")


class FollowUpForm(StaffForm):
    version = VersionField()
    estado = RadioField(
        "Cómo va",
        [InputRequired("Elija cómo va.")],
        choices=[SelectChoice(one.value, one.label) for one in CommitmentState],
    )
    fecha = day_field("Qué día se comprobó")
    hasta = PossibleDateField("Hasta qué día", [Optional()])
    nota = TextAreaField("Qué se vio", [Optional(), at_most(2000)], filters=[clean])

    def see(self, steps: int) -> None:
        """The person now sees so many: sent again, theirs comes after those."""
        self.version.raw_data = None
        self.version.data = steps
