"""``/gestion/catalogos``: the lists that people choose from, kept by form."""

from functools import partial

from flask import abort, flash, redirect, render_template, url_for

from portal import clock
from portal.accounts.access import current_staff, staff
from portal.accounts.forms import status
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.intake import actions_office, catalogues, office_entries
from portal.intake.actions_office import KEEPERS
from portal.intake.catalogue_file import SECTIONS, Entry
from portal.intake.forms_office import EntryForm
from portal.intake.unfinished import is_unverified
from portal.intake.views_office import BOTH, Answer, bp

LISTS = "/gestion/catalogos"
# The lists by their names on the screen; in addresses they are named as files name them.
TITLES = {
    "topics": "Temas de capacitación",
    "mechanisms": "Temas de asesoría",
    "services": "Servicios públicos",
    "providers": "Empresas y prestadores",
    "territories": "Barrios, veredas y territorios",
    "bodies": "Entidades a las que se traslada",
    "emergency_phones": "Teléfonos de emergencia",
    "other_phones": "Otros teléfonos",
    "document_types": "Tipos de documento",
}
_BY_SECTION = {section: name for name, section in SECTIONS.items()}


@bp.get(LISTS)
@staff(*KEEPERS)
def lists() -> str:
    today, found = clock.today(), []
    for name, title in TITLES.items():
        offered = catalogues.catalogue(name)
        waiting = sum(is_unverified(one.verified_on, today) for one in offered)
        found.append((SECTIONS[name], title, len(offered), waiting))
    return render_template("intake/office/lists.html", lists=found)


@bp.get(f"{LISTS}/<section>")
@staff(*KEEPERS)
def entries(section: str) -> str:
    name = _list(section)
    return render_template(
        "intake/office/entries.html",
        section=section,
        title=TITLES[name],
        entries=catalogues.every(name),
        today=clock.today(),
        is_unverified=is_unverified,
    )


@bp.route(f"{LISTS}/<section>/nueva", methods=BOTH)
@staff(*KEEPERS)
def new_entry(section: str) -> Answer:
    form = EntryForm.of(_list(section), None, 0)
    code = office_entries.new_code(form.catalogue, form.nombre.data or "")
    return _edit(section, code, None, form)


@bp.route(f"{LISTS}/<section>/<entry>", methods=BOTH)
@staff(*KEEPERS)
def edit_entry(section: str, entry: str) -> Answer:
    name = _list(section)
    known = catalogues.entry(name, entry) if catalogues.has(name, entry) else abort(404)
    return _edit(section, entry, known, EntryForm.of(name, known, _version(section, entry)))


def _edit(section: str, code: str, known: Entry | None, form: EntryForm) -> Answer:
    """Write it; whoever comes second sees what the first wrote and keeps their own words."""
    page = partial(_page, section, code, known, form)
    if not form.validate_on_submit():
        return page()
    try:
        actions_office.write_entry(
            form.catalogue,
            code=code,
            seen_version=form.version.data,
            fields=form.written(),
            actor=current_staff(),
        )
    except Conflict:
        db.session.rollback()
        form.see(_version(section, code) if known else 0)
        return page(is_conflict=True)
    except Refused as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return page()
    db.session.commit()
    office_entries.renew()
    flash(_follow_up(form.catalogue, code))
    return redirect(url_for("office.entries", section=section), 303)


def _follow_up(catalogue: str, code: str) -> str:
    """The lists are in force: now the words of the requests that name the entry."""
    office_entries.refresh()
    if actions_office.reword(catalogue, code=code):
        db.session.commit()
        return "Listo: ya está en la lista."
    db.session.rollback()
    return "Listo. Hay muchas solicitudes con ese nombre: corra «search rebuild» para buscarlas."


def _page(
    section: str, code: str, known: Entry | None, form: EntryForm, *, is_conflict: bool = False
) -> Answer:
    page = render_template(
        "intake/office/entry.html",
        section=section,
        title=TITLES[form.catalogue],
        known=known,
        form=form,
        versions=office_entries.versions(section, code) if known else [],
        is_conflict=is_conflict,
    )
    return page, 409 if is_conflict else status(form)


def _list(section: str) -> str:
    return _BY_SECTION.get(section) or abort(404)


def _version(section: str, code: str) -> int:
    known = office_entries.versions(section, code)
    return known[0].version if known else 0
