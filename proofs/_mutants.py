"""Small changes to a module, one at a time: what a test has to notice."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from operator import setitem
from pathlib import Path
from types import CodeType

from proofs._mutant_edits import edits

ROOT = Path(__file__).resolve().parent.parent
NAMED = ast.FunctionDef | ast.ClassDef
# What tools check instead, and what says how a thing is made and not what it does.
LEFT_ALONE = {"annotation", "returns", "decorator_list", "bases"}


@dataclass(frozen=True)
class Mutant:
    """One change. ``function`` is the one whose body holds it; none at a module's level."""

    module: str
    line: int
    text: str
    change: str
    function: str | None
    code: CodeType

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it in the list of the explained, whatever line it moves to."""
        return self.module, self.text, self.change

    def __str__(self) -> str:
        return f"{self.module}:{self.line}  {self.text}\n    {self.change}"


@dataclass(frozen=True)
class _Place:
    node: ast.expr | ast.stmt
    function: str | None
    put: Callable[[ast.AST], None]


def path_of(module: str) -> Path:
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")


def mutants(module: str) -> list[Mutant]:
    """Every change that we know of, in the order of the file."""
    source = path_of(module).read_text()
    tree, lines = ast.parse(source), source.splitlines()
    found, seen = [], Counter[tuple[str, str]]()
    for place in list(_places(tree)):
        line = place.node.lineno
        text = lines[line - 1].strip()
        for change, new in edits(place.node):
            seen[text, change] += 1
            again = f" ({seen[text, change]})" if seen[text, change] > 1 else ""
            code = _compiled(module, tree, place, new)
            found.append(Mutant(module, line, text, change + again, place.function, code))
    return found


def unchanged(module: str) -> Mutant:
    """What every test passes with, or that one fails would mean nothing."""
    code = compile(path_of(module).read_text(), path_of(module), "exec")
    return Mutant(module, 0, "", "nada", None, code)


def _compiled(module: str, tree: ast.Module, place: _Place, new: ast.AST) -> CodeType:
    """The module with something else in one place; afterwards the tree is as it was."""
    place.put(ast.fix_missing_locations(ast.copy_location(deepcopy(new), place.node)))
    try:
        return compile(tree, path_of(module), "exec")
    finally:
        place.put(place.node)


def _places(node: ast.AST, function: str | None = None, inside: str = "") -> Iterator[_Place]:
    """Every piece that may change, outermost first."""
    for name, child, put in _children(node):
        body_of = function
        if isinstance(node, ast.FunctionDef) and name == "body":
            body_of = function or inside
        if isinstance(child, ast.expr | ast.stmt):
            yield _Place(child, body_of, put)
        deeper = f"{inside}.{child.name}".strip(".") if isinstance(child, NAMED) else inside
        yield from _places(child, body_of, deeper)


def _children(node: ast.AST) -> Iterator[tuple[str, ast.AST, Callable[[ast.AST], None]]]:
    for name, value in ast.iter_fields(node):
        if name in LEFT_ALONE:
            continue
        if isinstance(value, list):
            for place, child in enumerate(value):
                if isinstance(child, ast.AST) and not _is_docstring(child):
                    yield name, child, partial(setitem, value, place)
        elif isinstance(value, ast.AST):
            yield name, value, partial(setattr, node, name)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
