"""How every act upon a request goes: show its form, do it, or show why not with all that was typed.

When another person acted meanwhile, the same page comes back with what they did, holding what this
one typed; sent again, it acts upon the request as it now is.
"""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts.access import current_staff
from portal.accounts.forms import BareForm, status
from portal.casework import (
    actions_replies,
    deadlines,
    forms_aids,
    queries,
    queries_drafts,
    replies,
    rules,
    timeline,
)
from portal.casework.access_lost import keep_what_was_typed
from portal.casework.forms import ActForm
from portal.casework.rules import Act
from portal.casework.rules_replies import TEXT_OF
from portal.casework.views import bp
from portal.config import setting
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.intake.models import ServiceRequest

__all__ = ["BOTH", "PAGE", "Answer", "act_page", "bp", "carry_out", "let_others_write", "load"]

bp.before_request(keep_what_was_typed)

PAGE = "/gestion/solicitudes/<filing_number>"
BOTH = ("GET", "POST")

Answer = Response | tuple[str, int]
Perform = Callable[[ServiceRequest], object]
Load = Callable[[str], ServiceRequest | None]


def load(filing_number: str) -> ServiceRequest:
    return queries.request_with_people(filing_number) or abort(404)


def let_others_write() -> None:
    """End the transaction in which the person was recognized, before files are looked at.

    On SQLite a POST holds the only write lock from its first reading.
    """
    db.session.rollback()


def carry_out(
    filing_number: str,
    act: Act,
    form: ActForm,
    perform: Perform,
    *,
    done: str = "",
    lock: Load = queries.lock_request,
    show: Callable[[ServiceRequest], Answer] | None = None,
    **context: Any,
) -> Answer:
    """One act, one commit. ``perform`` gets the locked request; ``context`` is for the page.

    Afterwards comes the request's page saying ``done``, or what ``show`` answers.
    """
    if button := forms_aids.pressed():
        return _aid(button, filing_number, act, form, **context)
    is_complete = form.validate_on_submit()
    has_gaps = form.is_submitted() and forms_aids.say_gaps(form, act)
    if has_gaps or not is_complete:
        return act_page(load(filing_number), act, form, **context)
    service_request = lock(filing_number) or abort(404)
    try:
        perform(service_request)
    except Conflict:
        db.session.rollback()
        return _conflict_page(filing_number, act, form, **context)
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return act_page(load(filing_number), act, form, **context)
    actions_replies.drop_draft(service_request, act=act, user=current_staff())
    db.session.commit()
    if show is not None:
        return show(service_request)
    flash(done)
    return redirect(url_for("casework.request_page", filing_number=filing_number), 303)


def act_page(
    service_request: ServiceRequest,
    act: Act,
    form: ActForm,
    *,
    changes: list[timeline.Entry] | None = None,
    was_self: bool = False,
    **context: Any,
) -> tuple[str, int]:
    """The page of an act; ``changes`` are what was done since the person read the request.

    ``was_self``: by nobody else, as when a button is pressed twice.
    """
    user = current_staff()
    draft = queries_drafts.draft_of(user, service_request.id, act)
    if request.method != "POST":
        if draft is not None:
            forms_aids.restore(form, draft)
        form.see(service_request)
    form.offer(service_request)
    page = render_template(
        f"casework/acts/{act.name.lower()}.html",
        service_request=service_request,
        form=form,
        changes=changes,
        was_self=was_self,
        deadline=deadlines.deadline_of(service_request, clock.today()),
        why_not=rules.why_not(act, service_request),
        user=user,
        draft=draft,
        replies=replies.offered(act, service_request),
        **context,
    )
    return page, 409 if changes is not None else status(form)


def _aid(button: str, filing_number: str, act: Act, form: ActForm, **context: Any) -> Answer:
    """What the other buttons of the form do; nothing of the act is done."""
    user, service_request = current_staff(), load(filing_number)
    if not BareForm().validate():
        abort(400)
    if button == forms_aids.DISCARD:
        actions_replies.drop_draft(service_request, act=act, user=user)
        db.session.commit()
        flash("Listo: el borrador se borró.")
        return redirect(request.path, 303)
    forms_aids.keep_files(form)
    if button == forms_aids.USE:
        chosen = replies.reply(request.form.get("respuesta_lista", ""))
        if chosen is not None and act in TEXT_OF:
            values = replies.values_for(service_request, user=user, office=setting("OFFICE").name)
            forms_aids.put_into_text(form, act, chosen, values)
        return act_page(service_request, act, form, **context)
    fields = forms_aids.fields_to_keep(form)
    actions_replies.keep_draft(service_request, act=act, user=user, fields=fields)
    db.session.commit()
    flash("Guardado como borrador: todavía no se ha enviado.")
    return redirect(request.path, 303)


def _conflict_page(filing_number: str, act: Act, form: ActForm, **context: Any) -> Answer:
    service_request = load(filing_number)
    events = queries.events_of(service_request, after=form.version.data)
    names = queries.names_of(timeline.people_named(events))
    form.see(service_request)
    changes = timeline.changed_since(events, names)
    was_self = all(event.actor_id == current_staff().id for event in events)
    return act_page(service_request, act, form, changes=changes, was_self=was_self, **context)
