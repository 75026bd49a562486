"""Plan files on disk: the one that comes with the portal, and any that the office hands in."""

import tomllib
from pathlib import Path

from portal.plan.document import PlanDocument
from portal.plan.file_table import PlanFileError
from portal.plan.reader import read_document

FIRST_PLAN = Path(__file__).parent / "data" / "2024.toml"


def read_file(path: Path) -> PlanDocument:
    """The plan of a TOML file, or ``PlanFileError`` with one sentence in Spanish."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return read_document(tomllib.loads(text.replace("\r\n", "\n")))
    except OSError as error:
        raise PlanFileError(f"No se pudo leer el archivo {path}.") from error
    except UnicodeDecodeError as error:
        raise PlanFileError(f"El archivo {path} no está en UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise PlanFileError(f"El archivo {path} no es TOML válido: {error}") from error
