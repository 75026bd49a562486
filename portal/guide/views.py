"""The citizen's guide. Its pages depend on their address, the guide's file and the day alone."""

from typing import TypeVar

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import public
from portal.guide.document import PARTS
from portal.guide.drafts import drafts
from portal.guide.forms import DeadlineForm
from portal.guide.guides import guide
from portal.guide.rules import deadline
from portal.intake import catalogues
from portal.kept_pages import kept

bp = Blueprint("guide", __name__)

Found = TypeVar("Found")


@bp.get("/guia")
@public
@kept
def home() -> str:
    """Life in danger first; then the first question, and every card for whoever knows."""
    on_show = guide()
    return render_template(
        "guide/home.html",
        question=on_show.questions[0],
        cards=on_show.cards,
        phones=catalogues.catalogue("emergency_phones"),
        reviewed=on_show.reviewed,
    )


@bp.get("/guia/preguntas/<step>")
@public
@kept
def question(step: str) -> str | Response:
    """One question per screen, its answers links: the way back is the browser's own."""
    on_show = guide()
    asked = _or_404(on_show.question(step))
    if asked is on_show.questions[0]:  # it stands beside the telephones
        return redirect(url_for("guide.home"))
    return render_template(
        "guide/question.html",
        question=asked,
        number=on_show.questions.index(asked) + 1,
        cards=[one.code for one in on_show.cards],
        place=str,
        total=len(on_show.questions),
        reviewed=on_show.reviewed,
    )


@bp.get("/guia/plazos")
@public
@kept
def deadlines() -> str | tuple[str, int]:
    """By when they must answer what was presented on a day; without one, nothing was asked yet."""
    on_show, is_asked = guide(), "dia" in request.args
    form = DeadlineForm(on_show, formdata=request.args)
    is_good = is_asked and form.validate()
    term = _or_404(on_show.term(form.tipo.data)) if is_good else None
    page = render_template(
        "guide/deadlines.html",
        form=form,
        term=term,
        card=on_show.card(term.card) if term else None,
        found=deadline(term, form.dia.data) if term else None,
        today=clock.today(),
    )
    return page, 400 if is_asked and not is_good else 200


@bp.get("/guia/<code>")
@public
@kept
def card(code: str) -> str:
    on_show = guide()
    shown = _or_404(on_show.card(code))
    return render_template(
        "guide/card.html",
        card=shown,
        parts=[(title, shown.parts[part]) for part, title in PARTS.items()],
        term=next((term for term in on_show.terms if term.card == code), None),
        has_draft=drafts().of(code) is not None,
        phones=_phones("emergency_phones", code),
        other_phones=_phones("other_phones", code),
    )


def _phones(catalogue: str, code: str) -> tuple[catalogues.Entry, ...]:
    """For whoever says that there is danger; the other cards have the strip above all pages."""
    is_urgent = any(answer.leads_to == code for answer in guide().questions[0].answers)
    return catalogues.catalogue(catalogue) if is_urgent else ()


def _or_404(found: Found | None) -> Found:
    if found is None:
        abort(404)
    return found
