"""Each form on paper, with a number of its own."""

from flask import Response, url_for

from portal import config
from portal.accounts.access import public
from portal.intake import access, paper_numbers
from portal.intake.forms_paper import paper_form
from portal.intake.kinds import RequestKind
from portal.intake.views import bp

# Of a later room, which asks there only staff; here it is printed.
DESK = "/gestion/solicitudes/nueva"


@bp.get("/solicitudes/<any(capacitacion, asesoria, queja):kind>/papel.pdf")
@public
def form_on_paper(kind: str) -> Response:
    """Another number each time; nothing is stored, and nobody may keep a copy for the next one."""
    number = paper_numbers.issue(RequestKind(kind))
    site = config.site_address()
    paper = paper_form(
        RequestKind(kind),
        number,
        desk_address=f"{site}{DESK}/{kind}?papel={number}",
        tracking_page=f"{site}{url_for('intake.track')}",
    )
    return access.paper_response(paper, f"formulario-{kind}")
