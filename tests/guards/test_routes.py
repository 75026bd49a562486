"""Every view says who may open it, once."""

import ast

from flask import Flask

from portal.accounts.models import Role
from portal.config import ROOT

MARKS = {"public", "staff"}


def test_every_address_has_an_access_mark(app: Flask) -> None:
    unmarked = [name for name, view in app.view_functions.items() if not hasattr(view, "access")]
    assert not unmarked


def test_an_access_mark_names_roles(app: Flask) -> None:
    """An empty mark means anybody."""
    for name, view in app.view_functions.items():
        assert view.access <= frozenset(Role), name  # type: ignore[attr-defined]


def test_no_view_is_marked_twice_or_before_its_route(app: Flask) -> None:
    files = [ROOT / "portal" / "web.py", *(ROOT / "portal").rglob("views*.py")]
    wrong = [
        (path.name, node.name)
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and _decorators(node) not in ("", "route mark")
    ]
    assert not wrong


def _decorators(function: ast.FunctionDef) -> str:
    """``route mark``: the route outside, so that what it registers is the marked view.

    Several addresses for one view, and what is neither, are left out.
    """
    order = []
    for decorator in function.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        word = ast.unparse(called)
        if word.startswith("bp.") and word != "bp.app_errorhandler":
            order += ["route"] if order[-1:] != ["route"] else []
        elif word.rpartition(".")[2] in MARKS:
            order.append("mark")
    return " ".join(order)
