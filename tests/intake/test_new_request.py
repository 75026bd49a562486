"""The three forms: what they file, what they refuse, and that nothing typed is ever lost."""

import re

import pytest

from portal.extensions import db
from portal.intake import queries
from portal.intake.models import Identity, RequestKind, ServiceRequest
from portal.intake.models_private import PersonIndex, Requester
from tests.pages import form_fields, submit

COMPLAINT = "/solicitudes/queja"
FULL_COMPLAINT = {
    "tema": "acueducto",
    "descripcion": "Llevamos nueve días sin agua.",
    "desde_cuando": "8 de noviembre",
    "hogares": "1.200",
    "proveedor": "saaab – acueducto",
    "reclamo_previo": "si",
    "reclamo_numero": "R-77",
    "territorio": "la bocana",
    "nombre": "María Peña",
    "documento_tipo": "cc",
    "documento_numero": "1.234.567",
    "telefono": "310 555 0101",
    "correo": " maria@correo.example ",
}


def filed() -> list[ServiceRequest]:
    db.session.expire_all()
    return list(db.session.execute(db.select(ServiceRequest)).scalars())


def test_a_complaint_is_filed_with_all_that_it_says(client):
    answer = submit(client, COMPLAINT, **FULL_COMPLAINT)
    assert answer.status_code == 303
    (one,) = filed()
    assert answer.location == f"/solicitudes/recibida/{one.filing_number}"
    assert one.kind is RequestKind.COMPLAINT
    assert (one.topic, one.provider, one.territory) == ("acueducto", "saaab_acueducto", "76109003")
    assert (one.households, one.identity, one.privacy_notice) == (1200, Identity.NAMED, "1")
    requester = queries.requester_of(one)
    assert (requester.name, requester.email) == ("María Peña", "maria@correo.example")
    answers = queries.content_of(one).answers
    assert answers["reclamo_numero"] == "R-77"
    assert answers["territorio"] == "la bocana"
