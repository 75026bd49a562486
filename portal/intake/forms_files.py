"""The part of a form that takes files, and does not lose the good ones when the rest was wrong."""

from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import Field, HiddenField, SelectMultipleField
from wtforms.validators import ValidationError

from portal import config
from portal.forms import PortalForm
from portal.intake import attachments, kept_files
from portal.intake.file_kinds import FileRefused
from portal.intake.stored_files import PreparedFile


class FilesForm(PortalForm):
    """After ``validate``, ``files`` are those that are fine, kept ones first."""

    archivos = MultipleFileField(
        "Fotos, documentos o notas de voz",
        description="Hasta 5, de 10 MB cada uno. A las fotos les quitamos la ubicación.",
    )
    archivos_guardados = HiddenField()
    quitar = SelectMultipleField("Quitar", choices=[], validate_choice=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.files: list[PreparedFile] = []

    @property
    def most_files(self) -> int:
        """How many fit with those that are there already."""
        return int(config.setting("MAX_FILES")) - len(self.files)

    def validate_archivos(self, field: Field) -> None:
        """Store each new file; one error names all that were refused."""
        kept = kept_files.read(self.archivos_guardados.data)
        self.files = [file for file in kept if file.sha256 not in (self.quitar.data or ())]
        refusals = [refusal for upload in field.data or () if (refusal := self._take(upload))]
        self.archivos_guardados.data = kept_files.sign(self.files)
        if refusals:
            raise ValidationError(" ".join(refusals))

    def _take(self, upload: Any) -> str | None:
        limit = config.setting("MAX_FILES")
        if len(self.files) >= limit:
            return f"«{attachments.shown_name(upload.filename)}» no cabe: son máximo {limit}."
        try:
            file = attachments.prepare(upload)
        except FileRefused as refusal:
            return refusal.message
        if file.sha256 not in {known.sha256 for known in self.files}:
            self.files.append(file)
        return None
