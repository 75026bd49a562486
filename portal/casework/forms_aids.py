"""What helps to write an act's form: a reply put into its text, and drafts."""

from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError

from portal.casework import rules_replies
from portal.casework.forms import ActForm
from portal.casework.models_replies import ActDraft
from portal.casework.replies import Reply
from portal.casework.rules import Act

# The buttons beside the one that sends, by their names.
USE, KEEP, DISCARD = "usar", "guardar", "descartar"
FILES = ("archivos", "soporte")
NOT_TYPED = frozenset({"csrf_token", "version", USE, KEEP, DISCARD, "respuesta_lista"})
LONGEST = 60_000  # letters, of all fields together


def pressed() -> str:
    """Which of them was pressed; empty for none."""
    if request.method != "POST":
        return ""
    return next((name for name in (USE, KEEP, DISCARD) if name in request.form), "")


def keep_files(form: ActForm) -> None:
    """Files that came with it are stored now: a page cannot give them back to their field."""
    for name in FILES:
        field = form._fields.get(name)
        if field is not None:
            try:
                getattr(form, f"validate_{name}")(field)
            except ValidationError as refusal:
                field.errors = [str(refusal)]


def put_into_text(form: ActForm, act: Act, reply: Reply, values: Any) -> None:
    """After what was typed, with its fields filled in."""
    field = form._fields[rules_replies.TEXT_OF[act]]
    field.data = rules_replies.added(field.data, rules_replies.filled(reply.text, values))


def say_gaps(form: ActForm, act: Act) -> bool:
    """Whether the text still has gaps; then its field says which."""
    field = form._fields.get(rules_replies.TEXT_OF.get(act, ""))
    found = rules_replies.gaps(field.data) if field is not None else []
    if field is not None and found:
        field.errors = [*field.errors, f"Falta escribir {', '.join(found)}."]
    return bool(found)


def typed() -> dict[str, list[str]]:
    """The fields as they came, but for what is no word of the person's."""
    fields = {name: found for name, found in request.form.lists() if name not in NOT_TYPED}
    size = sum(len(text) for found in fields.values() for text in found)
    return fields if size <= LONGEST else {}


def fields_to_keep(form: ActForm) -> dict[str, list[str]]:
    """What was typed; of files, those that are stored already."""
    fields = typed()
    for name in ("archivos_guardados", "soporte_guardado"):
        field = form._fields.get(name)
        if field is not None and field.data:
            fields[name] = [field.data]
    return fields


def restore(form: ActForm, draft: ActDraft) -> None:
    """Show the form as it was left."""
    form.process(MultiDict((name, one) for name, found in draft.fields.items() for one in found))
    keep_files(form)
