"""What the form of every request asks: where, and who and how to reach them.

Field names are the data's names and do not change. Only what the office cannot do without is
required; the rest may be missing and never stops a petition (Ley 1437/2011, art. 15).
"""

from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    Form,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from portal.forms import at_most, clean, clean_line
from portal.intake import catalogues
from portal.intake.forms_fields import choices_of, code_in
from portal.intake.forms_files import FilesForm
from portal.intake.kinds import Identity, RequestKind
from portal.notices.rules import is_address

LONGEST_STORY = 10_000
FALSE = (False, "", "0", "no", "false", "off")
PERSON = {
    "name": "nombre",
    "document_type": "documento_tipo",
    "document_number": "documento_numero",
    "telephone": "telefono",
    "email": "correo",
}
TOLD_ALOUD = "(En la nota de voz.)"
BAD_EMAIL = "Ese correo no está bien escrito. Debe ser como nombre@correo.com."


def line(label: str, *validators: Any, longest: int = 200, **options: Any) -> StringField:
    return StringField(label, [*validators, at_most(longest)], filters=[clean_line], **options)


def story(label: str, *validators: Any, **options: Any) -> TextAreaField:
    return TextAreaField(label, [*validators, at_most(LONGEST_STORY)], filters=[clean], **options)


def tick(label: str, **options: Any) -> BooleanField:
    return BooleanField(label, false_values=FALSE, **options)


def one_address(_form: Form, field: Field) -> None:
    """An address that exists in form, and that the outbox will take; no server is asked."""
    try:
        validate_email(field.data, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValidationError(BAD_EMAIL) from error
    if not is_address(field.data):
        raise ValidationError(BAD_EMAIL)


class RequestForm(FilesForm):
    """The base of the three; ``facts`` is what a `Filing` takes."""

    _fields: dict[str, Field]
    kind: ClassVar[RequestKind]
    topics: ClassVar[str]  # the catalogue that ``tema`` chooses from
    answer_fields: ClassVar[tuple[str, ...]] = ()

    territorio = line(
        "Barrio, vereda, río o consejo comunitario",
        description="Por ejemplo, Comuna 8, La Bocana o Bajo Calima.",
    )
    anonima = tick("No quiero dar mi nombre. La respuesta la veo con mi código.")
    reservada = tick("Doy mi nombre, pero que lo sepa solo quien me atiende.")
    protegida = tick("Hay menores de edad o amenazas: no me manden correos.")
    nombre = line("Su nombre")
    documento_tipo = SelectField(
        "Tipo de documento", coerce=code_in("document_types"), validate_choice=False
    )
    documento_numero = line("Número de documento", longest=40)
    telefono = TelField("Su teléfono", [at_most(40)], filters=[clean_line])
    correo = EmailField(
        "Su correo electrónico",
        [Optional(), one_address, at_most(254)],
        filters=[clean_line],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        blank = SelectChoice("", "Elija una opción")
        self.documento_tipo.choices = [blank, *choices_of("document_types")]
        self.tema.choices = choices_of(self.topics)
        # A form's own questions come first, also in the list of what is missing.
        ordered = sorted(self._fields.items(), key=lambda pair: hasattr(RequestForm, pair[0]))
        self._fields = dict(ordered)

    def validate(self, extra_validators: Any = None) -> bool:
        """Who tells it in a voice note need not write it too."""
        super().validate(extra_validators)
        is_told_aloud = any(file.media_type.startswith("audio/") for file in self.files)
        if is_told_aloud and not self.descripcion.data:
            self.descripcion.errors = []
            self.descripcion.data = TOLD_ALOUD
        return not self.errors

    def choose_topic(self, code: str | None) -> None:
        """Before anybody answers: what the page they come from was about, if it is on offer."""
        if code in {offered.code for offered in catalogues.catalogue(self.topics)}:
            self.tema.data = code

    def choose_place(self, code: str | None) -> None:
        """The same for a territory of the list."""
        if code in {offered.code for offered in catalogues.catalogue("territories")}:
            self.territorio.data = catalogues.label("territories", code)

    def facts(self) -> dict[str, Any]:
        """What a `Filing` takes from the form: all but the instant and the channel."""
        return {
            "kind": self.kind,
            "topic": self.tema.data or None,
            "territory": catalogues.find("territories", self.territorio.data),
            "identity": self._identity(),
            "is_protected": self.protegida.data,
            "description": self.descripcion.data or "",
            "answers": self._answers(),
            **({} if self.anonima.data else self._person()),
        }

    def _identity(self) -> Identity:
        if self.anonima.data:
            return Identity.ANONYMOUS
        return Identity.RESERVED if self.reservada.data else Identity.NAMED

    def _person(self) -> dict[str, str | None]:
        """A type of document alone says nothing of anybody."""
        person = {name: self._fields[field].data or None for name, field in PERSON.items()}
        return person if person["document_number"] else person | {"document_type": None}

    def _answers(self) -> dict[str, Any]:
        """The other answers by field name, without the empty ones."""
        answers = {name: self._fields[name].data for name in (*self.answer_fields, "territorio")}
        if self.tema.data == catalogues.OTHER and self.tema.raw_data:
            answers["tema"] = self._other_topic()
        return {name: answer for name, answer in answers.items() if answer}

    def _other_topic(self) -> str | None:
        """What was sent in place of a topic that the catalogue has."""
        sent = clean_line(self.tema.raw_data[0])
        known = (catalogues.OTHER, catalogues.label(self.topics, catalogues.OTHER))
        return None if sent in known else sent
