"""How a month's publication differs from the version before it, and from what is known now."""

import json
from typing import Any

from portal.indicators.document import figures_document
from portal.indicators.queries import figures_for, rows_for
from portal.transparency import queries
from portal.transparency.differences import Differences, differences
from portal.transparency.models import Publication
from portal.transparency.rows_file import read_rows, rows_file


def figures_in(publication: Publication) -> dict[str, Any]:
    """Its frozen ``cifras.json``."""
    figures: dict[str, Any] = json.loads(queries.content_of(publication, "cifras.json"))
    return figures


def between(old: Publication, new: Publication) -> Differences:
    """From one publication to another of the same month."""
    return differences(
        figures_in(old),
        read_rows(queries.content_of(old, "filas.csv")),
        figures_in(new),
        read_rows(queries.content_of(new, "filas.csv")),
    )


def to_today(publication: Publication) -> Differences:
    """From a publication to the live figures of its month."""
    figures = figures_for(publication.year, publication.month)
    live = rows_file(
        rows_for(each.indicator, figures.year, figures.month) for each in figures.indicators
    )
    return differences(
        figures_in(publication),
        read_rows(queries.content_of(publication, "filas.csv")),
        figures_document(figures),
        read_rows(live),
    )


def figures_changed_since(publication: Publication) -> int:
    """How many figures (of an indicator, or of the whole plan) today's records say otherwise."""
    live = figures_document(figures_for(publication.year, publication.month))
    found = differences(figures_in(publication), [], live, [])
    return len({(change.number, change.period) for change in found.figures})
