"""Every byte of every published file: changed, deleted, and one inserted before it.

The program that strangers run to verify a publication notices each of these alterations, in a
publication on its own and in the chain that binds them.
"""

import tempfile
import time
from pathlib import Path

from tests.transparency import sample_publication
from tests.transparency.tampering import altered, every_place, some_places, unnoticed


def main(sample: bool) -> int:
    with tempfile.TemporaryDirectory(prefix="proof-") as name:
        alone = sample_publication.write(Path(name, "marzo"), sample_publication.march())
        chained = sample_publication.write_chain(Path(name, "todas"), sample_publication.chain())
        files = [(alone, one.name) for one in sorted(alone.iterdir())]
        return max(_prove(*one, sample) for one in [*files, (chained, "cadena.json")])


def _prove(folder: Path, name: str, sample: bool) -> int:
    started, content = time.monotonic(), (folder / name).read_bytes()
    places = list((some_places if sample else every_place)(content))
    missed = unnoticed(folder, name, altered(content, places))
    for one in missed:
        print(f"FALLA: {name} pasa con {one!r}")
    seconds = time.monotonic() - started
    print(
        f"{name}: {len(places)} de {len(content)} bytes cambiados, borrados y corridos en "
        f"{seconds:.0f} s, {len(missed)} sin notar",
        flush=True,
    )
    return 1 if missed else 0
