"""The forms that close a request or take it out of the figures."""

from flask_wtf.file import FileField
from wtforms import Field, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    AnyOf,
    DataRequired,
    InputRequired,
    Optional,
    ValidationError,
)

from portal.casework.forms import (
    CHOOSE,
    ONLY_STAFF,
    ActForm,
    SendingForm,
    choices_among,
    optional_text,
    text,
)
from portal.errors import Refused
from portal.forms import PossibleDateField, at_most, clean_line
from portal.intake import attachments, kept_files
from portal.intake.file_kinds import FileRefused
from portal.intake.kinds import EXCLUSIONS, Outcome, RequestKind, ToldBy
from portal.intake.models import ServiceRequest
from portal.intake.stored_files import PreparedFile

MEANINGS = {
    Outcome.ATTENDED: "se hizo lo que pedía y se le contó",
    Outcome.NOT_ATTENDED: "no se pudo, y se le explicó por qué",
    Outcome.WITHDRAWN: "la persona ya no quiere seguir",
}


class ToldForm(SendingForm):
    """Closing of any kind: what the person was told, how and on which day."""

    respuesta = optional_text(
        "Qué se le respondió",
        description="La persona lo lee en el portal, con su número y su código.",
    )
    avisada_por = RadioField(
        "Cómo se le avisó", choices=choices_among(ToldBy), validate_choice=False
    )
    cerrada_en = PossibleDateField(
        "Qué día se le avisó",
        [InputRequired("Diga qué día se le avisó.")],
        description="Ese día cuenta en las cifras. Puede ser un día que ya pasó.",
    )

    @property
    def told_by(self) -> ToldBy | None:
        known = {member.value for member in ToldBy}
        return ToldBy(self.avisada_por.data) if self.avisada_por.data in known else None


class TransferForm(ToldForm):
    entidad = StringField(
        "A qué entidad se traslada",
        [DataRequired("Diga a qué entidad se traslada."), at_most(120)],
        filters=[clean_line],
    )
    enviada_en = PossibleDateField(
        "Qué día se le envió", [InputRequired("Diga qué día se le envió.")]
    )
    evidencia = StringField(
        "Dónde está el oficio de traslado",
        [Optional(), at_most(300)],
        filters=[clean_line],
        description="Número del oficio, carpeta o expediente.",
    )


class CloseForm(ToldForm):
    """Closing by hand; the evidence may be a reference, a file, or both."""

    desenlace = RadioField("Qué pasó", [InputRequired(CHOOSE)], validate_choice=False)
    motivo = optional_text("Por qué se entiende que desistió")
    evidencia = StringField(
        "Dónde está el soporte de que se atendió",
        [Optional(), at_most(300)],
        filters=[clean_line],
        description="Número del oficio, acta, carpeta o expediente.",
    )
    soporte = FileField("O adjunte el soporte", description="Se queda en la oficina.")
    soporte_guardado = HiddenField()

    evidence_file: PreparedFile | None = None

    def offer(self, service_request: ServiceRequest) -> None:
        """The outcomes that staff may give by hand: only sessions attend training."""
        is_training = service_request.kind is RequestKind.TRAINING
        by_hand = (Outcome.NOT_ATTENDED, Outcome.WITHDRAWN)
        outcomes = by_hand if is_training else (Outcome.ATTENDED, *by_hand)
        self.desenlace.choices = [
            SelectChoice(one.value, f"{one.label}: {MEANINGS[one]}") for one in outcomes
        ]

    @property
    def outcome(self) -> Outcome:
        known = {member.value for member in Outcome}
        if self.desenlace.data not in known:
            raise Refused(CHOOSE, field="desenlace")
        return Outcome(self.desenlace.data)

    def validate_soporte(self, field: Field) -> None:
        """Keep the evidence over whatever else was wrong: nobody should attach it twice."""
        kept = kept_files.read(self.soporte_guardado.data)
        self.evidence_file = kept[0] if kept else None
        if field.data:
            try:
                self.evidence_file = attachments.prepare(field.data)
            except FileRefused as refusal:
                raise ValidationError(refusal.message) from refusal
        self.soporte_guardado.data = kept_files.sign(
            [self.evidence_file] if self.evidence_file else []
        )


class ExcludeForm(ActForm):
    desenlace = RadioField(
        "Por qué no debe contar",
        [InputRequired(CHOOSE)],
        choices=[
            SelectChoice("duplicada", "Duplicada: la misma solicitud llegó dos veces"),
            SelectChoice("no_valida", "No válida: no es una solicitud (publicidad, una prueba)"),
        ],
        validate_choice=False,
    )
    duplicada_de = StringField(
        "Radicado de la que queda",
        [Optional(), at_most(20)],
        filters=[clean_line],
        description="Solo si está duplicada.",
    )
    motivo = text("Cómo se sabe", "Escriba cómo se sabe.", description=ONLY_STAFF)

    @property
    def outcome(self) -> Outcome:
        known = {member.value for member in EXCLUSIONS}
        if self.desenlace.data not in known:
            raise Refused(CHOOSE, field="desenlace")
        return Outcome(self.desenlace.data)


class DecideForm(ActForm):
    decision = RadioField(
        "Qué decide",
        [AnyOf(("excluir", "seguir"), CHOOSE)],
        choices=[
            SelectChoice("excluir", "Sí, se excluye: se cierra y sale de las cifras"),
            SelectChoice("seguir", "No, sigue abierta como las demás"),
        ],
        validate_choice=False,
    )
    motivo = optional_text("Por qué sigue abierta", description=ONLY_STAFF)
