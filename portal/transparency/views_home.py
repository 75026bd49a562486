"""The home page: what a person may ask for, and what the office did in the last published month."""

from flask import Blueprint, render_template

from portal import clock, config, legal_terms, working_days
from portal.accounts.access import public
from portal.intake import queries_outages
from portal.kept_pages import kept
from portal.transparency.done import what_we_did

bp = Blueprint("home", __name__)


@bp.get("/")
@public
@kept
def home() -> str:
    filed_on = working_days.filed_on(clock.now(), config.setting("CLOSING_TIME"))
    answer_by = working_days.add_working_days(filed_on, legal_terms.PETITION.days)
    return render_template(
        "transparency/home.html",
        answer_by=answer_by,
        done=what_we_did(),
        outage_notes=queries_outages.public_notes(),
    )
