"""``/problemas``: what many people report, and «a mí también me pasa»."""

from flask import abort, flash, redirect, render_template, request, session, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from portal import clock
from portal.accounts import throttle
from portal.accounts.access import public
from portal.casework import queries_problems
from portal.casework.actions_echoes import echo
from portal.extensions import db
from portal.intake import catalogues
from portal.kept_pages import kept
from portal.transparency.views import bp

PAGE = "/problemas"
SAID = "tambien"
MOST_KEPT = 20  # the cookie has to stay small
# Many telephones share one address: so many of them may say so of one problem in a day.
MOST_A_DAY = 40


@bp.get(PAGE)
@public
@kept
def shared_problems() -> str:
    """Services and places, days and numbers: no person, no words, no filing number."""
    return render_template(
        "transparency/problems.html",
        problems=queries_problems.problems(clock.today()),
        label=catalogues.label,
    )


@bp.post(f"{PAGE}/<service>/<territory>")
@public
def happens_to_me(service: str, territory: str) -> Response:
    """Once for each browser. It is reach and no request: only a complaint gets an answer."""
    if queries_problems.problem(service, territory, clock.today()) is None:
        abort(404)
    key, said = f"{service} {territory}", session.get(SAID, [])
    if key not in said:
        _count(key)
        echo(service=service, territory=territory)
        db.session.commit()
        session[SAID] = [*said, key][-MOST_KEPT:]
    flash("Gracias: ya lo contamos. Para que le respondan a usted, haga su propia queja.")
    return redirect(url_for("transparency.shared_problems"), 303)


def _count(key: str) -> None:
    if throttle.tries("echo", f"{request.remote_addr} {key}", throttle.DAY) > MOST_A_DAY:
        db.session.commit()
        raise TooManyRequests(retry_after=throttle.seconds_left(throttle.DAY))
