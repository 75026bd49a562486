"""The guide on show: ours, or in its place the ``guia.toml`` that an office left in its folder."""

from pathlib import Path

from portal import clock
from portal.guide.checks import problems
from portal.guide.document import Guide
from portal.guide.reader import GuideError, read

OWN_FILE = Path(__file__).parent / "data" / "guide.toml"
OFFICE_FILE = "guia.toml"

_on_show: list[Guide] = []


def configure(data_folder: Path) -> None:
    """Read it once, when the app starts; a faulty one stops the start with its first problem."""
    office_file = data_folder / OFFICE_FILE
    _on_show[:] = [sound(office_file if office_file.exists() else OWN_FILE)]


def guide() -> Guide:
    if not _on_show:
        _on_show.append(sound(OWN_FILE))
    return _on_show[0]


def sound(path: Path) -> Guide:
    """The guide of a file that the linter finds nothing in."""
    found = read(path)
    for problem in problems(found, clock.today()):
        raise GuideError(f"{path.name}: {problem}")
    return found
