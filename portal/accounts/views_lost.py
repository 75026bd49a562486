"""``/gestion/sin-enviar``: what one typed when the sign-in had ended, to be opened again."""

from typing import Any

from flask import render_template

from portal.accounts import lost_forms
from portal.accounts.access import OPENED_AGAIN, current_staff, staff
from portal.accounts.lost_forms import LOST_FORMS
from portal.accounts.models_lost import LostForm
from portal.accounts.views import bp


@bp.get(LOST_FORMS)
@staff()
def lost() -> str:
    forms = [_shown(one) for one in lost_forms.of_person(current_staff())]
    return render_template("accounts/lost_forms.html", forms=forms)


def _shown(one: LostForm) -> dict[str, Any]:
    """``words``: the longest that was typed, to know it by."""
    texts = [text for found in one.fields.values() for text in found if " " in text]
    return {
        "address": f"{one.path}{'&' if '?' in one.path else '?'}{OPENED_AGAIN}=si",
        "fields": one.fields,
        "saved_at": one.saved_at,
        "words": max(texts, key=len, default=""),
    }
