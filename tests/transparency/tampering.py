"""Every way to change one byte of a published file, and whether the verifier notices."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from portal.transparency import recalcular

STRUCTURE = b'{}[]:,"\n'
STRIDE = 7  # no length of a word or of a row is a multiple of it for long


def altered(content: bytes, places: Iterable[int]) -> Iterator[bytes]:
    """Each of these bytes changed, each deleted, and one inserted before each and at the end."""
    for place in places:
        yield content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        yield content[:place] + content[place + 1 :]
        yield content[:place] + b"0" + content[place:]
    yield content + b"\n"


def every_place(content: bytes) -> Iterable[int]:
    return range(len(content))


def some_places(content: bytes) -> Iterable[int]:
    """Where the file has its structure, and the rest at a stride."""
    return [
        place
        for place, byte in enumerate(content)
        if byte in STRUCTURE or place % STRIDE == 0 or place == len(content) - 1
    ]


def unnoticed(folder: Path, name: str, alterations: Iterable[bytes]) -> list[bytes]:
    """The alterations of a file that the verifier lets pass; afterwards it is as it was."""
    original = (folder / name).read_bytes()
    missed = []
    for content in alterations:
        (folder / name).write_bytes(content)
        try:
            recalcular.check(folder)
        except recalcular.Differs:
            continue
        if content != original:
            missed.append(content)
    (folder / name).write_bytes(original)
    return missed
