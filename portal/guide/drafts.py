"""The drafts on show: ours, or in their place the ``borradores.toml`` that an office left."""

from pathlib import Path

from portal import clock
from portal.guide.draft_checks import problems
from portal.guide.draft_document import Drafts
from portal.guide.draft_reader import read
from portal.guide.guides import guide
from portal.guide.reader import GuideError

OWN_FILE = Path(__file__).parent / "data" / "drafts.toml"
OFFICE_FILE = "borradores.toml"

_on_show: list[Drafts] = []


def configure(data_folder: Path) -> None:
    """Read them once, after the guide; a faulty file stops the start with its first problem."""
    office_file = data_folder / OFFICE_FILE
    _on_show[:] = [sound(office_file if office_file.exists() else OWN_FILE)]


def drafts() -> Drafts:
    if not _on_show:
        _on_show.append(sound(OWN_FILE))
    return _on_show[0]


def sound(path: Path) -> Drafts:
    """The drafts of a file that the linter finds nothing in."""
    found = read(path)
    for problem in problems(found, guide(), clock.today()):
        raise GuideError(f"{path.name}: {problem}")
    return found
