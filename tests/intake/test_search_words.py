"""By which words a request is kept, and that none of them is the person's."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from portal import clock
from portal.extensions import db
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest
from portal.intake.models_search import RequestWords
from portal.intake.search_words import folded


@pytest.fixture
def complaint(app: Flask, at: Callable) -> ServiceRequest:
    at("2024-03-05 10:00")
    filing = Filing(
        kind=RequestKind.COMPLAINT,
        received_at=clock.now(),
        topic="acueducto",
        name="Rosa Mosquera",
        subject="Canario del asunto",
        description="Canario de lo contado",
        answers={"contra_quien": "Canario"},
    )
    service_request = file_request(filing).service_request
    db.session.commit()
    return service_request


def words(service_request: ServiceRequest) -> list[str]:
    query = select(RequestWords.words).where(RequestWords.service_request_id == service_request.id)
    return db.session.execute(query).scalar_one().split()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ñandú PINGÜINO", ["nandu", "pinguino"]),
        ("quejas queja", ["queja", "queja"]),
        ("comunales comunal", ["comunal", "comunal"]),
        ("QUE-2024-000007", ["que", "2024", "000007"]),
        ("¡¿—?!", []),
    ],
)
def test_words_are_kept_without_case_accents_or_plural(typed: str, kept: list[str]) -> None:
    assert folded(typed) == kept


def test_the_office_s_own_words_are_kept(complaint: ServiceRequest) -> None:
    assert {"que", "2024", "000001", "1", "acueducto"} <= set(words(complaint))


def test_nothing_of_the_person_is_kept(complaint: ServiceRequest) -> None:
    kept = " ".join(words(complaint))
    assert not [word for word in ("rosa", "mosquera", "canario") if word in kept]


def test_the_words_can_be_written_again(complaint: ServiceRequest, cli: FlaskCliRunner) -> None:
    before = words(complaint)
    db.session.execute(RequestWords.__table__.update().values(words="nada"))
    db.session.commit()
    assert cli.invoke(args=["search", "rebuild"]).output == "Solicitudes: 1.\n"
    assert words(complaint) == before
