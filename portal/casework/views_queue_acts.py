"""Give out several requests at once, and say «I have looked»."""

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from portal.accounts import queries as staff_queries
from portal.accounts.access import current_staff, staff
from portal.casework import actions_queue, queries
from portal.casework.actions_queue import Assigned
from portal.casework.forms_queue_acts import AssignSeveralForm, LookedForm
from portal.casework.rules import DESK
from portal.casework.views import bp
from portal.casework.views_queue import QUEUE, address_of, show_queue
from portal.extensions import db
from portal.forms import WAITED

Answer = Response | tuple[str, int]


@bp.post(f"{QUEUE}/asignar")
@staff(*DESK)
def assign_several() -> Answer:
    form = AssignSeveralForm()
    form.offer_people(staff_queries.enabled_staff(*DESK))
    if not form.validate_on_submit():
        wrong = " ".join(str(one) for errors in form.errors.values() for one in errors)
        return show_queue(form.arguments, wrong=wrong, assignee=form.responsable.data), 400
    seen = form.seen
    found = queries.lock_numbered(list(seen))
    result = actions_queue.assign_several(
        found,
        actor=current_staff(),
        seen_versions={one.id: seen[one.filing_number] for one in found},
        assignee=form.people.get(form.responsable.data),
    )
    db.session.commit()
    return _told(result, form)


@bp.post(f"{QUEUE}/al-dia")
@staff(*DESK)
def mark_looked() -> Answer:
    form = LookedForm()
    if not form.validate_on_submit():
        return show_queue(form.arguments, wrong=WAITED), 400
    actions_queue.mark_looked(current_staff(), event_id=form.evento.data)
    db.session.commit()
    flash("Listo: desde ahora se marca lo que cambie.")
    return redirect(address_of(form.arguments), 303)


def _told(result: Assigned, form: AssignSeveralForm) -> Answer:
    """Back to the queue when all was done; else which ones stayed, and why."""
    chosen = form.people.get(form.responsable.data)
    done = len(result.done)
    if result.left:
        form.solicitud.data = []
        page = render_template(
            "casework/assigned.html",
            result=result,
            form=form,
            chosen=chosen,
            back=address_of(form.arguments),
        )
        return page, 409 if result.changed else 400
    quantity = "1 solicitud quedó" if done == 1 else f"{done} solicitudes quedaron"
    flash(f"Listo: {quantity} {f'con {chosen.name}' if chosen else 'sin asignar'}.")
    return redirect(address_of(form.arguments), 303)
