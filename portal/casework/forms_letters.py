"""The forms of the office's letters. What they ask comes written, to be read and mended."""

from typing import Any

from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Optional

from portal.casework.forms import ActForm, optional_text, text
from portal.casework.letters import LetterWords
from portal.casework.models import LetterKind
from portal.forms import at_most, clean_line


def line(label: str, message: str, *, longest: int = 200, description: str = "") -> StringField:
    validators = [DataRequired(message), at_most(longest)]
    return StringField(label, validators, filters=[clean_line], description=description)


class LetterForm(ActForm):
    """What every letter carries; the signer is whoever is signed in."""

    destinatario = line("A quién va", "Diga a quién va el oficio.")
    asunto = line("Asunto", "Escriba el asunto.")
    fundamento = line("Fundamento legal", "Escriba el fundamento legal.")
    cargo = line(
        "Su cargo", "Escriba su cargo.", longest=120, description="Sale debajo de su nombre."
    )

    def _common(self) -> dict[str, Any]:
        return {
            "addressee": self.destinatario.data,
            "subject": self.asunto.data,
            "ground": self.fundamento.data,
            "post": self.cargo.data,
        }


class AnswerLetterForm(LetterForm):
    """To whoever made the request: on paper, what the office already told them."""

    def words(self, told: str) -> LetterWords:
        return LetterWords(kind=LetterKind.ANSWER, body=told, **self._common())


class TransferLetterForm(LetterForm):
    """To the body that must attend the request."""

    cuerpo = text("Lo que se le dice a la entidad", "Escriba el oficio.")
    peticion = optional_text("Lo que pide la petición")
    anexos = StringField("Qué se le anexa", [Optional(), at_most(200)], filters=[clean_line])
    con_datos = BooleanField("Decir en el oficio quién es la persona y cómo avisarle")

    def words(self, person: list[tuple[str, str]]) -> LetterWords:
        """``person``: who it is, used only where the box is ticked."""
        return LetterWords(
            kind=LetterKind.TRANSFER,
            body=self.cuerpo.data,
            petition=self.peticion.data or "",
            annexes=self.anexos.data or "",
            person=person if self.con_datos.data else [],
            **self._common(),
        )
