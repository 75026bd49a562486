"""The forms of the acts that move a term."""

from flask_wtf.file import MultipleFileField
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Optional

from portal.casework.forms import SendingForm, choices_among, optional_text, text
from portal.forms import PossibleDateField, at_most, clean_line
from portal.intake.kinds import ToldBy

READ_BY_PERSON = "La persona lo lee en el portal, con su número y su código."


class RequireForm(SendingForm):
    texto = text(
        "Qué le falta a la solicitud",
        "Escriba qué falta.",
        description="Solo lo que la ley pide y la oficina no tiene ya. " + READ_BY_PERSON,
    )


class CompleteForm(SendingForm):
    completada_en = PossibleDateField(
        "Qué día la completó",
        [InputRequired("Diga qué día la completó.")],
        description="El plazo sigue al día siguiente de ese.",
    )
    texto = optional_text("Qué trajo o dijo", description=READ_BY_PERSON)
    archivos = MultipleFileField(
        "Archivos que trajo",
        description="Hasta 5, de 10 MB cada uno. A las fotos se les quita la ubicación.",
    )


class ExtendForm(SendingForm):
    nueva_fecha = PossibleDateField(
        "Hasta qué día", [InputRequired("Escriba hasta qué día.")], description="Un día hábil."
    )
    motivo = text(
        "Por qué no se puede responder antes", "Escriba por qué.", description=READ_BY_PERSON
    )


class DeemForm(SendingForm):
    motivo = text(
        "Por qué se declara el desistimiento",
        "Escriba por qué.",
        description="Qué se le pidió, cuándo, y que no llegó. " + READ_BY_PERSON,
    )
    evidencia = StringField(
        "Número y fecha del acto", [Optional(), at_most(300)], filters=[clean_line]
    )
    avisada_por = RadioField(
        "Cómo se le notificó", choices=choices_among(ToldBy), validate_choice=False
    )
    cerrada_en = PossibleDateField(
        "Qué día se le notificó", [InputRequired("Diga qué día se le notificó.")]
    )

    @property
    def told_by(self) -> ToldBy | None:
        known = {member.value for member in ToldBy}
        return ToldBy(self.avisada_por.data) if self.avisada_por.data in known else None
