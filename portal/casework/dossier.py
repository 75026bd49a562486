"""*Expediente*: everything of one request in a ZIP that an archive or a judge can check.

The index names each file with the SHA-256 of its bytes; of what the portal had kept before it also
says whether they are still those that were kept.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from portal import clock, printing, spreadsheets, storage
from portal.canonical_json import canonical_bytes
from portal.casework import dossier_paper, dossier_records, queries
from portal.formats import date_time, file_size
from portal.intake.models import ServiceRequest
from portal.intake.models_private import Attachment
from portal.intake.receipt import receipt

IN_MEMORY = 8 * 1024 * 1024
UNSAFE = re.compile(r"[^\w .()-]")
HEADINGS = ("No.", "Archivo", "Qué es", "Fecha", "Bytes", "SHA-256", "Como se guardó")
README = """Expediente de la solicitud {number}
Sacado el {at}.

indice.pdf, indice.csv e indice.json dicen qué hay, en orden, con la huella SHA-256 de cada archivo.
Para comprobar que nada cambió:
  Linux o macOS:  sha256sum -c SHA256SUMS
  Windows:        Get-FileHash -Algorithm SHA256 <archivo>
"""


@dataclass(frozen=True)
class Piece:
    """One file of the dossier. ``is_as_kept`` is None where nothing had been kept before."""

    path: str
    what: str
    at: datetime
    size: int
    sha256: str
    is_as_kept: bool | None = None

    @property
    def kept_words(self) -> str:
        return {None: "", True: "sí", False: "NO"}[self.is_as_kept]


def zipped(service_request: ServiceRequest, *, address: str) -> IO[bytes]:
    """The ZIP, at its beginning. ``address``: where the request is tracked, for its papers."""
    file = cast(IO[bytes], SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - sent later
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _Writer(archive, clock.now()).write_all(service_request, address)
    file.seek(0)
    return file


def _path_of(number: int, kept: Attachment) -> str:
    return f"archivos/{number:03d}-{UNSAFE.sub('_', kept.name)}"


class _Writer:
    """Writes each piece and notes it for the index."""

    def __init__(self, archive: zipfile.ZipFile, at: datetime) -> None:
        self._archive, self._at = archive, at
        self._pieces: list[Piece] = []

    def write_all(self, one: ServiceRequest, address: str) -> None:
        kept = list(enumerate(queries.attachments_of(one), 1))
        files = {file.id: _path_of(number, file) for number, file in kept}
        proofs = {closing.evidence_attachment_id for closing in queries.closings_of(one)}
        records = dossier_records.records_of(one, files)
        self._json("solicitud.json", "La solicitud", records["solicitud"])
        self._add(
            "constancia.pdf",
            "Constancia de radicación",
            receipt(one, address=address, code=None, shows_person=True),
        )
        self._add(
            "historia.pdf",
            "La historia, lo que se dijo y cómo se cerró, para leer",
            dossier_paper.story(one, records, self._at),
        )
        for name, what in dossier_records.LISTS.items():
            self._json(f"{name}.json", what, records[name])
        for number, attachment in kept:
            self._kept_file(number, attachment, is_proof=attachment.id in proofs)
        self._index(one, records["solicitud"])

    def _json(self, path: str, what: str, value: Any) -> None:
        self._add(path, what, canonical_bytes(value))

    def _kept_file(self, number: int, kept: Attachment, *, is_proof: bool) -> None:
        """The bytes as they lie in the storage; where they are missing the index says so."""
        path = _path_of(number, kept)
        what = "Archivo de la oficina" if kept.added_by_id else "Archivo de la persona"
        what = "Soporte del cierre" if is_proof else what
        try:
            content = storage.read(kept.sha256)
        except FileNotFoundError:
            missing = Piece(path, f"{what}: falta", kept.created_at, 0, kept.sha256, False)
            self._pieces.append(missing)
            return
        self._add(path, what, content, at=kept.created_at, kept_as=kept.sha256)

    def _add(
        self,
        path: str,
        what: str,
        content: bytes,
        *,
        at: datetime | None = None,
        kept_as: str | None = None,
    ) -> None:
        sha256 = hashlib.sha256(content).hexdigest()
        is_as_kept = None if kept_as is None else sha256 == kept_as
        self._write(path, content)
        self._pieces.append(Piece(path, what, at or self._at, len(content), sha256, is_as_kept))

    def _write(self, path: str, content: bytes) -> None:
        stamp = self._at.astimezone(clock.BOGOTA).timetuple()[:6]
        info = zipfile.ZipInfo(path, date_time=cast(Any, stamp))
        info.compress_type = zipfile.ZIP_DEFLATED
        self._archive.writestr(info, content)

    def _index(self, one: ServiceRequest, facts: dict[str, Any]) -> None:
        """After everything else; it does not name itself."""
        rows = list(_rows(self._pieces))
        lines = "".join(spreadsheets.csv_lines(HEADINGS, rows)).encode()
        document = {"radicado": one.filing_number, "sacado": self._at.isoformat()}
        document["archivos"] = [  # type: ignore[assignment]
            dict(
                zip(
                    ("numero", "archivo", "que_es", "fecha", "bytes", "sha256"),
                    row[:6],
                    strict=True,
                )
            )
            for row in rows
        ]
        indexes = {
            "indice.csv": lines,
            "indice.json": canonical_bytes(document),
            "indice.pdf": _paper(one, facts, self._pieces, self._at),
            "LEAME.txt": README.format(number=one.filing_number, at=date_time(self._at)).encode(),
        }
        for path, content in indexes.items():
            self._write(path, content)
        sums = [(piece.sha256, piece.path) for piece in self._pieces if piece.size]
        sums += [(hashlib.sha256(body).hexdigest(), path) for path, body in indexes.items()]
        self._write("SHA256SUMS", "".join(f"{sha}  {path}\n" for sha, path in sums).encode())


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Any]]:
    for number, piece in enumerate(pieces, 1):
        at = piece.at.astimezone(clock.BOGOTA).isoformat(timespec="seconds")
        yield [number, piece.path, piece.what, at, piece.size, piece.sha256, piece.kept_words]


def _paper(
    one: ServiceRequest, facts: dict[str, Any], pieces: Sequence[Piece], at: datetime
) -> bytes:
    series = " · ".join(filter(None, [facts["serie"], facts["subserie"]]))
    rows = [
        ("Radicado", one.filing_number),
        ("Radicado en otro sistema", one.external_number),
        ("Clase", one.kind.label),
        ("Serie documental", series),
        ("Sacado", date_time(at)),
    ]
    data = {
        "rows": [(name, value) for name, value in rows if value],
        "pieces": [
            {
                "path": f"{number}. {piece.path}",
                "what": f"{piece.what}, {date_time(piece.at)}, {file_size(piece.size)}",
                "sha256": piece.sha256,
                "wrong": piece.is_as_kept is False,
            }
            for number, piece in enumerate(pieces, 1)
        ],
    }
    return printing.pdf("expediente", data, made_at=at)
