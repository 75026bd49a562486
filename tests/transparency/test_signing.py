"""Prepare, review, approve: three different people, each with the password again."""

import json
from collections.abc import Callable
from datetime import date, time

import pytest
from sqlalchemy import insert

from portal import clock
from portal.accounts.models import Role, StaffUser
from portal.accounts.posts import appoint
from portal.canonical_json import canonical_bytes, sha256_of
from portal.errors import Conflict, Refused
from portal.extensions import db
from portal.notices.models import OutboxMessage
from portal.plan.actions import draft_plan
from portal.transparency import actions, queries
from portal.transparency.models import Ending, Publication, PublicationEnd, SigningRole
from tests.conftest import PASSWORD
from tests.factories import close, instant, make_request, reopen

At = Callable[[str], object]
Publish = Callable[..., Publication]
Hire = Callable[[str, Role], StaffUser]


@pytest.fixture(autouse=True)
def _in_april(at: At, plan_2024: None) -> None:
    at("2024-04-08 09:00")


def _prepare(signer: StaffUser, **given: object) -> Publication:
    return actions.prepare(year=2024, month=3, **{"signer": signer, "password": PASSWORD} | given)  # type: ignore[arg-type]


def _approve(publication: Publication, signer: StaffUser, **given: object) -> PublicationEnd:
    facts = {"password": PASSWORD, "act_number": "7", "act_on": date(2024, 4, 8)}
    return actions.approve(publication, signer=signer, **facts | given)  # type: ignore[arg-type]


def test_three_people_publish_a_month(publish: Publish, carmen: StaffUser) -> None:
    make_request("asesoria", received_on=date(2024, 3, 4))
    publication = publish(2024, 3)

    assert publication.is_published
    seal = json.loads(queries.content_of(publication, "sello.json"))
    assert [one["rol"] for one in seal["firmas"]] == ["elaboro", "reviso", "aprobo"]
    assert [one["cargo"] for one in seal["firmas"]] == [
        *("Director Operativo", "Jefe de Planeación", "Comité")
    ]
    assert seal["firmas"][0]["persona"] == carmen.public_id
    assert seal["firmas"][2]["acto"] == {"numero": "7", "fecha": "2024-04-08"}
    assert seal["firmas"][1]["acto"] is None
    assert seal["firmas"][0]["firmado_en"] == "2024-04-08T14:00:00Z"
    assert [one["anterior"] for one in seal["firmas"]] == [
        *(None, seal["firmas"][0]["firma_sha256"], seal["firmas"][1]["firma_sha256"])
    ]
    unsealed = {name: value for name, value in seal.items() if name != "sello_sha256"}
    assert seal["sello_sha256"] == sha256_of(unsealed)
    assert set(seal["archivos"]) == {"cifras.json", "filas.csv", "plan.json", "recalcular.py"}


def test_the_chain_follows_the_order_of_approval(publish: Publish) -> None:
    first, second = publish(2024, 3), publish(2024, 1)
    assert first.end
    assert second.previous_seal_sha256 == first.end.seal_sha256
    figures = json.loads(queries.content_of(second, "cifras.json"))
    assert figures["anterior_sha256"] == first.end.seal_sha256
    chain = json.loads(queries.chain_document())
    assert [link["ruta"] for link in chain] == ["2024/03/v1/", "2024/01/v1/"]
    assert queries.chain_document() == canonical_bytes(chain)
    third = publish(2024, 2)
    assert [each.end and each.end.place for each in (first, second, third)] == [1, 2, 3]


def test_each_act_gives_what_it_made(carmen: StaffUser, paz: StaffUser, marta: StaffUser) -> None:
    publication = _prepare(carmen)
    seen = publication.figures_sha256
    review = actions.review(publication, signer=paz, password=PASSWORD, seen_sha256=seen)
    assert (review.role, review.user_id) == (SigningRole.REVIEWED, paz.id)
    end = _approve(publication, marta, seen_sha256=seen)
    assert (publication.end, end.outcome, end.ended_by_id) == (end, Ending.APPROVED, marta.id)


def test_an_instant_is_signed_in_whole_seconds(at: At, carmen: StaffUser) -> None:
    at("2024-04-08 09:00:00.250000")
    (signature,) = _prepare(carmen).signatures
    assert signature.signed_at == instant(date(2024, 4, 8), time(9, 0))


def test_the_new_head_goes_out_by_mail_to_the_signers(publish: Publish) -> None:
    publication = publish(2024, 3)
    mails = db.session.query(OutboxMessage).all()
    assert {mail.recipient.split("@")[0] for mail in mails} == {"carmen", "paz", "marta"}
    assert publication.end
    assert all(str(publication.end.seal_sha256) in mail.body for mail in mails)


def test_a_month_that_is_not_over_is_refused(at: At, carmen: StaffUser) -> None:
    at("2024-03-31 23:59")
    with pytest.raises(Refused, match="no ha terminado"):
        _prepare(carmen)
    at("2024-04-01 00:00")
    assert _prepare(carmen).version == 1


def test_a_draft_year_is_refused(at: At, carmen: StaffUser) -> None:
    draft_plan(2025, from_year=2024)
    at("2025-02-03 09:00")
    with pytest.raises(Refused, match="borrador"):
        actions.prepare(year=2025, month=1, signer=carmen, password=PASSWORD)


def test_only_one_publication_is_in_progress(carmen: StaffUser) -> None:
    _prepare(carmen)
    with pytest.raises(Conflict, match="en curso: marzo de 2024"):
        actions.prepare(year=2024, month=2, signer=carmen, password=PASSWORD)


def test_a_wrong_password_signs_nothing(carmen: StaffUser) -> None:
    with pytest.raises(Refused, match="no es su clave") as refusal:
        _prepare(carmen, password="otra clave cualquiera")
    assert refusal.value.field == "clave"
    assert queries.in_progress() is None


def test_a_one_time_password_signs_nothing(carmen: StaffUser) -> None:
    carmen.must_change_password = True
    with pytest.raises(Refused, match="clave de un solo uso") as refusal:
        _prepare(carmen)
    assert refusal.value.field == "clave"


def test_who_may_enter_no_more_signs_nothing(carmen: StaffUser) -> None:
    carmen.is_enabled = False
    with pytest.raises(Refused, match="no es su clave"):
        _prepare(carmen)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_only_the_coordinator_prepares(hire: Hire, role: Role) -> None:
    with pytest.raises(Refused, match="Director Operativo"):
        _prepare(hire("Otra Persona", role))


def test_a_person_signs_once(carmen: StaffUser, admin: StaffUser) -> None:
    """Even who holds a second post by an act."""
    publication = _prepare(carmen)
    appoint(
        carmen,
        role=Role.PLANNING,
        from_on=date(2024, 4, 1),
        to_on=date(2024, 4, 30),
        act="Resolución 12",
        actor=admin,
    )
    with pytest.raises(Refused, match="tres personas distintas"):
        actions.review(publication, signer=carmen, password=PASSWORD)


@pytest.mark.parametrize(
    ("day", "signs"), [("03-31", False), ("04-01", True), ("04-10", True), ("04-11", False)]
)
def test_who_acts_signs_on_the_days_of_the_act(
    at: At, carmen: StaffUser, luis: StaffUser, admin: StaffUser, day: str, signs: bool
) -> None:
    appoint(
        luis,
        role=Role.COORDINATOR,
        from_on=date(2024, 4, 1),
        to_on=date(2024, 4, 10),
        act="Resolución 12",
        actor=admin,
    )
    at(f"2024-{day} 10:00")
    if not signs:
        with pytest.raises(Refused, match="cargo"):
            actions.prepare(year=2024, month=2, signer=luis, password=PASSWORD)
        return
    publication = actions.prepare(year=2024, month=2, signer=luis, password=PASSWORD)
    assert publication.signatures[0].post == "Director Operativo (E)"


def test_it_is_approved_only_after_review(carmen: StaffUser, marta: StaffUser) -> None:
    publication = _prepare(carmen)
    with pytest.raises(Refused, match="revisión"):
        _approve(publication, marta)


def test_it_is_reviewed_once(carmen: StaffUser, paz: StaffUser, hire: Hire) -> None:
    publication = _prepare(carmen)
    actions.review(publication, signer=paz, password=PASSWORD)
    other = hire("Olga Perea", Role.PLANNING)
    with pytest.raises(Conflict, match="ya revisó"):
        actions.review(publication, signer=other, password=PASSWORD)


@pytest.mark.parametrize(
    ("number", "day", "field"),
    [
        ("  ", date(2024, 4, 8), "acta"),
        ("7", None, "fecha_acta"),
        ("7", date(2024, 4, 9), "fecha_acta"),
        ("7", date(2024, 3, 31), "fecha_acta"),
    ],
)
def test_the_committee_records_its_act(
    carmen: StaffUser, paz: StaffUser, marta: StaffUser, number: str, day: date, field: str
) -> None:
    publication = _prepare(carmen)
    actions.review(publication, signer=paz, password=PASSWORD)
    with pytest.raises(Refused) as refusal:
        _approve(publication, marta, act_number=number, act_on=day)
    assert refusal.value.field == field


def test_figures_that_changed_since_they_were_seen_are_not_signed(carmen: StaffUser) -> None:
    seen = actions.preview(year=2024, month=3).figures_sha256
    make_request("queja", received_on=date(2024, 3, 4))
    with pytest.raises(Conflict, match="cambiaron"):
        _prepare(carmen, seen_sha256=seen)


def test_figures_other_than_those_seen_are_neither_reviewed_nor_approved(
    carmen: StaffUser, paz: StaffUser, marta: StaffUser
) -> None:
    publication = _prepare(carmen)
    with pytest.raises(Conflict, match="cambiaron"):
        actions.review(publication, signer=paz, password=PASSWORD, seen_sha256="0" * 64)
    actions.review(publication, signer=paz, password=PASSWORD)
    with pytest.raises(Conflict, match="cambiaron"):
        _approve(publication, marta, seen_sha256="0" * 64)


def test_who_comes_second_learns_it_at_once(carmen: StaffUser, paz: StaffUser) -> None:
    """The first one's act is in the database, and the second one's page does not show it."""
    publication = _prepare(carmen)
    assert publication.end is None
    facts = {"outcome": Ending.REJECTED, "ended_at": clock.now(), "reason": "Falta"}
    first = insert(PublicationEnd).values(
        publication_id=publication.id, ended_by_id=carmen.id, **facts
    )
    db.session.execute(first)
    with pytest.raises(Conflict, match="Otra persona aprobó o rechazó"):
        actions.reject(publication, actor=paz, password=PASSWORD, reason="Falta otra")


def test_a_rejection_asks_the_password(carmen: StaffUser, paz: StaffUser) -> None:
    publication = _prepare(carmen)
    with pytest.raises(Refused, match="no es su clave"):
        actions.reject(publication, actor=paz, password="otra clave", reason="Falta")
    assert queries.in_progress() is publication
    end = actions.reject(publication, actor=paz, password=PASSWORD, reason=" Falta ")
    assert (publication.end, end.outcome, end.reason) == (end, Ending.REJECTED, "Falta")


def test_a_rejection_voids_the_signatures_and_frees_the_version(
    carmen: StaffUser, paz: StaffUser, publish: Publish
) -> None:
    rejected = _prepare(carmen)
    actions.review(rejected, signer=paz, password=PASSWORD)
    actions.reject(rejected, actor=paz, password=PASSWORD, reason="Falta una sesión")
    assert not rejected.is_published
    assert queries.in_progress() is None
    publication = publish(2024, 3)
    assert (publication.number, publication.version) == (2, 1)
    assert queries.versions_of(2024, 3) == [publication]


def test_a_rejection_needs_a_reason_and_a_signer(carmen: StaffUser, ana: StaffUser) -> None:
    publication = _prepare(carmen)
    with pytest.raises(Refused, match="por qué"):
        actions.reject(publication, actor=carmen, password=PASSWORD, reason=" ")
    with pytest.raises(Refused, match="quien puede firmarla"):
        actions.reject(publication, actor=ana, password=PASSWORD, reason="No")
    actions.reject(publication, actor=carmen, password=PASSWORD, reason="Falta")
    with pytest.raises(Conflict, match="ya rechazó"):
        actions.reject(publication, actor=carmen, password=PASSWORD, reason="Falta")


def test_a_correction_says_why_and_what(publish: Publish, carmen: StaffUser) -> None:
    publish(2024, 3)
    with pytest.raises(Refused, match="Nada cambió"):
        _prepare(carmen, reason="Por si acaso")
    make_request("queja", received_on=date(2024, 3, 4))
    with pytest.raises(Refused, match="por qué se corrige"):
        _prepare(carmen)
    second = publish(2024, 3, reason="Llegó una queja en papel")
    assert second.version == 2
    assert json.loads(queries.content_of(second, "cifras.json"))["motivo_correccion"] == (
        "Llegó una queja en papel"
    )


def test_the_first_version_has_no_reason(carmen: StaffUser) -> None:
    with pytest.raises(Refused, match="no lleva motivo"):
        _prepare(carmen, reason="Corrige")


def test_what_happens_later_leaves_the_published_bytes(publish: Publish) -> None:
    one = make_request("asesoria", received_on=date(2024, 3, 4))
    close(one, "atendida", date(2024, 3, 9))
    publication = publish(2024, 3)
    before = {file.name: queries.content_of(publication, file.name) for file in publication.files}
    reopen(one)
    make_request("queja", received_on=date(2024, 3, 5))
    db.session.commit()
    db.session.expire_all()
    after = {file.name: queries.content_of(publication, file.name) for file in publication.files}
    assert before == after
