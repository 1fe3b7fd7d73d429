"""Merges what one subgraph said about an object into what is known of it."""

from copy import deepcopy
from typing import Any

_MOST_DEPTH = 64


def merge(known: dict[str, Any], said: dict[str, Any], objects: frozenset[str], depth: int = 0) -> None:
    """Adds `said` to `known`; a concrete type once known is not replaced by its interface's name."""
    if known.keys().isdisjoint(said):
        known.update(said)
        return
    for key, value in said.items():
        earlier = known.get(key)
        if earlier is None:
            known[key] = value
        elif key == "__typename":
            if earlier.__class__ is not str or earlier not in objects:
                known[key] = value
        elif value is not None:
            known[key] = _merged(earlier, value, objects, depth)


def copied(said: dict[str, Any]) -> dict[str, Any]:
    """A copy for another place of the answer, where later fetches may add something else."""
    return deepcopy(said)


def _merged(earlier: Any, value: Any, objects: frozenset[str], depth: int) -> Any:
    if depth > _MOST_DEPTH:
        return earlier
    if earlier.__class__ is dict and value.__class__ is dict:
        merge(earlier, value, objects, depth + 1)
        return earlier
    if earlier.__class__ is list and value.__class__ is list and len(earlier) == len(value):
        pairs = zip(earlier, value, strict=True)
        return [_merged(one, other, objects, depth + 1) if one is not None else other for one, other in pairs]
    return value
