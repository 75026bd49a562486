"""The three forms: what they file, what they send back, and that nothing typed is ever lost."""

import io

import pytest

from portal.extensions import db
from portal.intake import privacy_notice, queries
from portal.intake.kinds import Channel, Identity, RequestKind
from portal.intake.models import ServiceRequest
from portal.intake.models_private import PersonIndex, RequestContent, Requester
from portal.notices.models import OutboxMessage
from tests.intake import samples
from tests.pages import form_fields, submit

TRAINING, ADVICE, COMPLAINT = (f"/solicitudes/{kind.value}" for kind in RequestKind)
PERSON = {
    "nombre": "María Peña",
    "documento_tipo": "cc",
    "documento_numero": "1.234.567",
    "telefono": "310 555 0101",
    "correo": " maria@correo.example ",
}
COMPLAINT_WORDS = {
    "tema": "acueducto",
    "descripcion": "Llevamos nueve días sin agua.",
    "desde_cuando": "8 de noviembre",
    "hogares": "1.200",
    "proveedor": "saaab – acueducto",
    "reclamo_previo": "si",
    "reclamo_numero": "R-77",
    "territorio": "la bocana",
}


def rows(model=ServiceRequest):
    db.session.expire_all()
    return list(db.session.execute(db.select(model)).scalars())


def test_a_complaint_is_filed_with_all_that_it_says(client):
    answer = submit(client, COMPLAINT, **COMPLAINT_WORDS, **PERSON)
    (one,) = rows()
    assert answer.status_code == 303
    assert answer.location == f"/solicitudes/recibida/{one.filing_number}"
    assert (one.kind, one.channel) == (RequestKind.COMPLAINT, Channel.WEB)
    assert (one.topic, one.provider, one.territory) == ("acueducto", "saaab_acueducto", "76109003")
    assert (one.households, one.identity, one.privacy_notice) == (
        *(1200, Identity.NAMED, privacy_notice.VERSION),
    )
    content = queries.content_of(one)
    assert content.description == "Llevamos nueve días sin agua."
    assert content.answers == {
        "proveedor": "saaab – acueducto",
        "desde_cuando": "8 de noviembre",
        "reclamo_previo": "si",
        "reclamo_numero": "R-77",
        "territorio": "la bocana",
    }
    requester = queries.requester_of(one)
    assert (requester.name, requester.document_type) == ("María Peña", "cc")
    assert requester.email == "maria@correo.example"


def test_training_is_filed_with_its_people_and_dates(client, at):
    at("2024-03-05 10:00")
    submit(
        client,
        TRAINING,
        comunidad="Junta de La Playita",
        tema="otro",
        otro_tema="Cómo vigilar una obra",
        personas="40",
        lugar="Caseta comunal",
        fecha_1="2024-03-20",
        fecha_2="27/03/2024",
        fecha_3="2024-04-03",
    )
    (one,) = rows()
    assert (one.kind, one.topic, one.people_expected) == (RequestKind.TRAINING, "otro", 40)
    assert queries.content_of(one).answers == {
        "comunidad": "Junta de La Playita",
        "otro_tema": "Cómo vigilar una obra",
        "lugar": "Caseta comunal",
        "fechas": ["2024-03-20", "2024-03-27", "2024-04-03"],
    }


def test_advice_is_filed_with_its_urgency(client):
    submit(
        client,
        ADVICE,
        descripcion="Me negaron una cirugía.",
        tema="tutela",
        contra_quien="La EPS",
        urgente="y",
        motivo_urgencia="La cirugía es el lunes",
        reservada="y",
        protegida="y",
        nombre="Luz",
    )
    (one,) = rows()
    assert (one.kind, one.topic, one.is_urgent) == (RequestKind.ADVICE, "tutela", True)
    assert (one.identity, one.is_protected) == (Identity.RESERVED, True)
    assert queries.content_of(one).answers["motivo_urgencia"] == "La cirugía es el lunes"


def test_advice_needs_no_mechanism(client):
    submit(client, ADVICE, descripcion="No sé qué hacer.")
    assert rows()[0].topic == "no_se"


def test_an_address_may_choose_what_is_on_offer_and_nothing_else(client):
    filled = client.get(f"{ADVICE}?tema=tutela").text
    assert '<option selected value="tutela">' in filled
    assert 'checked id="tema-0"' in client.get(f"{COMPLAINT}?tema=acueducto").text
    for odd in ("<b>x</b>", "", "acueducto", "tutela&tema=", "Acción de tutela"):
        page = client.get(ADVICE, query_string={"tema": odd}).text
        assert '<option selected value="no_se">' in page
        assert "<b>x</b>" not in page
    submit(client, f"{ADVICE}?tema=tutela", descripcion="Ayuda.", tema="popular")
    assert rows()[0].topic == "popular"


@pytest.mark.parametrize("sent", ["acueducto", "Agua (acueducto)", "AGUA POTABLE", "agua"])
def test_a_topic_may_be_sent_by_code_or_by_name(client, sent):
    submit(client, COMPLAINT, tema=sent, descripcion="No llega.")
    assert rows()[0].topic == "acueducto"


def test_an_unknown_topic_is_filed_as_other_and_its_words_stay(client):
    submit(client, COMPLAINT, tema="El faro", descripcion="No alumbra.")
    (one,) = rows()
    assert one.topic == "otro"
    assert queries.content_of(one).answers["tema"] == "El faro"


def test_a_place_that_no_catalogue_knows_keeps_its_words(client):
    submit(client, COMPLAINT, tema="agua", descripcion="No llega.", territorio="La loma de arriba")
    (one,) = rows()
    assert one.territory == "otro"
    assert queries.content_of(one).answers["territorio"] == "La loma de arriba"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (TRAINING, {"tema": "veedurias"}),
        (ADVICE, {"descripcion": "Ayuda."}),
        (COMPLAINT, {"tema": "gas", "descripcion": "Huele."}),
    ],
)
def test_only_what_the_office_cannot_do_without_is_required(client, address, words):
    assert submit(client, address, **words).status_code == 303
    assert rows(Requester) == []


@pytest.mark.parametrize(
    ("address", "messages"),
    [
        (TRAINING, ["Diga sobre qué tema quiere la capacitación."]),
        (ADVICE, ["Cuente qué pasó. Una frase basta."]),
        (COMPLAINT, ["Diga cuál servicio falla.", "Cuente qué está pasando. Una frase basta."]),
    ],
)
def test_what_is_missing_is_said_beside_it(client, address, messages):
    answer = submit(client, address, descripcion="   ")
    assert answer.status_code == 400
    for message in messages:
        assert answer.text.count(message) == 2, "in the summary and beside the field"
    assert rows() == []


@pytest.mark.parametrize(
    ("address", "typed", "message"),
    [
        (COMPLAINT, {"hogares": "muchos"}, "Escriba solo un número"),
        (COMPLAINT, {"hogares": "0"}, "entre 1 y 1.000.000"),
        (COMPLAINT, {"hogares": "9" * 40}, "Escriba solo un número"),
        (COMPLAINT, {"hogares": "٤٠٠٠٠٠٠"}, "entre 1 y 1.000.000"),
        (TRAINING, {"personas": "-3"}, "Escriba solo un número"),
        (ADVICE, {"correo": "maria@"}, "Ese correo no está bien escrito"),
        (ADVICE, {"correo": "maria@localhost"}, "Ese correo no está bien escrito"),
        (ADVICE, {"correo": "a@b.example, c@d.example"}, "Ese correo no está bien escrito"),
        (TRAINING, {"fecha_1": "31/02/2024"}, "Esa fecha no existe"),
        (TRAINING, {"fecha_2": "2024-03-04"}, "Esa fecha ya pasó"),
        (TRAINING, {"fecha_3": "2030-01-01"}, "Esa fecha está muy lejos"),
        (ADVICE, {"nombre": "x" * 201}, "Escriba máximo 200 letras aquí."),
        (ADVICE, {"descripcion": "x" * 10_001}, "Escriba máximo 10000 letras aquí."),
    ],
)
def test_what_cannot_be_is_said_and_stays_to_be_mended(client, at, address, typed, message):
    at("2024-03-05 10:00")
    required = {"tema": "agua", "descripcion": "Esto pasa."}
    answer = submit(client, address, **(required | typed))
    assert answer.status_code == 400
    assert message in answer.text
    assert "No se perdió nada de lo que escribió." in answer.text
    fields = form_fields(answer.text, having="formulario")
    assert {name: fields[name].strip() for name in typed} == typed
    assert rows() == []


def test_all_that_was_typed_comes_back_and_the_form_stays_the_same(client):
    before = form_fields(client.get(COMPLAINT).text, having="formulario")
    words = {**COMPLAINT_WORDS, **PERSON, "anonima": "y", "hogares": "?"}
    answer = client.post(COMPLAINT, data=before.to_dict() | words)
    after = form_fields(answer.text, having="formulario")
    assert after["formulario"] == before["formulario"]
    for name, typed in words.items():
        assert after[name] == typed.strip(), name


@pytest.mark.parametrize("nonce", ["", "inventado", None, "WyJhIiwxXQ.firma"])
def test_a_form_that_is_not_ours_comes_back_with_everything(client, nonce):
    answer = submit(client, COMPLAINT, **COMPLAINT_WORDS, formulario=nonce)
    assert answer.status_code == 400
    assert "No se perdió nada." in answer.text
    fields = form_fields(answer.text, having="formulario")
    assert fields["descripcion"] == COMPLAINT_WORDS["descripcion"]
    assert rows() == []
    assert client.post(COMPLAINT, data=fields).status_code == 303


def test_a_nonce_of_another_form_does_not_serve(client):
    other = form_fields(client.get(ADVICE).text, having="formulario")["formulario"]
    assert submit(client, COMPLAINT, **COMPLAINT_WORDS, formulario=other).status_code == 400


def test_a_form_left_open_too_long_comes_back_with_everything(client, at):
    at("2024-03-05 08:00")
    fields = form_fields(client.get(COMPLAINT).text, having="formulario")
    at("2024-03-05 20:01")
    answer = client.post(COMPLAINT, data=fields.to_dict() | COMPLAINT_WORDS)
    assert answer.status_code == 400
    assert "La página estuvo abierta mucho tiempo." in answer.text
    again = form_fields(answer.text, having="formulario")
    assert again["formulario"] != fields["formulario"]
    assert again["hogares"] == "1.200"
    assert client.post(COMPLAINT, data=again).status_code == 303
    assert len(rows()) == 1


def test_of_an_anonymous_request_nothing_of_the_person_is_kept(client):
    answer = submit(client, COMPLAINT, **COMPLAINT_WORDS, **PERSON, anonima="y")
    assert answer.status_code == 303
    (one,) = rows()
    assert one.identity is Identity.ANONYMOUS
    assert rows(Requester) == rows(PersonIndex) == rows(OutboxMessage) == []
    kept = " ".join(f"{row.description} {row.answers}" for row in rows(RequestContent))
    for word in ("María", "Peña", "1.234.567", "310", "maria@"):
        assert word not in kept


def test_whoever_left_an_address_is_told(client):
    submit(client, COMPLAINT, **COMPLAINT_WORDS, **PERSON)
    (message,) = rows(OutboxMessage)
    assert message.recipient == "maria@correo.example"
    assert rows()[0].filing_number in message.subject


def test_no_message_goes_where_it_could_harm(client):
    submit(client, COMPLAINT, **COMPLAINT_WORDS, **PERSON, protegida="y")
    assert rows(OutboxMessage) == []


@pytest.mark.parametrize(
    ("moment", "number", "filed_on"),
    [
        ("2024-12-31 23:59", "QUE-2024-000001", "2025-01-02"),
        ("2025-01-01 00:00", "QUE-2025-000001", "2025-01-02"),
    ],
)
def test_the_year_of_a_number_turns_at_midnight_in_bogota(client, at, moment, number, filed_on):
    at(moment)
    submit(client, COMPLAINT, **COMPLAINT_WORDS)
    (one,) = rows()
    assert (one.filing_number, one.filed_on.isoformat()) == (number, filed_on)


def test_a_trap_that_only_robots_see_marks_and_does_not_refuse(client, at):
    at("2024-03-05 08:00")
    fields = form_fields(client.get(COMPLAINT).text, having="formulario").to_dict()
    at("2024-03-05 08:05")
    trapped = fields | COMPLAINT_WORDS | {"sitio_web": "http://spam.example"}
    assert client.post(COMPLAINT, data=trapped).status_code == 303
    assert [one.is_suspect for one in rows()] == [True]


@pytest.mark.parametrize(("seconds", "is_suspect"), [(2, True), (4, False)])
def test_a_form_filled_faster_than_a_person_can_is_marked(client, at, seconds, is_suspect):
    at("2024-03-05 08:00:00")
    fields = form_fields(client.get(COMPLAINT).text, having="formulario").to_dict()
    at(f"2024-03-05 08:00:0{seconds}")
    client.post(COMPLAINT, data=fields | COMPLAINT_WORDS)
    assert [one.is_suspect for one in rows()] == [is_suspect]


def test_a_flood_from_one_address_is_filed_and_marked(client, at):
    for number in range(12):
        at(f"2024-03-05 08:{number:02d}")
        fields = form_fields(client.get(COMPLAINT).text, having="formulario").to_dict()
        at(f"2024-03-05 08:{number:02d}:30")
        assert client.post(COMPLAINT, data=fields | COMPLAINT_WORDS).status_code == 303
    assert [one.is_suspect for one in rows()] == [False] * 10 + [True] * 2


def test_odd_characters_neither_break_nor_stay(client):
    submit(client, ADVICE, descripcion="uno\x00dos\x08\r\ntres\u202e", nombre="Ana\x00 \n Ruiz")
    (one,) = rows()
    assert queries.content_of(one).description == "unodos\ntres"
    assert queries.requester_of(one).name == "Ana Ruiz"


def test_a_file_in_the_place_of_a_text_is_no_text(client):
    fields = form_fields(client.get(ADVICE).text, having="formulario").to_dict()
    fields |= {"descripcion": (io.BytesIO(b"hola"), "hola.txt"), "archivos": "no soy un archivo"}
    answer = client.post(ADVICE, data=fields, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert "Cuente qué pasó." in answer.text


def test_a_body_of_json_is_no_form(client):
    assert client.post(ADVICE, json=["x"]).status_code == 400


def test_the_form_may_be_shown_again_by_the_back_button(client):
    assert client.get(COMPLAINT).headers["Cache-Control"] == "private, no-cache"


def test_without_cookies_the_acknowledgement_comes_at_once(client, new_client):
    fields = form_fields(client.get(COMPLAINT).text, having="formulario").to_dict()
    answer = new_client().post(COMPLAINT, data=fields | COMPLAINT_WORDS)
    assert answer.status_code == 200
    assert rows()[0].filing_number in answer.text
    assert "Anótelo o tómele una foto." in answer.text


def test_a_voice_note_alone_tells_the_case(client):
    note = (io.BytesIO(samples.webm(b"\x02")), "nota.webm")
    assert submit(client, COMPLAINT, tema="aseo", archivos=[note]).status_code == 303
    (content,) = rows(RequestContent)
    assert content.description == "(En la nota de voz.)"
    assert content.text_hash is None, "two notes are not the same words"


def test_a_photograph_alone_does_not(client):
    picture = (io.BytesIO(samples.picture("PNG", (8, 8))), "calle.png")
    answer = submit(client, COMPLAINT, tema="aseo", archivos=[picture])
    assert answer.status_code == 400
    assert "Cuente qué está pasando. Una frase basta." in answer.text
    assert "Quitar calle.png" in answer.text
