"""Every small change of a module that a careless hand could make."""

import ast
import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change."""

    module: str
    file: Path
    within: tuple[int, int]
    """The first and last line of the function that is changed, or of the module."""
    line: int
    code: str
    """The line as it is without the change: what names the mutant when lines above it come and go."""
    change: str
    source: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.change}"

    @property
    def told(self) -> dict[str, str | int]:
        """What a report says of it."""
        return {"module": self.module, "line": self.line, "code": self.code, "change": self.change}


def mutants_of(module: str, file: Path) -> Iterator[Mutant]:
    """Every mutant of a module's file."""
    text = file.read_text("utf-8")
    lines = ["", *text.splitlines()]
    tree = ast.parse(text)
    spared = set(_of_decorators(tree))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for place, node in enumerate(ast.walk(tree)):
        for change, alter in _changes(node) if node not in spared else ():
            mutated = copy.deepcopy(tree)
            alter(_nth(mutated, place))
            line = _line_of(node)
            source = ast.unparse(ast.fix_missing_locations(mutated))
            within = _within(line, functions) or (0, len(lines))
            yield Mutant(module, file, within, line, lines[line].strip(), change, source)


def unchanged(module: str, file: Path) -> Mutant:
    """The module as it is: what no test may notice, or the tests say nothing about mutants."""
    text = file.read_text("utf-8")
    return Mutant(module, file, (0, len(text.splitlines())), 0, "", "nothing", text)


def _within(line: int, functions: Iterable[ast.FunctionDef | ast.AsyncFunctionDef]) -> tuple[int, int] | None:
    """The lines of the innermost function around a line, decorators included: there its code begins."""
    around = []
    for function in functions:
        first = min(node.lineno for node in (function, *function.decorator_list))
        last = function.end_lineno or first
        if first <= line <= last:
            around.append((last - first, first, last))
    return min(around)[1:] if around else None


def _line_of(node: ast.AST) -> int:
    # A comprehension's clause has no line of its own; what it goes through has.
    return cast("int", getattr(node.iter if isinstance(node, ast.comprehension) else node, "lineno", 0))


def _of_decorators(tree: ast.AST) -> Iterator[ast.AST]:
    """Parts of decorators: `slots=True` says how a class is kept, not what it does."""
    for node in ast.walk(tree):
        for decorator in getattr(node, "decorator_list", ()):
            yield from ast.walk(decorator)


def _nth(tree: ast.AST, place: int) -> ast.AST:
    return next(node for number, node in enumerate(ast.walk(tree)) if number == place)


Change = tuple[str, Callable[[ast.AST], None]]


def _changes(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in _OPPOSITE:
            yield f"{_name(operator)} becomes {_OPPOSITE[type(operator)].__name__}", _turn_comparison
        case ast.BoolOp():
            yield f"{_name(node.op)} becomes the other", _turn_junction
            yield "the last condition is forgotten", _drop_last
        case ast.If() | ast.IfExp():
            yield "the condition is turned round", _negate
        case ast.Constant(value=bool()):
            yield f"{node.value!r} becomes {not node.value!r}", _turn_truth
        case ast.Constant(value=number) if isinstance(number, int):
            yield f"{number} becomes {number + 1}", _add_one
        case ast.comprehension(ifs=[_, *_]):
            yield "the filter is forgotten", _drop_filter
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from _forgotten_refusals(node)


def _forgotten_refusals(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Change]:
    refusals = [node for node in ast.walk(function) if isinstance(node, ast.Raise)]
    for number, node in enumerate(refusals):
        yield f"{ast.unparse(node)} is forgotten", _forget_refusal(number)


def _forget_refusal(number: int) -> Callable[[ast.AST], None]:
    def alter(function: ast.AST) -> None:
        wanted = [node for node in ast.walk(function) if isinstance(node, ast.Raise)][number]
        for node in ast.walk(function):
            for name in ("body", "orelse", "finalbody"):
                block = getattr(node, name, None)
                if isinstance(block, list) and wanted in block:
                    block[block.index(wanted)] = ast.Pass()

    return alter


def _turn_comparison(node: ast.AST) -> None:
    compare = cast("ast.Compare", node)
    compare.ops = [_OPPOSITE[type(compare.ops[0])]()]


def _turn_junction(node: ast.AST) -> None:
    junction = cast("ast.BoolOp", node)
    junction.op = ast.Or() if isinstance(junction.op, ast.And) else ast.And()


def _drop_last(node: ast.AST) -> None:
    junction = cast("ast.BoolOp", node)
    junction.values = [*junction.values[:-1], junction.values[0]]


def _negate(node: ast.AST) -> None:
    branch = cast("ast.If", node)
    branch.test = ast.UnaryOp(ast.Not(), branch.test)


def _turn_truth(node: ast.AST) -> None:
    constant = cast("ast.Constant", node)
    constant.value = not constant.value


def _add_one(node: ast.AST) -> None:
    constant = cast("ast.Constant", node)
    constant.value = cast("int", constant.value) + 1


def _drop_filter(node: ast.AST) -> None:
    cast("ast.comprehension", node).ifs = []


def _name(operator: ast.AST) -> str:
    return type(operator).__name__
