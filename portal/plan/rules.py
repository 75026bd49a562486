"""The linter of a plan: what its cells contradict, and what its file already tells of it."""

from dataclasses import replace

from portal.errors import Refused
from portal.plan.checks_document import check_document
from portal.plan.checks_reading import check_reading, check_usable
from portal.plan.checks_rows import check_rows
from portal.plan.document import PlanDocument
from portal.plan.findings import Finding, Severity


class PlanUnusable(Refused):
    """A plan that can be read and cannot be counted with."""


def check(document: PlanDocument) -> list[Finding]:
    """Every inconsistency: errors first, then the whole plan, then activity by activity.

    What the cells show is computed; what only a person sees (a word that is not clear, a decision)
    comes from the notes of the file, which say it in their own words.
    """
    notes = _notes(document)
    noted = {note.place for note in notes}
    computed = [
        replace(finding, is_noted=finding.place in noted)
        for source in (check_usable, check_document, check_rows, check_reading)
        for finding in source(document)
    ]
    shown = {finding.place for finding in computed}
    found = computed + [note for note in notes if note.place not in shown]
    return sorted(found, key=lambda one: (one.severity is not Severity.ERROR, one.activity or 0))


def require_usable(document: PlanDocument) -> None:
    """Refuse a plan with errors, telling the first one."""
    for error in check_usable(document):
        raise PlanUnusable(f"{location(error)}: {error.text}")


def location(finding: Finding) -> str:
    """«actividad 3, CALCULO»."""
    owner = f"actividad {finding.activity}" if finding.activity is not None else "plan"
    return f"{owner}, {finding.cell}"


def _notes(document: PlanDocument) -> list[Finding]:
    owners = [(None, document.notes)] + [(a.number, a.notes) for a in document.activities]
    return [
        Finding(note.code, number, note.cell, note.text, is_noted=True)
        for number, notes in owners
        for note in notes
    ]
