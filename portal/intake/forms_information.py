"""The box by which a requester adds words and files to a request."""

from typing import Any

from portal.intake import kept_files
from portal.intake.forms_files import FilesForm
from portal.intake.forms_request import RequestForm, story
from portal.intake.stored_files import PreparedFile

NOTHING = "Escriba su mensaje o adjunte un archivo."
PAGE_WAITED = "La página esperó demasiado. Revise y envíe otra vez."
NOT_SAID = ("formulario", "sitio_web", "csrf_token", "archivos", "archivos_guardados", "quitar")


class InformationForm(FilesForm):
    """Words, files or both; posted to the request's own page."""

    mensaje = story("Su mensaje")

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        if self.csrf_token.errors:
            self.csrf_token.errors = [PAGE_WAITED]
        if not self.mensaje.data and not self.files and not self.archivos.errors:
            self.mensaje.errors = [NOTHING]
            return False
        return is_valid


def information_from(form: RequestForm) -> InformationForm:
    """The box, filled with what a filing form said, so that no word or file of it is lost."""
    information = InformationForm(formdata=None)
    information.mensaje.data = _said(form)
    information.files = list[PreparedFile](form.files)
    information.archivos_guardados.data = kept_files.sign(form.files)
    return information


def _said(form: RequestForm) -> str:
    """Every answer with its question, one below the other."""
    fields = [field for field in form if field.name not in NOT_SAID and field.data]
    return "\n".join(f"{field.label.text} {_answer(field)}" for field in fields)


def _answer(field: Any) -> str:
    if field.data is True:
        return "Sí"
    labels = {option.data: option.label.text for option in field} if _has_options(field) else {}
    return str(labels.get(field.data, field.data))


def _has_options(field: Any) -> bool:
    return bool(getattr(field, "choices", None))
