"""The register: where else a request is filed, its file taken out, the series of each kind."""

from collections.abc import Mapping

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.casework import rules
from portal.casework.models import ArchiveSeries
from portal.casework.queries_register import archive_series, series_version
from portal.casework.rules import Act
from portal.errors import Conflict, Refused
from portal.extensions import db, one_at_a_time
from portal.intake.history import check_unchanged, record_event
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest
from portal.intake.search_words import keep_words


def set_external_number(
    service_request: ServiceRequest, *, actor: StaffUser, seen_version: int, number: str | None
) -> None:
    """Write down its number in another system of the office, or that it has none any more."""
    check_unchanged(service_request, seen_version)
    service_request.status = rules.next_status(Act.REGISTER, service_request.status)
    if number == service_request.external_number:
        raise Refused("Ese es el número que ya tiene.", field="radicado_externo")
    service_request.external_number = number
    keep_words([service_request])
    record_event(service_request, "registered", actor=actor, external_number=number)


def note_export(service_request: ServiceRequest, *, actor: StaffUser, seen_version: int) -> None:
    """Write down who takes everything out; only who may know the person (Ley 1581 de 2012)."""
    check_unchanged(service_request, seen_version)
    service_request.status = rules.next_status(Act.EXPORT, service_request.status)
    if not rules.may_see_identity(actor, service_request):
        raise rules.NotYours(
            "Tiene la identidad reservada: lo saca quien la tiene o la coordinación."
        )
    record_event(service_request, "exported", actor=actor)


def set_archive_series(
    wanted: Mapping[RequestKind, tuple[str | None, str | None]],
    *,
    actor: StaffUser,
    seen_version: int,
) -> None:
    """Say from now on under which series and subseries each kind is kept.

    ``seen_version``: `queries_register.series_version` of the page. What stays as it was leaves
    no row.
    """
    if actor.role is not Role.ADMINISTRATOR:
        raise Refused("Solo quien administra el portal cambia las series.")
    one_at_a_time(ArchiveSeries)
    known = archive_series()
    if series_version(known) != seen_version:
        raise Conflict("Otra persona cambió las series mientras usted las leía.")
    for kind, (series, subseries) in wanted.items():
        if subseries and not series:
            raise Refused("Escriba también la serie.", field=f"serie_{kind.value}")
        before = (known[kind].series, known[kind].subseries) if kind in known else (None, None)
        if (series, subseries) != before:
            db.session.add(
                ArchiveSeries(
                    kind=kind,
                    series=series,
                    subseries=subseries,
                    recorded_by_id=actor.id,
                    recorded_at=clock.now(),
                )
            )
