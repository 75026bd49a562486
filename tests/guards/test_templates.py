"""Every template compiles, is used, and says its title; every name it imports is used."""

from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from portal.casework.rules import Act
from portal.config import ROOT
from portal.intake.kinds import RequestKind
from portal.web import ERROR_PAGES

TEMPLATES = ROOT / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
FRAMES = ("base.html", "staff.html")
PART_FOLDERS = {"components", "fields"}
# Chosen by what the view is about.
CHOSEN = {
    # To hear what the requester adds is no act of staff, so it has no page.
    *(f"casework/acts/{act.name.lower()}.html" for act in Act if act is not Act.HEAR),
    *(f"intake/{kind.name.lower()}.html" for kind in RequestKind),
    *(f"errors/{code}.html" for code in ERROR_PAGES),
}


@pytest.fixture(scope="session")
def trees(database: object) -> dict[str, nodes.Template]:
    environment = database.app.jinja_env  # type: ignore[attr-defined]
    return {name: environment.parse((TEMPLATES / name).read_text("utf-8")) for name in NAMES}


def test_every_template_compiles(app: Flask) -> None:
    for name in NAMES:
        app.jinja_env.get_template(name)


def test_every_page_says_its_title(trees: dict[str, nodes.Template]) -> None:
    pages = [name for name in NAMES if name not in FRAMES and frame_of(trees, name)]
    assert not [name for name in pages if not has_title(trees, name)]


def test_every_page_stands_in_a_frame(trees: dict[str, nodes.Template]) -> None:
    """What is no part of another (``_rows.html``, components) is a page."""
    pages = [name for name in NAMES if name not in FRAMES and not is_part(name)]
    assert not [name for name in pages if not frame_of(trees, name)]


def test_every_name_that_a_template_imports_is_used(trees: dict[str, nodes.Template]) -> None:
    unused = []
    for name, tree in trees.items():
        used = {one.name for one in tree.find_all(nodes.Name) if one.ctx == "load"}
        for statement in tree.find_all(nodes.FromImport):
            names = [one if isinstance(one, str) else one[1] for one in statement.names]
            unused += [(name, one) for one in names if one not in used]
        unused += [
            (name, one.target) for one in tree.find_all(nodes.Import) if one.target not in used
        ]
    assert not unused


def test_every_template_is_used(trees: dict[str, nodes.Template]) -> None:
    included = {
        one.value
        for tree in trees.values()
        for one in tree.find_all(nodes.Const)
        if isinstance(one.value, str)
    }
    assert not [name for name in NAMES if name not in included | CHOSEN and not is_rendered(name)]


def test_every_template_that_a_view_may_choose_exists() -> None:
    assert set(NAMES) >= CHOSEN


def is_rendered(name: str) -> bool:
    """By its whole name, or by its last word where a view chooses among pages of its room."""
    room, word = Path(name).parts[0], Path(name).stem
    sources = [path.read_text("utf-8") for path in (ROOT / "portal").rglob("*.py")]
    own = [path.read_text("utf-8") for path in (ROOT / "portal" / room).rglob("views*.py")]
    return any(f'"{name}"' in source for source in sources) or any(
        f'"{word}"' in source for source in own
    )


def imported_names(tree: nodes.Template) -> set[str]:
    whole = {one.target for one in tree.find_all(nodes.Import)}
    single = [one for statement in tree.find_all(nodes.FromImport) for one in statement.names]
    return whole | {one if isinstance(one, str) else one[1] for one in single}


def is_part(name: str) -> bool:
    return Path(name).name.startswith("_") or not PART_FOLDERS.isdisjoint(Path(name).parts)


def parent_of(trees: dict[str, nodes.Template], name: str) -> str | None:
    statement = trees[name].find(nodes.Extends)
    return statement.template.value if statement else None  # type: ignore[attr-defined]


def frame_of(trees: dict[str, nodes.Template], name: str) -> str | None:
    parent = parent_of(trees, name)
    return parent if parent is None or parent in FRAMES else frame_of(trees, parent)


def has_title(trees: dict[str, nodes.Template], name: str) -> bool:
    if any(block.name == "title" for block in trees[name].find_all(nodes.Block)):
        return True
    parent = parent_of(trees, name)
    return parent is not None and parent not in FRAMES and has_title(trees, parent)
