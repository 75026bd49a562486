"""Requests as citizens file them, and the browsers of those who attend them."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import clock
from portal.accounts.models import StaffUser
from portal.extensions import db
from portal.intake.actions import Filing, file_request
from portal.intake.kinds import RequestKind
from portal.intake.models import ServiceRequest

FileOne = Callable[..., ServiceRequest]


@pytest.fixture
def today(at: Callable[[str], datetime]) -> Callable[[str], datetime]:
    """All begins on Tuesday 5 March 2024, at ten in the morning."""
    at("2024-03-05 10:00")
    return at


@pytest.fixture
def file_one(app: Flask, today: Callable[[str], datetime]) -> FileOne:
    """File a request as the web does; facts of a `Filing` by name."""

    def file(kind: str = "queja", **facts: Any) -> ServiceRequest:
        facts = {
            "received_at": clock.now(),
            "topic": {"capacitacion": "veedurias", "asesoria": "tutela", "queja": "acueducto"}[
                kind
            ],
            "description": "Llevamos nueve días sin agua.",
            "name": "Rosa Mosquera Cuero",
            "document_type": "cc",
            "document_number": "31.234.567",
            "telephone": "310 555 1234",
            "email": "rosa@correo.example",
        } | facts
        service_request = file_request(Filing(kind=RequestKind(kind), **facts)).service_request
        db.session.commit()
        return service_request

    return file


@pytest.fixture
def complaint(file_one: FileOne) -> ServiceRequest:
    return file_one("queja")


@pytest.fixture
def advice(file_one: FileOne) -> ServiceRequest:
    return file_one("asesoria")


@pytest.fixture
def training(file_one: FileOne) -> ServiceRequest:
    return file_one("capacitacion")


@pytest.fixture
def desk(staff_client: Callable[[StaffUser], FlaskClient], ana: StaffUser) -> FlaskClient:
    """Ana's browser."""
    return staff_client(ana)


@pytest.fixture
def coordination(
    staff_client: Callable[[StaffUser], FlaskClient], carmen: StaffUser
) -> FlaskClient:
    """Carmen's browser."""
    return staff_client(carmen)


@pytest.fixture
def follow() -> Callable[[FlaskClient, str, str], list[list[str]]]:
    """The numbers of each page of the queue, from an address on, by «next» or «prev»."""

    def walk(client: FlaskClient, address: str, way: str) -> list[list[str]]:
        pages = []
        while address:
            page = client.get(address).text
            pages.append(re.findall(r'class="whole" href="/gestion/solicitudes/([^"]+)"', page))
            link = re.search(rf'href="([^"]+)" rel="{way}"', page)
            address = link[1].replace("&amp;", "&") if link else ""
        return pages

    return walk
