"""Drafts of documents: what somebody types goes into the file that they take, and nowhere else."""

from typing import Any

from flask import Response, abort, render_template

from portal import clock, one_writer
from portal.accounts.access import public
from portal.guide.document import Card
from portal.guide.draft_document import Draft
from portal.guide.draft_papers import MAKERS, MEDIA_TYPES
from portal.guide.draft_text import as_text, without_person, written
from portal.guide.drafts import drafts
from portal.guide.forms_drafts import REVIEW, DraftForm, boxes_of, form_for
from portal.guide.guides import guide
from portal.guide.views import bp
from portal.intake.kinds import RequestKind
from portal.intake.views_filing import filled_page
from portal.kept_pages import kept


@bp.get("/guia/<code>/borrador")
@public
@kept
def draft(code: str) -> str:
    """The questions of a draft, the same for everybody."""
    card, document = _or_404(code)
    return _page(card, document, form_for(document, formdata=None))


@bp.post("/guia/<code>/borrador")
@public
def write_draft(code: str) -> Any:
    """The file, or the advice form filled in for the office to look at; nothing is kept of it."""
    card, document = _or_404(code)
    form = form_for(document)
    with one_writer.reading():
        if not form.validate():
            return _page(card, document, form), 400
        if form.formato.data == REVIEW:
            return _advice_page(card, document, form.answers)
        return _file(document, form)


def _page(card: Card, document: Draft, form: DraftForm) -> str:
    return render_template("guide/draft.html", card=card, draft=document, form=form)


def _advice_page(card: Card, document: Draft, answers: dict[str, str]) -> str:
    """Who asks goes into the boxes of the form that are kept apart, not into the words."""
    words = as_text(without_person(document, answers))
    boxes = boxes_of(document, answers) | {"descripcion": words}
    return filled_page(RequestKind.ADVICE, topic=card.topic, boxes=boxes)


def _file(document: Draft, form: DraftForm) -> Response:
    kind = form.formato.data
    content = MAKERS[kind](written(document, form.answers), made_at=clock.now())
    response = Response(content, mimetype=MEDIA_TYPES[kind])
    name = f"borrador-{document.code.replace('_', '-')}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _or_404(code: str) -> tuple[Card, Draft]:
    card, document = guide().card(code), drafts().of(code)
    if card is None or document is None:
        abort(404)
    return card, document
