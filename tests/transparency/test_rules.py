"""When a publication may be prepared, signed, corrected and rejected: the rules alone."""

from datetime import date

import pytest

from portal.accounts.models import Role
from portal.errors import Conflict, Refused
from portal.transparency import rules
from portal.transparency.models import (
    Ending,
    Publication,
    PublicationEnd,
    Signature,
    SigningRole,
)

CUTOFF, TODAY = date(2024, 3, 31), date(2024, 4, 8)
LONGEST = "a" * 1000


def waiting(*signed: SigningRole, end: Ending | None = None) -> Publication:
    """March of 2024 with some signatures, ended or not."""
    publication = Publication(year=2024, month=3, version=1)
    publication.signatures = [Signature(role=role) for role in signed]
    if end:
        publication.end = PublicationEnd(outcome=end)
    return publication


def test_a_month_is_over_the_day_after_its_last() -> None:
    rules.check_month(2024, 3, date(2024, 4, 1))
    rules.check_month(2024, 2, date(2024, 3, 1))
    with pytest.raises(Refused, match=r"Marzo de 2024 no ha terminado\."):
        rules.check_month(2024, 3, date(2024, 3, 31))


def test_while_one_waits_no_other_is_prepared() -> None:
    rules.check_nothing_in_progress(None)
    with pytest.raises(Conflict, match="marzo de 2024"):
        rules.check_nothing_in_progress(waiting())


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_correction_has_a_reason_and_a_first_version_none(reason: str | None) -> None:
    assert rules.checked_reason(1, reason) is None
    for version in (2, 3):
        with pytest.raises(Refused, match="por qué se corrige") as refusal:
            rules.checked_reason(version, reason)
        assert refusal.value.field == "motivo"


def test_the_reason_of_a_correction_is_kept_without_the_spaces_around() -> None:
    for version in (2, 3):
        assert rules.checked_reason(version, " Llegó una queja ") == "Llegó una queja"
        assert rules.checked_reason(version, LONGEST) == LONGEST
        with pytest.raises(Refused, match="máximo 1000 letras") as refusal:
            rules.checked_reason(version, LONGEST + "a")
        assert refusal.value.field == "motivo"
    with pytest.raises(Refused, match="no lleva motivo") as refusal:
        rules.checked_reason(1, "Llegó una queja")
    assert refusal.value.field == "motivo"


def test_a_rejection_has_a_reason_of_a_thousand_letters_at_most() -> None:
    assert rules.checked_rejection(" Falta una sesión ") == "Falta una sesión"
    assert rules.checked_rejection(LONGEST) == LONGEST
    for reason, said in (("", "por qué"), (" \n", "por qué"), (LONGEST + "a", "máximo 1000")):
        with pytest.raises(Refused, match=said) as refusal:
            rules.checked_rejection(reason)
        assert refusal.value.field == "motivo"


def test_nobody_signs_other_figures_than_they_saw() -> None:
    rules.check_seen(None, "a1")
    rules.check_seen("a1", "a1")
    for seen in ("a2", ""):
        with pytest.raises(Conflict, match="cambiaron"):
            rules.check_seen(seen, "a1")


def test_it_is_reviewed_once_and_then_approved() -> None:
    prepared = waiting(SigningRole.PREPARED)
    reviewed = waiting(SigningRole.PREPARED, SigningRole.REVIEWED)
    rules.check_turn(prepared, SigningRole.REVIEWED)
    rules.check_turn(reviewed, SigningRole.APPROVED)
    with pytest.raises(Conflict, match="ya revisó"):
        rules.check_turn(reviewed, SigningRole.REVIEWED)
    with pytest.raises(Refused, match="Falta la revisión"):
        rules.check_turn(prepared, SigningRole.APPROVED)


@pytest.mark.parametrize(
    ("end", "said"), [(Ending.APPROVED, "ya aprobó"), (Ending.REJECTED, "ya rechazó")]
)
def test_what_ended_is_signed_and_rejected_no_more(end: Ending, said: str) -> None:
    ended = waiting(SigningRole.PREPARED, end=end)
    with pytest.raises(Conflict, match=said):
        rules.check_open(ended)
    with pytest.raises(Conflict, match=said):
        rules.check_turn(ended, SigningRole.REVIEWED)
    rules.check_open(waiting(SigningRole.PREPARED))


def test_each_signature_has_its_post_and_its_person() -> None:
    others = [Signature(user_id=1), Signature(user_id=2)]
    assert rules.check_signer(SigningRole.APPROVED, "Comité", 3, others) == "Comité"
    for user_id in (1, 2):
        with pytest.raises(Refused, match="tres personas distintas"):
            rules.check_signer(SigningRole.APPROVED, "Comité", user_id, others)


@pytest.mark.parametrize(
    ("role", "post", "named"),
    [
        (SigningRole.PREPARED, Role.COORDINATOR, "Director Operativo"),
        (SigningRole.REVIEWED, Role.PLANNING, "Jefe de Planeación"),
        (SigningRole.APPROVED, Role.COMMITTEE, "Comité"),
    ],
)
def test_who_does_not_hold_the_post_is_told_which(
    role: SigningRole, post: Role, named: str
) -> None:
    assert rules.POST_OF[role] is post
    with pytest.raises(Refused) as refusal:
        rules.check_signer(role, None, 3, [])
    assert str(refusal.value) == f"Solo firma aquí quien tiene el cargo de {named}."


@pytest.mark.parametrize("day", [date(2024, 4, 1), TODAY])
def test_the_act_is_dated_after_the_month_and_until_today(day: date) -> None:
    assert rules.checked_act(" Acta   7 ", day, CUTOFF, TODAY) == ("Acta 7", day)
    assert rules.checked_act("7" * 60, day, CUTOFF, TODAY) == ("7" * 60, day)


@pytest.mark.parametrize(
    ("number", "day", "field", "said"),
    [
        ("  ", TODAY, "acta", "Escriba el número"),
        ("7" * 61, TODAY, "acta", "máximo 60 letras"),
        ("7", None, "fecha_acta", "Escriba la fecha"),
        ("7", date(2024, 4, 9), "fecha_acta", "posterior a hoy"),
        ("7", CUTOFF, "fecha_acta", "anterior al fin del mes"),
    ],
)
def test_an_act_that_cannot_be_says_what_is_wrong(
    number: str, day: date | None, field: str, said: str
) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        rules.checked_act(number, day, CUTOFF, TODAY)
    assert refusal.value.field == field
