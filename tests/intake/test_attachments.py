"""Files that come with a request: looked at, redrawn, kept once, never lost by another error."""

import contextlib
import io
import random

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal import storage
from portal.extensions import db
from portal.intake import attachments, queries
from portal.intake.access import attachment_response
from portal.intake.file_kinds import FileRefused
from portal.intake.models import ServiceRequest
from portal.intake.models_private import Attachment
from tests.intake import samples
from tests.pages import form_fields

COMPLAINT = "/solicitudes/queja"
WORDS = {"tema": "agua", "descripcion": "No llega."}


def upload(content: bytes, name: str = "foto.jpg") -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


def send(client, *files, address=COMPLAINT, fields=None, **words):
    fields = fields or form_fields(client.get(address).text, having="formulario")
    sent = fields.to_dict(flat=False) | {name: [word] for name, word in words.items()}
    sent["archivos"] = [(io.BytesIO(content), name) for name, content in files]
    return client.post(address, data=sent, content_type="multipart/form-data")


def kept() -> list[Attachment]:
    db.session.expire_all()
    return list(db.session.execute(db.select(Attachment).order_by(Attachment.id)).scalars())


def test_a_photograph_loses_position_camera_and_hidden_files(app):
    hidden = samples.photograph_with_position() + samples.archive({"oculto.txt": b"x"})
    file = attachments.prepare(upload(hidden))
    content = storage.read(file.sha256)
    assert (file.name, file.media_type, file.size) == ("foto.jpg", "image/jpeg", len(content))
    for secret in (b"SECRET", b"Exif", b"PK\x03\x04", b"oculto"):
        assert secret not in content
    with Image.open(io.BytesIO(content)) as drawn:
        assert drawn.size == (60, 80), "it stands upright"
        assert not drawn.getexif()


@pytest.mark.parametrize("format_name", ["PNG", "WEBP"])
def test_other_pictures_lose_their_texts_and_keep_their_transparency(app, format_name):
    target = io.BytesIO()
    see_through = Image.new("RGBA", (30, 20), (200, 0, 0, 90))
    see_through.save(target, format_name, exif=b"Exif\x00\x00SECRETO", icc_profile=b"SECRETO")
    content = storage.read(attachments.prepare(upload(target.getvalue(), "a.png")).sha256)
    assert b"SECRETO" not in content
    with Image.open(io.BytesIO(content)) as drawn:
        assert (drawn.format, drawn.mode) == (format_name, "RGBA")


def test_a_large_photograph_is_made_smaller(app):
    file = attachments.prepare(upload(samples.picture("JPEG", (4000, 1000))))
    with Image.open(io.BytesIO(storage.read(file.sha256))) as drawn:
        assert drawn.size == (2560, 640)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (samples.huge_png(), "tiene demasiados puntos"),
        (samples.picture("JPEG", (900, 900))[:700], "está dañado o incompleto"),
        (samples.picture("PNG")[:60], "está dañado o incompleto"),
        (b"\xff\xd8\xff" + b"\x00" * 100, "está dañado o incompleto"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "está dañado o incompleto"),
        (b"x" * (10 * 1024 * 1024 + 1), "pesa más de 10,0"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(app, content, reason):
    with pytest.raises(FileRefused) as refusal:
        attachments.prepare(upload(content))
    assert refusal.value.message.startswith(f"«foto.jpg» {reason}")
    assert refusal.value.field == "archivos"


def test_broken_pictures_never_break_the_portal(app):
    """Bytes changed at random inside pictures of each kind, always from the same seed."""
    chance = random.Random(7)
    for format_name in ("JPEG", "PNG", "WEBP"):
        good = samples.picture(format_name, (40, 40))
        for _ in range(60):
            bad = bytearray(good)
            for _ in range(6):
                bad[chance.randrange(12, len(bad))] = chance.randrange(256)
            with contextlib.suppress(FileRefused):
                attachments.prepare(upload(bytes(bad)))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("carta.pdf", "carta.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Mis fotos\\casa.jpg", "casa.jpg"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("a\x00b\n.txt", "ab.txt"),
        ("", "archivo"),
        (None, "archivo"),
        ("...", "archivo"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
        ("niña ñandú.png", "niña ñandú.png"),
    ],
)
def test_names_are_shown_without_tricks(given, shown):
    assert attachments.shown_name(given) == shown


def test_the_kept_name_ends_in_what_the_file_is(app):
    assert attachments.prepare(upload(samples.TEXT, "nota")).name == "nota.txt"
    assert attachments.prepare(upload(samples.picture(), "foto.exe")).name == "foto.jpg"


def test_files_are_filed_with_the_request(client):
    answer = send(client, ("foto.jpg", samples.picture()), ("c.pdf", samples.PDF), **WORDS)
    assert answer.status_code == 303
    assert [file.media_type for file in kept()] == ["image/jpeg", "application/pdf"]
    one = db.session.execute(db.select(ServiceRequest)).scalar_one()
    assert [file.name for file in queries.visible_attachments(one)] == ["foto.jpg", "c.pdf"]
    assert one.events[0].details["files"] == 2


def test_a_refused_file_is_named_beside_the_field_and_good_ones_stay(client):
    answer = send(client, ("foto.jpg", samples.picture()), ("virus.exe", samples.PROGRAM), **WORDS)
    assert answer.status_code == 400
    assert "«virus.exe» es un programa. No recibimos programas." in answer.text
    assert "Quitar foto.jpg" in answer.text
    assert kept() == []
    again = client.post(COMPLAINT, data=form_fields(answer.text, having="formulario"))
    assert again.status_code == 303
    assert [file.name for file in kept()] == ["foto.jpg"]


def test_files_outlast_other_errors_and_can_be_taken_out(client):
    answer = send(client, ("a.txt", b"uno"), ("b.txt", b"dos"), tema="agua", hogares="?")
    fields = form_fields(answer.text, having="formulario")
    third = send(client, ("c.txt", b"tres"), fields=fields, hogares="?", descripcion="No llega.")
    fields = form_fields(third.text, having="formulario")
    assert third.text.count('name="quitar"') == 3
    out = next(file for file in ("a.txt", "b.txt", "c.txt") if f"Quitar {file}" in third.text)
    sha256 = third.text.split(f"Quitar {out}")[0].rsplit('value="', 1)[1].split('"')[0]
    assert send(client, fields=fields, hogares="", quitar=sha256).status_code == 303
    assert [file.name for file in kept()] == ["b.txt", "c.txt"]


def test_a_list_of_kept_files_that_we_did_not_sign_is_ignored(client):
    send(client, **WORDS, archivos_guardados="WyJjYXJ0YS5wZGYiXQ.inventada")
    assert kept() == []


def test_more_than_five_files_are_too_many(client):
    files = [(f"{n}.txt", f"texto {n}".encode()) for n in range(6)]
    answer = send(client, *files, **WORDS)
    assert answer.status_code == 400
    assert "«5.txt» no cabe: son máximo 5." in answer.text
    assert (
        client.post(COMPLAINT, data=form_fields(answer.text, having="formulario")).status_code
        == 303
    )
    assert len(kept()) == 5


def test_the_same_file_twice_is_kept_once(client):
    send(client, ("a.txt", b"uno"), ("otra.txt", b"uno"), **WORDS)
    assert [file.name for file in kept()] == ["a.txt"]


def test_a_file_is_handed_out_to_be_saved_and_never_to_be_run(client, app):
    send(client, ('m"a\\l\r\nX: 1.pdf', samples.PDF), **WORDS)
    with app.test_request_context():
        response = attachment_response(kept()[0])
    assert response.get_data() == samples.PDF
    assert response.headers["Content-Type"] == "application/pdf"
    disposition = response.headers["Content-Disposition"]
    assert disposition == f'attachment; filename="archivo-{kept()[0].public_id[:8]}.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_who_sends_a_film_gets_every_word_back(client):
    """Far more than may be kept: the words come back beside what was wrong with the file."""
    film = io.BytesIO(b"\x00\x00\x00\x18ftypmp42" + b"0" * (70 * 1024 * 1024))
    fields = form_fields(client.get(COMPLAINT).text, having="formulario").to_dict()
    said = {
        **fields,
        **WORDS,
        "nombre": "Rosa Valencia",
        "archivos": FileStorage(film, "video.mp4"),
    }
    boundary, body = encode_multipart(said)
    kind = f"multipart/form-data; boundary={boundary}"
    with client.post(COMPLAINT, data=body, content_type=kind) as answer:
        assert answer.status_code == 400
        assert "«video.mp4» pesa más de" in answer.text
        back = form_fields(answer.text, having="formulario")
    assert (back["descripcion"], back["nombre"]) == ("No llega.", "Rosa Valencia")
