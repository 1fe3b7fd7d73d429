"""Reads Python as a tree and the lock as a table, for rules that names alone cannot tell."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def names_used(path: Path) -> Iterator[str]:
    """Dotted names that a file mentions: `os.environ`, `datetime.now`."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute | ast.Name):
            yield ast.unparse(node)


def classes_of(path: Path) -> Iterator[ast.ClassDef]:
    """Classes at the top of a file."""
    for node in parsed(path).body:
        if isinstance(node, ast.ClassDef):
            yield node


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions at the top of a file."""
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_frozen_dataclass(node: ast.ClassDef) -> bool:
    """`@dataclass(frozen=True, …)`."""
    return any(
        isinstance(decorator, ast.Call)
        and ast.unparse(decorator.func) == "dataclass"
        and any(word.arg == "frozen" and ast.unparse(word.value) == "True" for word in decorator.keywords)
        for decorator in node.decorator_list
    )


def locked_versions(lock: Path) -> dict[str, str]:
    """Name and version of everything the lock installs."""
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ \\;\n]+)", lock.read_text(), re.MULTILINE))


def as_numbers(version: str) -> tuple[int, ...]:
    """1.3.1 as (1, 3, 1); what follows the numbers does not count."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
