"""Whatever is sent to the public forms, the portal files it or says what is wrong."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.extensions import db
from portal.intake.models import ServiceRequest
from tests.pages import form_fields

FIELDS = """
    tema descripcion territorio nombre documento_tipo documento_numero telefono correo anonima
    reservada protegida comunidad otro_tema personas lugar fecha_1 fecha_2 fecha_3 contra_quien
    urgente motivo_urgencia proveedor desde_cuando hogares reclamo_previo reclamo_numero quitar
    archivos_guardados sitio_web csrf_token
""".split()  # noqa: SIM905 - thirty quoted names would hide what they are
ODD = [
    "\x00",
    "\ud7ff\ufffe",
    "= CMD()",
    "' OR ''='",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "9" * 400,
    "-1",
    "1e9",
    "NaN",
    "2024-02-30",
    "0001-01-01",
    "9999-12-31",
    "a" * 3000,
    "á\u0301\u202e",
    "x@y.example\r\nBcc: z@y.example",
]
texts = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.from_regex(r"[0-9./ -]{1,12}", fullmatch=True),
)


@pytest.mark.parametrize("kind", ["capacitacion", "asesoria", "queja"])
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sent=st.dictionaries(st.sampled_from(FIELDS), texts))
def test_no_form_breaks_the_portal(client, kind, sent):
    address = f"/solicitudes/{kind}"
    before = _count()
    fields = form_fields(client.get(address).text, having="formulario").to_dict()
    answer = client.post(address, data=fields | sent)
    assert answer.status_code in (303, 400)
    assert _count() - before == (answer.status_code == 303)
    if answer.status_code == 303:
        assert client.get(answer.location).status_code == 200


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(radicado=texts, codigo=texts)
def test_nothing_typed_breaks_the_tracking_form(client, radicado, codigo):
    answer = client.post("/seguimiento", data={"radicado": radicado, "codigo": codigo})
    assert answer.status_code in (400, 404, 429)


@pytest.mark.parametrize("number", ["%00", "QUE-2026-000001%0d%0aX: 1", "a" * 3000, "ñ", "..%2f.."])
def test_no_address_breaks_the_acknowledgement(client, number):
    assert client.get(f"/solicitudes/recibida/{number}").status_code == 404


def _count() -> int:
    return db.session.execute(db.select(db.func.count(ServiceRequest.id))).scalar_one()
