"""WebM as browsers record a voice: elements of EBML (RFC 8794), read without a player (pure)."""

from collections.abc import Iterator

EBML, DOCTYPE = b"\x1aE\xdf\xa3", b"B\x82"
SEGMENT, TRACKS, TRACK, TRACK_TYPE = b"\x18S\x80g", b"\x16T\xaek", b"\xae", b"\x83"
SOUND = b"\x02"
HEAD = 65_536  # the tracks are told before the first sound


def is_sound(content: bytes) -> bool:
    """Whether it is a WebM whose tracks are all of sound."""
    head = content[:HEAD]
    types = [kind for header in _bodies(head, EBML) for kind in _bodies(header, DOCTYPE)]
    if not content.startswith(EBML) or types != [b"webm"]:
        return False
    segments = _bodies(head, SEGMENT)
    tables = [table for segment in segments for table in _bodies(segment, TRACKS)]
    tracks = [track for table in tables for track in _bodies(table, TRACK)]
    return bool(tracks) and all(_bodies(track, TRACK_TYPE) == [SOUND] for track in tracks)


def _bodies(content: bytes, number: bytes) -> list[bytes]:
    return [body for found, body in _elements(content) if found == number]


def _elements(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Numbers and bodies of elements, up to where the bytes end or make no sense."""
    at = 0
    while at < len(content):
        size_at = at + _length(content[at])
        if size_at == at or size_at >= len(content):
            return
        start = size_at + _length(content[size_at])
        if start == size_at or start > len(content):
            return
        most = (1 << 7 * (start - size_at)) - 1
        size = int.from_bytes(content[size_at:start], "big") & most
        # A recording that goes on does not know its size: all ones.
        end = len(content) if size == most else start + size
        yield content[at:size_at], content[start:end]
        at = end


def _length(first: int) -> int:
    """How many bytes a number of variable length has; 0 where it is none."""
    return 9 - first.bit_length() if first else 0
