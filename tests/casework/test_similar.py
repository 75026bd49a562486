"""Requests that may be the same are proposed, merged by two people, and parted again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import StaffUser
from portal.casework import actions_exclusion, queries_similar
from portal.casework.actions_closing import reopen
from portal.casework.rules_closing import ExclusionRefused
from portal.extensions import db
from portal.intake.kinds import Identity, Outcome
from portal.intake.models import ServiceRequest
from tests.casework.conftest import FileOne
from tests.casework.reading import current, page_of
from tests.indicators.words import words_of
from tests.pages import submit

LONG = "Llevamos nueve días sin agua en toda la cuadra y nadie nos dice nada."
NOBODYS = {"name": None, "document_number": None, "telephone": None, "email": None}
OTHER = {"name": "Luz", "document_number": "99", "telephone": "3100000000", "email": "l@x.example"}


def whys(one: ServiceRequest, user: StaffUser) -> dict[str, tuple[str, ...]]:
    found = queries_similar.similar_to(one, user)
    return {other.request.filing_number: other.whys for other in found}


def test_each_reason_proposes_and_its_neighbours_do_not(
    file_one: FileOne, ana: StaffUser, today: Callable
) -> None:
    place = {"territory": "comuna_01"}
    one = file_one(description=LONG, **place)
    mine = {"telephone": "+57 310 555 1234", "name": "R"}
    person = file_one(description="Otra cosa.", topic="aseo", **mine)
    shouted = LONG.upper().replace(",", ";").replace("DÍAS", "DIAS")
    text = file_one(**OTHER, description=shouted, topic="aseo")
    near = file_one(**NOBODYS, description="Sin agua", **place)
    file_one(description="Otra cosa.", topic="aseo", received_at=today("2023-12-05 10:00"), **mine)
    today("2024-03-12 10:00")
    later = file_one(**NOBODYS, description="Sin agua", **place)
    today("2024-03-13 10:00")
    file_one(**NOBODYS, description="Sin agua", **place)  # too late
    file_one(**NOBODYS, description="Sin agua", topic="aseo", **place)  # another service
    file_one(**NOBODYS, description="Sin agua")  # a place that nobody knows
    file_one("asesoria", description=LONG)  # of another kind
    assert whys(one, ana) == {
        person.filing_number: ("La misma persona",),
        text.filing_number: ("El mismo texto",),
        near.filing_number: ("El mismo servicio y lugar, el mismo día",),
        later.filing_number: ("El mismo servicio y lugar, 7 días después",),
    }


def test_the_same_in_every_way_comes_first(file_one: FileOne, ana: StaffUser) -> None:
    place = {"territory": "comuna_01"}
    one = file_one(description=LONG, **place)
    file_one(**NOBODYS, description="Sin agua", **place)
    twin = file_one(description=LONG, **place)
    assert next(iter(whys(one, ana))) == twin.filing_number
    assert len(whys(one, ana)[twin.filing_number]) == 3


def test_a_hidden_person_joins_nothing_for_who_may_not_know(
    file_one: FileOne, ana: StaffUser, carmen: StaffUser
) -> None:
    open_, hidden = file_one(), file_one(identity=Identity.RESERVED)
    short = "La misma persona"
    assert short not in str(whys(open_, ana))
    assert short not in str(whys(hidden, ana))
    assert short in str(whys(open_, carmen))
    assert short in str(whys(hidden, carmen))


def test_a_merge_is_proposed_confirmed_and_parted_again(
    desk: FlaskClient,
    coordination: FlaskClient,
    carmen: StaffUser,
    file_one: FileOne,
    new_client: Callable,
) -> None:
    stays, goes = file_one(description=LONG), file_one(description=LONG)
    page = desk.get(page_of(goes)).text
    assert "Pueden ser la misma" in page
    form = f"{page_of(goes, 'excluir')}?duplicada_de={stays.filing_number}"
    assert form in page
    assert submit(desk, form, motivo="Es la misma cuadra").status_code == 303
    assert current(goes).outcome is None  # both count until somebody else agrees
    assert f"{goes.filing_number} Se propone excluirla" in words_of(desk.get(page_of(stays)).text)
    submit(coordination, page_of(goes, "excluir/confirmar"), decision="excluir")
    assert current(goes).outcome is Outcome.DUPLICATE
    assert f"{goes.filing_number} Excluida" in words_of(desk.get(page_of(stays)).text)
    reopen(current(goes), actor=carmen, seen_version=goes.version, reason="Es otra cuadra.")
    db.session.commit()
    assert (current(goes).duplicate_of_id, goes.outcome) == (None, None)
    assert "Iguales a esta" not in desk.get(page_of(stays)).text


def test_of_another_kind_or_one_excluded_it_is_no_duplicate(
    file_one: FileOne, ana: StaffUser, complaint: ServiceRequest, advice: ServiceRequest
) -> None:
    with pytest.raises(ExclusionRefused, match="es de otro tipo"):
        actions_exclusion.propose_exclusion(
            complaint,
            actor=ana,
            seen_version=1,
            outcome=Outcome.DUPLICATE,
            reason="Es la misma",
            duplicate_of=advice,
        )


def test_the_person_reads_under_which_number_it_goes_on(
    desk: FlaskClient, coordination: FlaskClient, file_one: FileOne, new_client: Callable
) -> None:
    stays, goes = file_one(description=LONG), file_one(description=LONG)
    form = f"{page_of(goes, 'excluir')}?duplicada_de={stays.filing_number}"
    submit(desk, form, motivo="Es la misma")
    submit(coordination, page_of(goes, "excluir/confirmar"), decision="excluir")
    client = new_client()
    with client.session_transaction() as session:
        session["solicitudes"] = {goes.filing_number: (goes.tracking_code_hash or "")[:16]}
    page = words_of(client.get(f"/seguimiento/{goes.filing_number}").text)
    assert f"es igual a otra: sigue con el número {stays.filing_number}" in page


def test_what_is_closed_or_proposed_proposes_nothing(
    desk: FlaskClient, ana: StaffUser, file_one: FileOne
) -> None:
    file_one(description=LONG)
    one = file_one(description=LONG, received_at=file_one().received_at - timedelta(hours=1))
    actions_exclusion.propose_exclusion(
        one, actor=ana, seen_version=1, outcome=Outcome.NOT_VALID, reason="Prueba"
    )
    db.session.commit()
    assert "Pueden ser la misma" not in desk.get(page_of(one)).text


def test_one_under_which_another_goes_on_is_not_excluded_itself(
    desk: FlaskClient,
    coordination: FlaskClient,
    ana: StaffUser,
    carmen: StaffUser,
    file_one: FileOne,
) -> None:
    """Else whoever was told its number would find nothing there."""
    goes, stays, third = (file_one(description=LONG) for _ in range(3))
    actions_exclusion.propose_exclusion(
        stays,
        actor=ana,
        seen_version=1,
        outcome=Outcome.DUPLICATE,
        reason="Es la misma",
        duplicate_of=third,
    )
    db.session.commit()
    form = f"{page_of(goes, 'excluir')}?duplicada_de={stays.filing_number}"
    submit(desk, form, motivo="Es la misma")
    submit(coordination, page_of(goes, "excluir/confirmar"), decision="excluir")
    late = submit(coordination, page_of(stays, "excluir/confirmar"), decision="excluir")
    assert late.status_code == 400
    assert f"La {goes.filing_number} se cerró porque sigue en esta" in late.text
    assert current(stays).outcome is None
    actions_exclusion.refuse_exclusion(
        stays, actor=carmen, seen_version=stays.version, reason="Tiene otra dentro."
    )
    with pytest.raises(ExclusionRefused, match="ábrala antes de nuevo"):
        actions_exclusion.propose_exclusion(
            stays,
            actor=ana,
            seen_version=stays.version,
            outcome=Outcome.NOT_VALID,
            reason="No es una solicitud",
        )


def test_two_places_that_the_list_does_not_have_are_not_one(
    file_one: FileOne, ana: StaffUser
) -> None:
    one = file_one(territory="otro", description="En la vereda El Roble.")
    file_one(**NOBODYS, territory="otro", description="En Río Raposo arriba.")
    assert whys(one, ana) == {}


def test_what_was_found_not_to_be_a_request_is_not_proposed(
    file_one: FileOne, ana: StaffUser, luis: StaffUser
) -> None:
    place = {"territory": "comuna_01"}
    one, spam = file_one(**place), file_one(**NOBODYS, description="Compre ya", **place)
    assert spam.filing_number in whys(one, ana)
    facts = {"outcome": Outcome.NOT_VALID, "reason": "Es propaganda."}
    actions_exclusion.propose_exclusion(spam, actor=ana, seen_version=spam.version, **facts)
    actions_exclusion.confirm_exclusion(spam, actor=luis, seen_version=spam.version)
    db.session.commit()
    assert whys(one, ana) == {}


def test_the_second_person_reads_both_and_is_told_that_the_people_differ(
    coordination: FlaskClient, file_one: FileOne, ana: StaffUser
) -> None:
    place = {"territory": "comuna_01"}
    kept, other = (
        file_one(description=LONG, **place),
        file_one(**OTHER, description="Sin agua", **place),
    )
    facts = {"outcome": Outcome.DUPLICATE, "reason": "Parecen.", "duplicate_of": kept}
    actions_exclusion.propose_exclusion(other, actor=ana, seen_version=other.version, **facts)
    db.session.commit()
    page = words_of(coordination.get(page_of(other, "excluir/confirmar")).text)
    assert LONG in page
    assert "Sin agua" in page
    assert "Son de personas distintas." in page
    mine = file_one(description="Otra vez sin agua", **place)
    actions_exclusion.propose_exclusion(mine, actor=ana, seen_version=mine.version, **facts)
    db.session.commit()
    page = words_of(coordination.get(page_of(mine, "excluir/confirmar")).text)
    assert "Son de personas distintas." not in page
