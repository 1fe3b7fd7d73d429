"""Small changes that a plan makes to what is sent and received: set a value, rename a key."""

from collections.abc import Callable, Sequence
from typing import Any

from gateway.executor.types import Types, is_one_of

Rewrite = Callable[[Any], None]
_Edit = Callable[[dict[str, Any]], None]


def compile_rewrites(rewrites: Sequence[dict[str, Any]] | None, types: Types) -> Rewrite | None:
    """One function for all of them; None if there are none."""
    compiled = [_compile(rewrite, types) for rewrite in rewrites or ()]
    if not compiled:
        return None

    def apply(value: Any) -> None:
        for rewrite in compiled:
            rewrite(value)

    return apply


def renamed_keys(rewrites: Sequence[dict[str, Any]] | None) -> dict[str, str]:
    """Which internal key the client knows under which name."""
    renamers = [rewrite["KeyRenamer"] for rewrite in rewrites or () if "KeyRenamer" in rewrite]
    return {renamer["path"][-1]["Key"]: renamer["renameKeyTo"] for renamer in renamers}


def _compile(rewrite: dict[str, Any], types: Types) -> Rewrite:
    if "ValueSetter" in rewrite:
        setter = rewrite["ValueSetter"]
        return _walk(setter["path"], _setter(setter["path"][-1]["Key"], setter["setValueTo"]), types)
    renamer = rewrite["KeyRenamer"]
    return _walk(renamer["path"], _renamer(renamer["path"][-1]["Key"], renamer["renameKeyTo"]), types)


def _setter(key: str, value: str) -> _Edit:
    def edit(found: dict[str, Any]) -> None:
        found[key] = value

    return edit


def _renamer(key: str, name: str) -> _Edit:
    def edit(found: dict[str, Any]) -> None:
        if key in found:
            found[name] = found.pop(key)

    return edit


def _walk(path: Sequence[dict[str, Any]], edit: _Edit, types: Types) -> Rewrite:
    walk: Rewrite = _on_objects(edit)
    for segment in reversed(path[:-1]):
        walk = (
            _into(segment["Key"], walk) if "Key" in segment else _only(segment["TypenameEquals"], walk, types)
        )
    return walk


def _on_objects(inner: Callable[[dict[str, Any]], None]) -> Rewrite:
    """Lists are looked through: paths of rewrites do not mention them."""

    def walk(value: Any) -> None:
        if value.__class__ is dict:
            inner(value)
        elif value.__class__ is list:
            for item in value:
                walk(item)

    return walk


def _into(key: str, inner: Rewrite) -> Rewrite:
    def walk(found: dict[str, Any]) -> None:
        if key in found:
            inner(found[key])

    return _on_objects(walk)


def _only(names: Sequence[str], inner: Rewrite, types: Types) -> Rewrite:
    wanted = types.behind(names)

    def walk(found: dict[str, Any]) -> None:
        if is_one_of(found, names[0], wanted):
            inner(found)

    return _on_objects(walk)
