"""What is done to a matter: to tell everybody, to take a request out, to answer once (art. 22)."""

from flask import abort, flash

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.models import Role
from portal.casework import actions_matters, queries, queries_matters
from portal.casework.forms_matters import JointAnswerForm, MatterVersionForm
from portal.casework.models_matters import Matter
from portal.casework.rules import DESK
from portal.casework.views_acting import BOTH, Answer, bp
from portal.casework.views_matters import ONE, carry_out_on


@bp.post(f"{ONE}/publicar")
@staff(Role.COORDINATOR)
def publish_matter(matter: str) -> Answer:
    """In the public list of shared problems, or out of it again."""
    form = MatterVersionForm()
    return carry_out_on(
        matter,
        form,
        lambda locked: actions_matters.publish(
            locked,
            seen_version=form.version.data,
            is_public=locked.published_at is None,
            actor=current_staff(),
        ),
        done="Listo: así queda en la lista pública de problemas.",
    )


@bp.post(f"{ONE}/sacar/<filing_number>")
@staff(*DESK)
def unlink(matter: str, filing_number: str) -> Answer:
    form = MatterVersionForm()
    return carry_out_on(
        matter,
        form,
        lambda locked: actions_matters.unlink(
            locked,
            seen_version=form.version.data,
            service_request=queries.lock_request(filing_number) or abort(404),
            actor=current_staff(),
        ),
        done="Listo: ya no está en el asunto.",
    )


@bp.route(f"{ONE}/responder", methods=BOTH)
@staff(*DESK)
def answer_matter(matter: str) -> Answer:
    form = JointAnswerForm(cerrada_en=clock.today())
    return carry_out_on(matter, form, lambda locked: _answer(locked, form), page="answer_matter")


def _answer(locked: Matter, form: JointAnswerForm) -> None:
    given = actions_matters.answer_once(
        locked,
        seen_version=form.version.data,
        service_requests=queries.lock_requests(queries_matters.request_ids(locked)),
        answer=form.answer(),
        actor=current_staff(),
    )
    flash(f"Listo: respuesta dada a {len(given.done)}.")
    for one, reason in given.left:
        flash(f"La {one.filing_number} quedó sin responder: {reason}", "error")
