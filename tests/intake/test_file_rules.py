"""Which files the office takes: by what they hold, never by what they are called."""

import contextlib

import pytest

from portal.intake import file_rules
from portal.intake.file_kinds import (
    AMR,
    DOCX,
    JPEG,
    M4A,
    MP3,
    ODT,
    OGG,
    PDF,
    PNG,
    TEXT,
    WEBM,
    WEBP,
    XLSX,
    FileRefused,
)
from tests.intake import samples

GOOD = {
    "a photograph": (samples.picture("JPEG"), "foto.jpg", JPEG),
    "a photograph under another name": (samples.picture("JPEG"), "foto.png.exe", JPEG),
    "a picture of a screen": (samples.picture("PNG"), "pantalla.png", PNG),
    "a picture of WhatsApp": (samples.picture("WEBP"), "imagen.webp", WEBP),
    "a PDF": (samples.PDF, "carta.pdf", PDF),
    "a document of Word": (samples.word(), "carta.docx", DOCX),
    "a document with a sheet inside": (
        samples.word({"word/embeddings/Hoja.xlsx": b"PK"}),
        "c.docx",
        DOCX,
    ),
    "a sheet of Excel": (
        samples.excel({"xl/printerSettings/printerSettings2.bin": b"x"}),
        "h.xlsx",
        XLSX,
    ),
    "a document of LibreOffice": (samples.odt(), "carta.odt", ODT),
    "a text": (samples.TEXT, "nota.txt", TEXT),
    "a text of old Windows": ("Señores: sin agua".encode("cp1252"), "nota.TXT", TEXT),
    "a text without an ending": (samples.TEXT, "nota", TEXT),
    "a voice note of WhatsApp": (samples.OGG, "PTT.opus", OGG),
    "a voice note of an iPhone": (samples.mp4(b"soun"), "nota.m4a", M4A),
    "a voice note of Android": (samples.mp4(b"soun", brand=b"mp42"), "nota.m4a", M4A),
    "a voice note of a browser": (samples.webm(b"\x02"), "nota.webm", WEBM),
    "an old voice note": (samples.AMR, "nota.amr", AMR),
    "an MP3": (samples.mp3(), "nota.mp3", MP3),
    "an MP3 with its tag": (samples.mp3(tag=samples.id3()), "nota.mp3", MP3),
    "an MP3 with a long tag": (samples.mp3(tag=samples.id3(5000)), "nota.mp3", MP3),
}
BAD = {
    "nothing": (b"", "foto.jpg", "está vacío"),
    "a program": (samples.PROGRAM, "foto.jpg", "es un programa"),
    "a program of Linux": (b"\x7fELF\x02\x01" + b"\x00" * 50, "a", "es un programa"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "nota.txt", "no es una foto"),
    "a text that calls itself a program": (b"del *.*", "nota.bat", "no es una foto"),
    "a page of the web": (samples.HTML, "carta.txt", "es una página web"),
    "a page called PDF": (samples.HTML, "carta.pdf", "es una página web"),
    "a page behind a text": (b"hola\n" * 900 + b"<ScRipt>x", "n.txt", "es una página web"),
    "a drawing": (samples.SVG, "logo.svg", "es una página web"),
    "a GIF": (samples.GIF, "a.gif", "es una imagen GIF"),
    "a GIF that is a PDF too": (samples.GIF + samples.PDF, "a.pdf", "es una imagen GIF"),
    "a PDF that is an archive too": (
        samples.PDF + samples.archive({"a.class": b"x"}),
        "a.pdf",
        "lleva otro archivo escondido",
    ),
    "a voice note that is an archive too": (
        samples.OGG + samples.archive({"a.class": b"x"}),
        "a.ogg",
        "lleva otro archivo escondido",
    ),
    "bytes before a PDF": (b"\x00\x01" + samples.PDF, "a.pdf", "no es una foto"),
    "a PDF cut short": (samples.PDF[:-8], "a.pdf", "está incompleto"),
    "a PDF that starts a program": (
        samples.PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /Launch /F (cmd) >>"),
        "a.pdf",
        "abre otros programas",
    ),
    "an archive": (samples.archive({"a.txt": b"x"}), "a.zip", "es un archivo comprimido"),
    "an archive called Word": (
        samples.archive({"a.txt": b"x"}),
        "a.docx",
        "es un archivo comprimido",
    ),
    "a RAR": (b"Rar!\x1a\x07\x00" + b"\x00" * 30, "a.rar", "es un archivo comprimido"),
    "a 7-Zip": (b"7z\xbc\xaf\x27\x1c" + b"\x00" * 30, "a.7z", "es un archivo comprimido"),
    "a gzip": (b"\x1f\x8b\x08" + b"\x00" * 30, "a.gz", "es un archivo comprimido"),
    "Word with macros": (
        samples.word({"word/vbaProject.bin": b"x"}),
        "carta.docx",
        "lleva macros",
    ),
    "Word with macros by type": (samples.word(types=samples.MACRO_TYPES), "c.docx", "lleva macros"),
    "LibreOffice with macros": (
        samples.odt({"Basic/Standard/Module1.xml": b"x"}),
        "carta.odt",
        "lleva macros",
    ),
    "Word with a program inside": (
        samples.word({"word/embeddings/oleObject1.bin": b"x"}),
        "carta.docx",
        "lleva otro archivo por dentro",
    ),
    "Word with a path upwards": (samples.word({"../../etc/x": b"x"}), "c.docx", "está dañado"),
    "Word with a password": (samples.encrypted_zip(), "c.docx", "tiene clave"),
    "Word cut short": (samples.word()[:-30], "c.docx", "está dañado"),
    "Word with something behind it": (
        samples.word() + b"MZ" + b"\x00" * 99,
        "c.docx",
        "lleva otro archivo escondido",
    ),
    "Word before 2007": (samples.OLE, "carta.doc", "es de un Word o Excel antiguo"),
    "a rich text": (b"{\\rtf1\\ansi hola}", "carta.rtf", "es un documento RTF"),
    "a rich text called text": (b"{\\rtf1\\ansi hola}", "carta.txt", "es un documento RTF"),
    "a film of a browser": (samples.webm(b"\x02", b"\x01"), "x.webm", "es un video"),
    "a WebM without tracks": (samples.webm(), "x.webm", "es un video"),
    "another EBML": (samples.webm(b"\x02", doctype=b"matroska"), "x.mkv", "es un video"),
    "a film": (samples.mp4(b"soun", b"vide", brand=b"isom"), "video.mp4", "es un video"),
    "a photograph of an iPhone": (samples.HEIC, "IMG.HEIC", "es una foto HEIC"),
    "noise called MP3": (b"\xff\xfb\x90\x00" + b"\x07" * 900, "a.mp3", "no es una foto"),
    "a tag without music": (samples.id3(), "a.mp3", "no es una foto"),
    "noise": (bytes(range(256)) * 4, "a.dat", "no es una foto"),
    "noise called text": (bytes(range(256)) * 4, "a.txt", "no es una foto"),
}


@pytest.mark.parametrize(("content", "name", "kind"), GOOD.values(), ids=GOOD)
def test_it_is_taken_for_what_it_is(content, name, kind):
    assert file_rules.sniff(content, name).kind == kind


@pytest.mark.parametrize(("content", "name", "reason"), BAD.values(), ids=BAD)
def test_it_is_refused_with_a_reason(content, name, reason):
    with pytest.raises(FileRefused) as refusal:
        file_rules.sniff(content, name)
    assert refusal.value.message.startswith(reason)


def test_a_bomb_is_refused_before_it_goes_off():
    bomb = samples.word({f"word/media/{n}.png": b"\x00" * 30_000_000 for n in range(4)})
    assert len(bomb) < 200_000
    with pytest.raises(FileRefused, match="demasiado grande por dentro"):
        file_rules.sniff(bomb, "carta.docx")


def test_an_archive_of_very_many_members_is_refused():
    many = samples.word({f"word/media/{n}.xml": b"" for n in range(3001)})
    with pytest.raises(FileRefused, match="demasiado grande por dentro"):
        file_rules.sniff(many, "carta.docx")


@pytest.mark.parametrize(("content", "name", "kind"), GOOD.values(), ids=GOOD)
def test_cut_anywhere_it_is_taken_or_refused_and_never_breaks(content, name, kind):
    for end in range(0, len(content), max(1, len(content) // 60)):
        with contextlib.suppress(FileRefused):
            assert file_rules.sniff(content[:end], name).kind == kind
