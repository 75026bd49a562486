"""What every form shares: messages in Spanish, and text as it is kept.

What arrives is never trusted about its types: somebody may send a file where a text is asked, or
the other way round.
"""

import re
import unicodedata
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import DateField, Form, IntegerField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

WAITED = "La página esperó demasiado. Revise y envíe otra vez."
VERSION = re.compile("[0-9]{1,9}")
YEARS = range(2000, 2100)
FILE_FIELDS = ("archivos", "soporte")
INVISIBLE = ("Cc", "Cs", "Co", "Cn")  # Unicode categories: controls, surrogates, unassigned
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class PortalForm(FlaskForm):
    """The base of every form of the portal."""

    class Meta:
        locales = ("es_CO", "es")

        def wrap_formdata(self, _form: Form, formdata: Any) -> Any:
            """Files only into the fields that ask for files, texts only into the others."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            if request.method != "POST":
                return None
            files = [(name, file) for name in FILE_FIELDS for file in request.files.getlist(name)]
            texts = [
                (name, visible(text))
                for name, text in request.form.items(multi=True)
                if name not in FILE_FIELDS
            ]
            return CombinedMultiDict([MultiDict(files), MultiDict(texts)])


class VersionField(IntegerField):
    """Hidden: which version of something the person saw, to refuse acting upon a newer one."""

    widget = HiddenInput()
    data: Any

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[InputRequired(WAITED)], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """A number as we wrote it: longer ones break more than one comparison."""
        if valuelist and not VERSION.fullmatch(valuelist[0]):
            self.data = None
            raise ValueError(WAITED)
        super().process_formdata(valuelist)


class PossibleDateField(DateField):
    """A day as the browser's calendar gives it or as people write it, of this century."""

    data: Any

    def __init__(self, label: str, validators: Any = None, **options: Any) -> None:
        options.setdefault("format", ["%Y-%m-%d", "%d/%m/%Y"])
        options.setdefault(
            "invalid_value_message", "Esa fecha no existe. Escríbala como 31/12/2026."
        )
        super().__init__(label, validators, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Working days, and so terms, are only known for some years."""
        super().process_formdata(valuelist)
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            raise ValueError(f"Revise el año: va de {YEARS.start} a {YEARS.stop - 1}.")


def visible(text: str) -> str:
    """The text without what cannot be seen and can only deceive or break."""
    return "".join(c for c in text if c in "\r\n\t" or _is_seen(c))


def _is_seen(character: str) -> bool:
    """Not so: marks that turn the direction of what follows, which can disguise a text."""
    return character not in TURNING and unicodedata.category(character) not in INVISIBLE


def clean(text: str | None) -> str | None:
    """The text as it is kept: nothing invisible, one kind of line end, no blanks around.

    No text at all is None.
    """
    if text is None:
        return None
    lines = visible(text).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines).strip() or None


def clean_line(text: str | None) -> str | None:
    """The same for a text of one line."""
    cleaned = clean(text)
    return " ".join(cleaned.split()) if cleaned else None


def at_most(characters: int) -> Length:
    """The text fits in its column."""
    return Length(max=characters, message=f"Escriba máximo {characters} letras aquí.")
