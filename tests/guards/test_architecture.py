"""Who may import whom: rooms read only what stands before them, and the web stays in its files.

Each test names the files that break its rule, and how.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from portal import ROOMS
from portal.config import ROOT

PORTAL = ROOT / "portal"
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PORTAL.rglob("*.py"))}
WEB_PACKAGES = {"flask", "wtforms", "flask_wtf", "flask_login"}
WEB_KINDS = ("views", "forms", "access", "cli")
# What stands outside the rooms and meets Flask: the factory and what it sets up, and the servers.
WEB_FOUNDATION = (
    *("__init__", "assets", "config", "extensions", "kept_pages", "pages", "schema"),
    *("serve", "web"),
)
# A file may import the kinds of its own height and below.
HEIGHTS = {"models": 0, "rules": 0, "actions": 1, "queries": 1, "forms": 1}
HEIGHTS |= {"views": 2, "access": 2, "cli": 2}
# Who ends a transaction: the web and the commands; the start; and the outbox, whose lease must be
# seen by other deliverers before the mail goes out.
MAY_COMMIT = (*WEB_KINDS, "serve", "delivery")
CLOCK_READS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}


def test_a_room_imports_only_rooms_that_stand_before_it() -> None:
    wrong = [
        (name(path), module)
        for path, module in all_imports()
        if room_of(path) and room_in(module) in ROOMS[ROOMS.index(room_of(path)) + 1 :]
    ]
    assert not wrong


def test_only_the_web_files_of_a_room_know_flask() -> None:
    wrong = [
        (name(path), module)
        for path, module in all_imports()
        if module.split(".")[0] in WEB_PACKAGES
        and kind_of(path) not in WEB_KINDS
        and (room_of(path) or path.stem not in WEB_FOUNDATION)
    ]
    assert not wrong


def test_no_file_of_a_room_imports_a_layer_above_its_own() -> None:
    wrong = [
        (name(path), module)
        for path, module in all_imports()
        if room_of(path) and room_in(module) and height_in(module) > height_of(path)
    ]
    assert not wrong


def test_rules_know_no_database() -> None:
    wrong = [
        (name(path), module)
        for path, module in all_imports()
        if kind_of(path) == "rules"
        and (module.split(".")[0] == "sqlalchemy" or module.startswith("portal.extensions"))
    ]
    assert not wrong


def test_only_views_and_commands_commit() -> None:
    wrong = [
        (name(path), call.lineno)
        for path, call in all_calls()
        if ast.unparse(call.func).endswith("session.commit") and kind_of(path) not in MAY_COMMIT
    ]
    assert not wrong


def test_only_the_clock_reads_the_time() -> None:
    wrong = [
        (name(path), call.lineno)
        for path, call in all_calls()
        if ast.unparse(call.func) in CLOCK_READS and path.name != "clock.py"
    ]
    assert not wrong


def test_actions_take_one_thing_and_keywords() -> None:
    wrong = [
        (name(path), action.name)
        for path, tree in TREES.items()
        for action in tree.body
        if kind_of(path) == "actions" and isinstance(action, ast.FunctionDef)
        if not action.name.startswith("_") and len(action.args.posonlyargs + action.args.args) > 1
    ]
    assert not wrong


def name(path: Path) -> str:
    return str(path.relative_to(PORTAL))


def room_of(path: Path) -> str:
    first = path.relative_to(PORTAL).parts[0]
    return first if first in ROOMS else ""


def kind_of(path: Path) -> str:
    """``views`` of ``views_closing.py``."""
    return path.stem.split("_")[0]


def height_of(path: Path) -> int:
    """A file without a kind may read anything but what meets the web."""
    return HEIGHTS.get(kind_of(path), 1)


def room_in(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[0] == "portal" and len(parts) > 2 and parts[1] in ROOMS else ""


def height_in(module: str) -> int:
    return HEIGHTS.get(module.split(".")[2].partition("_")[0], 0)


def all_imports() -> Iterator[tuple[Path, str]]:
    """Every name imported anywhere in a file: ``portal.plan.rules.check`` and the like."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((path, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{name(path)}: imports are absolute here"
                yield from ((path, f"{node.module}.{alias.name}") for alias in node.names)


def all_calls() -> Iterator[tuple[Path, ast.Call]]:
    for path, tree in TREES.items():
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.Call))
