"""The forms of each act upon a request. All carry the version that the person saw."""

from collections.abc import Iterable
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional

from portal.accounts.forms import StaffForm
from portal.accounts.models import StaffUser
from portal.casework.rules import Classification
from portal.casework.rules_clock import TERM_KINDS
from portal.forms import VersionField, at_most, clean, clean_line
from portal.intake.forms import FORMS
from portal.intake.forms_fields import choices_of
from portal.intake.forms_files import FilesForm
from portal.intake.kinds import PriorityMotive, TermKind
from portal.intake.models import ServiceRequest

LONGEST_TEXT = 10_000
CHOOSE = "Elija una opción."
ONLY_STAFF = "Solo lo lee el personal."
BLANK = SelectChoice("", "Sin definir")


def text(label: str, message: str, **options: Any) -> TextAreaField:
    """Words that the act needs."""
    validators = [DataRequired(message), at_most(LONGEST_TEXT)]
    return TextAreaField(label, validators, filters=[clean], **options)


def optional_text(label: str, **options: Any) -> TextAreaField:
    """Words that only some outcomes need; the rules say which."""
    return TextAreaField(label, [Optional(), at_most(LONGEST_TEXT)], filters=[clean], **options)


def choices_among(members: Any) -> list[SelectChoice]:
    """Members of an enum that carry their own label."""
    return [SelectChoice(member.value, member.label) for member in members]


class ActForm(StaffForm):
    """What every act carries: the version of the request that the person saw."""

    version = VersionField()

    @property
    def has_words(self) -> bool:
        """Whether somebody may have typed what they would not type twice."""
        typed = (field for field in self if isinstance(field, StringField))
        return any(not isinstance(field, HiddenField) for field in typed)

    def offer(self, service_request: ServiceRequest) -> None:
        """Fill in the choices that depend on the request."""

    def see(self, service_request: ServiceRequest) -> None:
        """The person now sees the request as it is: sent again, the act goes upon this."""
        self.version.raw_data = None
        self.version.data = service_request.version


class AssignForm(ActForm):
    responsable = SelectField("Quién la va a tener", validate_choice=False)

    def offer_people(self, people: Iterable[StaffUser]) -> None:
        """Those who attend requests, and nobody."""
        named = (SelectChoice(one.public_id, one.name) for one in people)
        self.responsable.choices = [SelectChoice("", "Nadie"), *named]


class NoteForm(ActForm):
    texto = text(
        "Nota",
        "Escriba la nota.",
        description="Solo la lee el personal. La persona nunca la ve.",
    )


class SendingForm(ActForm, FilesForm):
    """An act that may send files to the person."""

    archivos = MultipleFileField(
        "Archivos para la persona",
        description="Hasta 5, de 10 MB cada uno. A las fotos se les quita la ubicación.",
    )


class AskForm(SendingForm):
    texto = text(
        "Qué le quiere preguntar",
        "Escriba la pregunta.",
        description="La lee en el portal, con su número y su código.",
    )


class AnswerForm(SendingForm):
    respuesta = text(
        "Qué le responde",
        "Escriba la respuesta.",
        description="La lee en el portal, con su número y su código.",
    )


class ReopenForm(ActForm):
    motivo = text("Por qué se abre de nuevo", "Escriba por qué.", description=ONLY_STAFF)


class ClassifyForm(ActForm):
    resumen = StringField(
        "Resumen",
        [Optional(), at_most(200)],
        filters=[clean_line],
        description="Para encontrarla después. Sin nombres ni datos de la persona.",
    )
    tema = SelectField("Tema", validate_choice=False)
    territorio = SelectField("Territorio", validate_choice=False)
    proveedor = SelectField("Empresa o entidad", validate_choice=False)
    termino = RadioField("Qué clase de petición es", validate_choice=False)
    prioridad = SelectField(
        "Va de primera en la lista",
        validate_choice=False,
        description="El plazo para responder no cambia (Ley 1437 de 2011, artículo 20).",
    )
    protegida = BooleanField(
        "Hay menores de edad o amenazas: la identidad queda reservada y no se le escriben correos"
    )
    sospechosa = BooleanField(
        "Parece publicidad o engaño: sigue contando hasta que dos personas la excluyan"
    )

    def offer(self, service_request: ServiceRequest) -> None:
        """The entries of the catalogues; the topic's catalogue depends on the kind."""
        topics = FORMS[service_request.kind].topics
        self.tema.choices = [BLANK, *choices_of(topics)]
        self.territorio.choices = [BLANK, *choices_of("territories")]
        self.proveedor.choices = [BLANK, *choices_of("providers")]
        self.termino.choices = [
            SelectChoice(kind.value, f"{kind.term.label}: {kind.term.days} días hábiles")
            for kind in TERM_KINDS[service_request.kind]
        ]
        self.prioridad.choices = [SelectChoice("", "No"), *self._motives(service_request)]

    @staticmethod
    def _motives(service_request: ServiceRequest) -> list[SelectChoice]:
        """What the person claims is no motive that staff may choose."""
        claimed, now = PriorityMotive.CLAIMED, service_request.priority_motive
        motives = [one for one in PriorityMotive if one is not claimed or now is claimed]
        return choices_among(motives)

    def _term_kind(self) -> TermKind:
        """A petition unless another kind was chosen; the rules say which may be."""
        known = {member.value for member in TermKind}
        return TermKind(self.termino.data) if self.termino.data in known else TermKind.PETITION

    def _priority_motive(self) -> PriorityMotive | None:
        offered = {code for code, *_ in self.prioridad.choices}
        chosen = self.prioridad.data if self.prioridad.data in offered else None
        return PriorityMotive(chosen) if chosen else None

    def classification(self) -> Classification:
        """What was chosen; codes that no catalogue has are nothing."""
        chosen = {
            name: field.data if field.data in {code for code, *_ in field.choices} else None
            for name in ("tema", "territorio", "proveedor")
            for field in [self._fields[name]]
        }
        return Classification(
            summary=self.resumen.data,
            topic=chosen["tema"] or None,
            territory=chosen["territorio"] or None,
            provider=chosen["proveedor"] or None,
            priority_motive=self._priority_motive(),
            term_kind=self._term_kind(),
            is_protected=self.protegida.data,
            is_suspect=self.sospechosa.data,
        )
