"""Photographs, drawn again: nothing stays of where, when and with what they were taken.

Drawing again also drops whatever somebody hid behind the picture.
"""

import io
import struct
from typing import TYPE_CHECKING

from portal.intake.file_kinds import JPEG, FileKind, FileRefused

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2560  # pixels: a page of text stays readable
JPEG_QUALITY = 85
# What the decoders raise on bytes that are not as they should be.
DAMAGE = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, struct.error)
DAMAGED = "está dañado o incompleto. Tome la foto otra vez"


def redraw(content: bytes, kind: FileKind) -> bytes:
    """The same picture upright, at most 2560 pixels long, without any metadata.

    Raises `FileRefused` for one that cannot be drawn or has more than 40 million pixels.
    """
    # Imported here because it costs a tenth of a second, which no start of the portal should pay.
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=(_format(kind),)) as picture:
            _check_size(picture)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG: decode it small at once
            return _saved(_upright(picture), kind)
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except DAMAGE as error:
        raise FileRefused(DAMAGED) from error


def _format(kind: FileKind) -> str:
    return kind.media_type.removeprefix("image/").upper()


def _check_size(picture: "Image.Image") -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise _too_large()


def _too_large() -> FileRefused:
    return FileRefused("tiene demasiados puntos. Envíe la foto en un tamaño menor")


def _upright(picture: "Image.Image") -> "Image.Image":
    from PIL import ImageOps

    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first, so that only a small one is copied
    try:
        return ImageOps.exif_transpose(picture)
    except DAMAGE:
        return picture  # its notes are damaged, the picture is not


def _saved(drawn: "Image.Image", kind: FileKind) -> bytes:
    """Only the pixels go into the new file: the old one's texts and profiles stay behind."""
    from PIL import Image

    see_through = kind is not JPEG and drawn.has_transparency_data
    pixels = drawn.convert("RGBA" if see_through else "RGB")
    clean = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    target = io.BytesIO()
    clean.save(target, _format(kind), quality=JPEG_QUALITY)
    return target.getvalue()
