"""The three forms of a request, for the desk and for the web."""

from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional

from portal.forms import PossibleDateField
from portal.intake import catalogues
from portal.intake.forms_fields import (
    CountField,
    code_in,
    still_to_come,
    yes_or_no,
)
from portal.intake.forms_request import RequestForm, line, story, tick
from portal.intake.kinds import RequestKind


class TrainingForm(RequestForm):
    """*Capacitación*: for whom, about what, where and when."""

    kind = RequestKind.TRAINING
    topics = "topics"
    answer_fields = ("comunidad", "otro_tema", "lugar")
    date_fields = ("fecha_1", "fecha_2", "fecha_3")

    comunidad = line(
        "¿Para qué comunidad u organización?",
        description="Por ejemplo, una junta, un consejo comunitario, un cabildo o un colegio.",
    )
    tema = RadioField(
        "¿Sobre qué tema?",
        [DataRequired("Diga sobre qué tema quiere la capacitación.")],
        coerce=code_in("topics"),
        validate_choice=False,
    )
    otro_tema = line("¿Cuál otro tema?", Optional(), description="Solo si escogió «Otro tema».")
    nombre = line("Su nombre", description="De quien lidera la comunidad, o pide por ella.")
    personas = CountField(
        "¿Cuántas personas irían?", [Optional()], render_kw={"inputmode": "numeric"}
    )
    descripcion = story("¿Qué más debemos saber?", Optional())
    lugar = line(
        "¿En qué lugar se puede hacer?",
        Optional(),
        description="Por ejemplo, la caseta comunal o la escuela.",
    )
    fecha_1 = PossibleDateField("Primera fecha posible", [Optional(), still_to_come])
    fecha_2 = PossibleDateField("Segunda fecha posible", [Optional(), still_to_come])
    fecha_3 = PossibleDateField("Tercera fecha posible", [Optional(), still_to_come])

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"people_expected": self.personas.data}

    def _answers(self) -> dict[str, Any]:
        days = (self._fields[name].data for name in self.date_fields)
        dates = [day.isoformat() for day in days if day]
        return super()._answers() | ({"fechas": dates} if dates else {})


class AdviceForm(RequestForm):
    """*Asesoría*: what happened, against whom, how urgent, and the mechanism if they know it."""

    kind = RequestKind.ADVICE
    topics = "mechanisms"
    answer_fields = ("contra_quien", "motivo_urgencia")

    descripcion = story(
        "¿Qué pasó?",
        DataRequired("Cuente qué pasó. Una frase basta."),
        description="Cuéntelo con sus palabras. No tiene que saber de leyes.",
    )
    contra_quien = line(
        "¿Contra quién es?",
        Optional(),
        description="Una entidad, una empresa o una persona.",
    )
    tema = SelectField(
        "¿Qué quiere presentar?",
        [Optional()],
        coerce=code_in("mechanisms"),
        validate_choice=False,
        default="no_se",
    )
    urgente = tick("Es urgente")
    motivo_urgencia = line(
        "¿Por qué es urgente?",
        description="Por ejemplo, una cirugía, un desalojo o un plazo que se vence.",
    )

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return facts | {"topic": facts["topic"] or "no_se", "is_urgent": self.urgente.data}


class ComplaintForm(RequestForm):
    """*Queja*: which service, who gives it, what happens, since when and to how many."""

    kind = RequestKind.COMPLAINT
    topics = "services"
    answer_fields = (
        *("comunidad", "proveedor", "desde_cuando"),
        *("reclamo_previo", "reclamo_numero"),
    )

    tema = RadioField(
        "¿Cuál servicio falla?",
        [DataRequired("Diga cuál servicio falla.")],
        coerce=code_in("services"),
        validate_choice=False,
    )
    descripcion = story(
        "¿Qué está pasando?",
        DataRequired("Cuente qué está pasando. Una frase basta."),
        description="Cuéntelo con sus palabras.",
    )
    desde_cuando = line(
        "¿Desde cuándo?", Optional(), description="Una fecha o algo como «hace dos semanas»."
    )
    hogares = CountField(
        "¿A cuántos hogares afecta?", [Optional()], render_kw={"inputmode": "numeric"}
    )
    comunidad = line(
        "¿La presenta por una comunidad? ¿Cuál?",
        Optional(),
        description="Una sola queja sirve por todos los hogares.",
    )
    proveedor = line("¿Qué empresa o entidad lo presta?", Optional())
    reclamo_previo = RadioField(
        "¿Ya le reclamó a la empresa?",
        choices=[SelectChoice("si", "Sí"), SelectChoice("no", "No")],
        coerce=yes_or_no,
        validate_choice=False,
    )
    reclamo_numero = line(
        "Número de ese reclamo", Optional(), longest=100, description="Solo si ya reclamó."
    )

    def facts(self) -> dict[str, Any]:
        provider = catalogues.find("providers", self.proveedor.data)
        return super().facts() | {"households": self.hogares.data, "provider": provider}


class WebForm(RequestForm):
    """What only the web adds: the nonce in the place of a CSRF token, and a trap for robots."""

    class Meta:
        csrf = False

    formulario = HiddenField()
    sitio_web = StringField("Deje esta casilla vacía")


class WebTrainingForm(WebForm, TrainingForm):
    pass


class WebAdviceForm(WebForm, AdviceForm):
    pass


class WebComplaintForm(WebForm, ComplaintForm):
    pass


FORMS: dict[RequestKind, type[RequestForm]] = {
    form.kind: form for form in (TrainingForm, AdviceForm, ComplaintForm)
}
WEB_FORMS: dict[RequestKind, type[WebForm]] = {
    form.kind: form for form in (WebTrainingForm, WebAdviceForm, WebComplaintForm)
}
