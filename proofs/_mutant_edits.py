"""What a piece of a rule may become, each with the words that say it to who reads the report.

Wording is left alone: a text with a space or an accent is no value of a contract.
"""

import ast
import re
from collections.abc import Iterator

Edit = tuple[str, ast.AST]
VALUE = re.compile(r"[A-Za-z0-9_.:,/+*()\[\]{}|\\$^?-]+")

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
RENAMED = {
    "and_": "or_",
    "or_": "and_",
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "in_": "not_in",
    "not_in": "in_",
    "is_": "is_not",
    "is_not": "is_",
}
# A condition of these kinds has changes of its own.
COMPOSED = ast.Compare | ast.BoolOp | ast.UnaryOp
JOINED = {"and_", "or_", "where", "order_by", "group_by"}


def edits(node: ast.AST) -> Iterator[Edit]:
    match node:
        case ast.Compare():
            yield from _compared(node)
        case ast.BoolOp():
            yield from _joined(node)
        case ast.BinOp() if type(node.op) in OPERATED:
            yield _became(node, op=OPERATED[type(node.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield _said(node, node.operand)
        case ast.Constant():
            yield from _constant(node)
        case ast.Call():
            yield from _call(node)
        case ast.Return(value=ast.expr()) if not _is_none(node.value):
            yield "return None", ast.Return(ast.Constant(None))
        case ast.Raise() | ast.Expr(value=ast.Call()):
            yield f"sin {_short(node)}", ast.Pass()
        case ast.If() | ast.IfExp() | ast.While() if not isinstance(node.test, COMPOSED):
            yield _became(node, test=ast.UnaryOp(ast.Not(), node.test))


def _compared(node: ast.Compare) -> Iterator[Edit]:
    for place, operator in enumerate(node.ops):
        operators = [*node.ops[:place], COMPARED[type(operator)](), *node.ops[place + 1 :]]
        yield _became(node, ops=operators)


def _joined(node: ast.BoolOp) -> Iterator[Edit]:
    yield _became(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for left_out in node.values:
        rest = [value for value in node.values if value is not left_out]
        yield f"sin {_short(left_out)}", ast.BoolOp(node.op, rest) if rest[1:] else rest[0]


def _constant(node: ast.Constant) -> Iterator[Edit]:
    value = node.value
    if isinstance(value, bool):
        yield _said(node, ast.Constant(not value))
    elif isinstance(value, int):
        yield _said(node, ast.Constant(value + 1))
        yield _said(node, ast.Constant(value - 1))
    elif isinstance(value, str) and VALUE.fullmatch(value):
        yield _said(node, ast.Constant(value + "x"))


def _call(node: ast.Call) -> Iterator[Edit]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in RENAMED:
        yield f"{name} → {RENAMED[name]}", _with(node, func=_renamed(node.func, RENAMED[name]))
    if name == "not_":
        yield _said(node, node.args[0])
    if name == "between":
        yield from _between(node)
    if name in JOINED and isinstance(node.func, ast.Attribute):
        yield f"sin .{name}(…)", node.func.value
    for left_out in node.args:
        if isinstance(left_out, ast.Tuple) or (name in JOINED and node.args[1:]):
            rest = [each for each in node.args if each is not left_out]
            yield f"sin {_short(left_out)}", _with(node, args=rest)
    for named in node.keywords:
        if named.arg:
            others = [each for each in node.keywords if each is not named]
            yield f"sin {_short(named)}", _with(node, keywords=others)


def _renamed(function: ast.expr, name: str) -> ast.expr:
    if isinstance(function, ast.Attribute):
        return ast.Attribute(function.value, name, ast.Load())
    return ast.Name(name, ast.Load())


def _between(node: ast.Call) -> Iterator[Edit]:
    """Each end of a SQL ``BETWEEN`` left out."""
    assert isinstance(node.func, ast.Attribute)
    low, high = node.args
    for lower, upper in ((ast.Gt(), ast.LtE()), (ast.GtE(), ast.Lt())):
        above = ast.Compare(node.func.value, [lower], [low])
        below = ast.Compare(node.func.value, [upper], [high])
        yield _said(node, ast.BinOp(above, ast.BitAnd(), below))


def _with(node: ast.AST, **fields: object) -> ast.AST:
    return type(node)(**dict(ast.iter_fields(node)) | fields)


def _became(node: ast.AST, **fields: object) -> Edit:
    return _said(node, _with(node, **fields))


def _said(node: ast.AST, new: ast.AST) -> Edit:
    return f"{_short(node)} → {_short(new)}", new


def _short(node: ast.AST) -> str:
    """The first line of what a node says; of an ``if`` its condition."""
    return ast.unparse(node).strip().splitlines()[0][:100]


def _is_none(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
