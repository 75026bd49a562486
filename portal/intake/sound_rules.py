"""Voice notes, told by their content (pure)."""

import re

from portal.intake import webm_rules
from portal.intake.file_kinds import AMR, M4A, MP3, OGG, WEBM, FileKind

# Kilobits per second by index, for layer III of MPEG 1 and of MPEG 2 and 2.5.
BITRATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
BITRATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
SAMPLE_RATES = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
    0: (11_025, 12_000, 8_000),
}
PADDING_AFTER_TAG = 4096


def recognise(content: bytes) -> FileKind | None:
    """The kind of a recording of sound alone; None for anything else, films included."""
    if content.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return AMR
    if content.startswith(b"OggS"):
        head = content[:300]
        is_voice = any(codec in head for codec in (b"OpusHead", b"\x01vorbis", b"Speex   "))
        return OGG if is_voice and b"theora" not in head else None
    if content[4:8] == b"ftyp":
        return M4A if _tracks(content) == {b"soun"} else None
    if webm_rules.is_sound(content):
        return WEBM
    return MP3 if _is_mp3(content) else None


def _tracks(content: bytes) -> set[bytes]:
    """What the tracks of an MP4 hold: ``soun``, ``vide``…"""
    return set(re.findall(rb"hdlr.{8}(soun|vide|text|sbtl|hint)", content, re.DOTALL))


def _is_mp3(content: bytes) -> bool:
    """Two frames in a row, after the tag where there is one."""
    start = 0
    if content.startswith(b"ID3") and len(content) > 10:
        size = content[6] << 21 | content[7] << 14 | content[8] << 7 | content[9]
        start = 10 + size
        padding = content[start : start + PADDING_AFTER_TAG]
        start += len(padding) - len(padding.lstrip(b"\x00"))
    length = _frame_length(content[start : start + 4])
    return bool(length and _frame_length(content[start + length : start + length + 4]))


def _frame_length(header: bytes) -> int:
    """Bytes of a layer III frame by its header; 0 where it is none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version = header[1] >> 3 & 3
    bitrate, rate = header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or not 0 < bitrate < 15 or rate == 3:
        return 0
    bitrates = BITRATES_1 if version == 3 else BITRATES_2
    samples = 144 if version == 3 else 72
    return samples * bitrates[bitrate] * 1000 // SAMPLE_RATES[version][rate] + (header[2] >> 1 & 1)
