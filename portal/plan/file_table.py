"""One table of a plan file, read key by key; every refusal says in Spanish where it stands."""

from collections.abc import Mapping
from decimal import Decimal
from types import UnionType
from typing import Any

from portal.errors import Refused


class PlanFileError(Refused):
    """A plan file that cannot be read as a plan."""


class Table:
    def __init__(self, value: Any, place: str, keys: str) -> None:
        if not isinstance(value, Mapping):
            raise PlanFileError(f"{place}: debe ser una tabla.")
        self.value, self.place = value, place
        # A mistyped key would otherwise be a silent default.
        for key in value:
            if key not in keys.split():
                raise self.error(key, "no se conoce esta clave")

    def error(self, key: str, problem: str) -> PlanFileError:
        return PlanFileError(f"{self.place}, {key}: {problem}.")

    def get(self, key: str, kind: type | UnionType, name: str) -> Any:
        """The value of a key that has to be there; true and false never stand for a number."""
        if key not in self.value:
            raise self.error(key, "falta")
        found = self.value[key]
        if not isinstance(found, kind) or isinstance(found, bool):
            raise self.error(key, f"debe ser {name}")
        return found

    def table(self, key: str, place: str, keys: str) -> "Table":
        return Table(self.get(key, Mapping, "una tabla"), place, keys)

    def text(self, key: str) -> str:
        return self._printable(key, self.get(key, str, "un texto"))

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.get(key, list, "una lista de textos")
        if not all(isinstance(text, str) for text in found):
            raise self.error(key, "debe ser una lista de textos")
        return tuple(self._printable(key, text) for text in found)

    def integer(self, key: str) -> int:
        return int(self.get(key, int, "un número entero"))

    def percent(self, key: str) -> Decimal:
        found = self.get(key, int | float, "un número")
        value = Decimal(str(found))
        if not value.is_finite() or value != round(value, 2):
            raise self.error(key, "debe ser un número con dos decimales a lo sumo")
        return value

    def list_of(self, key: str) -> list[Any]:
        return list(self.get(key, list, "una lista"))

    def _printable(self, key: str, text: str) -> str:
        if "\x00" in text:
            raise self.error(key, "tiene un carácter que no se puede guardar")
        return text
