"""What is published, written to a folder with the paths of its addresses: a copy of the site."""

from collections.abc import Iterable
from pathlib import Path

from portal.transparency import queries
from portal.transparency.models import Publication
from portal.transparency.seal import FROZEN, SEAL

CHAIN = "cadena.json"


def write_chain(folder: Path) -> None:
    """Every publication and the chain over them."""
    for end in queries.chain():
        publication = queries.publication_of(end.year or 0, end.month or 0, end.version)
        if publication:
            write_publication(publication, folder / publication.path)
    (folder / CHAIN).write_bytes(queries.chain_document())


def write_publication(publication: Publication, folder: Path) -> None:
    _write(folder, ((name, queries.content_of(publication, name)) for name in (*FROZEN, SEAL)))


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    folder.mkdir(parents=True)
    for name, content in files:
        (folder / name).write_bytes(content)
