"""Made-up files: good ones of each kind, and the tricks that are played with them."""

import io
import struct
import zipfile
from collections.abc import Mapping

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

GPS = 0x8825
WORD_TYPES = b'<Types><Override ContentType="application/vnd...document.main+xml"/></Types>'
MACRO_TYPES = WORD_TYPES.replace(b"document.main", b"document.macroEnabled.main")
PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
TEXT = "Señores: llevamos nueve días sin agua. 💧\r\n".encode()
AMR = b"#!AMR\n" + b"\x3c" * 64
OGG = b"OggS\x00\x02" + b"\x00" * 20 + b"\x01\x13OpusHead\x01\x01" + b"\x00" * 80
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + b"\x00" * 20
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><body><script>alert(1)</script></body></html>"
PROGRAM = b"MZ\x90\x00\x03" + b"\x00" * 60 + b"PE\x00\x00"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
HEIC = struct.pack(">I", 24) + b"ftypheic" + b"\x00" * 40


def picture(
    format_name: str = "JPEG", size: tuple[int, int] = (80, 60), **options: object
) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, (20, 90, 160)).save(target, format_name, **options)
    return target.getvalue()


def photograph_with_position() -> bytes:
    """A JPEG that says where, when and with what it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x010F] = "MARCA-SECRETA"
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif.get_ifd(GPS).update({1: "N", 2: (IFDRational(3), IFDRational(53), IFDRational(0))})
    return picture("JPEG", (80, 60), exif=exif, comment=b"COMENTARIO-SECRETO")


def archive(members: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return target.getvalue()


def word(extra: Mapping[str, bytes] | None = None, types: bytes = WORD_TYPES) -> bytes:
    body = {"[Content_Types].xml": types, "word/document.xml": b"<w:document/>"}
    return archive(body | dict(extra or {}))


def excel(extra: Mapping[str, bytes] | None = None) -> bytes:
    body = {"[Content_Types].xml": WORD_TYPES, "xl/workbook.xml": b"<workbook/>"}
    return archive(body | dict(extra or {}))


def odt(extra: Mapping[str, bytes] | None = None) -> bytes:
    body = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
    return archive(body | dict(extra or {}))


def mp3(frames: int = 3, tag: bytes = b"") -> bytes:
    """Silent frames of MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes each."""
    return tag + (b"\xff\xfb\x90\x00" + b"\x00" * 413) * frames


def id3(size: int = 100) -> bytes:
    return b"ID3\x04\x00\x00" + bytes([0, 0, size >> 7, size & 0x7F]) + b"\x00" * size


def mp4(*tracks: bytes, brand: bytes = b"M4A ") -> bytes:
    head = struct.pack(">I", 20) + b"ftyp" + brand + b"\x00\x00\x00\x00isom"
    boxes = b"".join(
        b"\x00\x00\x00\x21hdlr" + b"\x00" * 8 + track + b"\x00" * 13 for track in tracks
    )
    return head + boxes


def webm(*types: bytes, doctype: bytes = b"webm") -> bytes:
    """As a browser records it: the segment does not know its size."""

    def element(number: bytes, body: bytes) -> bytes:
        return number + bytes([0x80 | len(body)]) + body

    tracks = b"".join(element(b"\xae", element(b"\x83", kind)) for kind in types)
    head = element(b"\x1aE\xdf\xa3", element(b"B\x82", doctype))
    unknown = b"\x01" + b"\xff" * 7
    return head + b"\x18S\x80g" + unknown + element(b"\x16T\xaek", tracks) + b"\x1fC\xb6u" * 9


def encrypted_zip() -> bytes:
    """A document whose members say that they are encrypted."""
    made = bytearray(word())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + offset] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)


def huge_png() -> bytes:
    """A few bytes that ask for a picture of 50,000 by 50,000 points."""
    made = bytearray(picture("PNG", (1, 1)))
    header = made.find(b"IHDR")
    made[header + 4 : header + 12] = struct.pack(">II", 50_000, 50_000)
    import zlib

    made[header + 17 : header + 21] = struct.pack(">I", zlib.crc32(made[header : header + 17]))
    return bytes(made)
