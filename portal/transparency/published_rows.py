"""In which published months a request stands, as which row: what its own page says."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.indicators.rules_rows import Reason
from portal.intake.models import ServiceRequest
from portal.transparency import queries
from portal.transparency.models import Publication
from portal.transparency.rows_file import PublishedRow, rows_named
from portal.transparency.rules import month_label


@dataclass(frozen=True)
class PublishedIn:
    """A published month with a request's row in it."""

    month: str
    url: str
    words: str


def published_rows(service_request: ServiceRequest) -> list[PublishedIn]:
    """Its rows in the latest version of each published month of its year, oldest first."""
    received_on = service_request.received_on
    return [
        shown
        for month, publication in queries.published_in(received_on.year).items()
        if month >= received_on.month
        for shown in _rows_in(publication, service_request.public_row)
    ]


def _rows_in(publication: Publication, name: str) -> Iterator[PublishedIn]:
    """Without one where the month was published before the request was recorded."""
    for row in rows_named(queries.content_of(publication, "filas.csv"), name):
        yield PublishedIn(
            month=f"{month_label(publication.year, publication.month)}",
            url=f"/transparencia/{publication.path}filas?indicador={row.indicador}&fila={name}#{name}",
            words=_words(row),
        )


def _words(row: PublishedRow) -> str:
    """What the row adds to the year to that month, and why not more."""
    reason = Reason(row.motivo)
    if row.en_numerador_acumulado == "1":
        return "cuenta entre las recibidas y entre las cumplidas."
    why = reason.label[:1].lower() + reason.label[1:]
    if row.en_denominador_acumulado == "1":
        return f"cuenta entre las recibidas, no entre las cumplidas ({why})."
    return f"no cuenta ({why})."
